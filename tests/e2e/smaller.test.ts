import { expect, type Locator, type Page } from '@playwright/test';
import { readTar } from '../archive/read-tar.ts';
import { save } from '../saving/support.ts';
import { makeArchive, type ArchiveOptions } from '../support/make-archive.ts';
import { scanBlob } from '../support/open-image.ts';
import { everyLook, inLooks, expectWellFormed } from './support/looks.ts';
import { showView } from './support/drive.ts';
import { choose, file, test, waitUntilIdle } from './support/page.ts';
import { downloadBy, withoutPicker } from './support/picker.ts';

const token = 'ghp_' + 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8';
const text = `
  layer  COPY . .
    app/main.js  "start"  0644  1:2
    app/old.js  "gone"
    app/.npmrc  "//registry.example/:_authToken=${token}"
  layer  RUN rm /app/old.js
    app/.wh.old.js
    app/main.js  "started"
`;

async function open(
  page: Page,
  image = text,
  options: Partial<ArchiveOptions> = {},
): Promise<{ view: Locator; archive: Blob }> {
  const archive = await makeArchive(image, { layout: 'docker25', tag: 'shop:1.0', compression: 'gzip', ...options });
  await withoutPicker(page);
  await page.goto('/');
  await choose(page, [file('shop.tar', new Uint8Array(await archive.arrayBuffer()))]);
  await waitUntilIdle(page);
  return { view: await showView(page, 'smaller'), archive };
}

const saveButton = (view: Locator): Locator => view.getByRole('button', { name: 'Save shop-1.0-cleaned.tar' });

async function pathsOf(bytes: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const blob = new Blob([bytes]);
  const { bytes: files } = await save(blob, await scanBlob(blob, 'shop.tar'));
  return (await readTar(files)).entries.map(({ path }) => path).sort();
}

test('hidden files go, and the files of the image stay the same', async ({ page }) => {
  const { view, archive } = await open(page);
  await expect(view.getByText(/^2 entries with .* go, from 1 of 2 layers\.$/)).toBeVisible();
  const { name, bytes } = await downloadBy(page, saveButton(view));
  expect(name).toBe('shop-1.0-cleaned.tar');
  const { image, rootfs } = await scanBlob(new Blob([bytes]), name);
  expect(image.tags).toEqual(['shop:1.0']);
  expect(rootfs.find('/app/old.js')).toBeNull();
  expect(await pathsOf(bytes)).toEqual(await pathsOf(new Uint8Array(await archive.arrayBuffer())));
  await expect(view.getByRole('status')).toContainText('2 layers are left; 0 are as they were');
  await expect(view.getByText(image.id)).toBeVisible();
});

test('a secret goes with its file from every layer', async ({ page }) => {
  const { view } = await open(page);
  await view.getByRole('checkbox', { name: 'Files that no container sees' }).uncheck();
  await expect(view.getByText('No file goes: what is chosen stands in no layer.')).toBeVisible();
  await expect(saveButton(view)).toBeDisabled();
  await view.getByRole('checkbox', { name: '/app/.npmrc', exact: true }).check();
  await expect(view.getByRole('checkbox', { name: 'Files that hold secrets' })).toBeChecked();
  await expect(view.getByText(/^1 entry with .* goes, from 1 of 2 layers\.$/)).toBeVisible();
  const { bytes } = await downloadBy(page, saveButton(view));
  expect(await pathsOf(bytes)).toEqual(['app/', 'app/main.js']);
  expect(new TextDecoder('latin1').decode(bytes)).not.toContain(token);
});

test('secrets in ENV and the history', async ({ page }) => {
  const { view } = await open(page, `layer  ARG TOKEN=${token}\n  app/main.js  "start"\n`, {
    config: { Env: ['PATH=/usr/bin', `TOKEN=${token}`] },
  });
  await view.getByRole('checkbox', { name: 'Secrets in ENV, labels, commands and the history' }).check();
  const { bytes } = await downloadBy(page, saveButton(view));
  const { image } = await scanBlob(new Blob([bytes]), 'shop.tar');
  expect(image.config.env).toEqual(['PATH=/usr/bin', 'TOKEN=[removed]']);
  expect(image.history.map(({ createdBy }) => createdBy)).toEqual(['ARG TOKEN=[removed]']);
  expect(new TextDecoder('latin1').decode(bytes)).not.toContain(token.slice(0, 12));
});

test('files and folders of the user’s choice, one glob a line', async ({ page }) => {
  const { view } = await open(page);
  const lines = view.getByLabel('Files and folders of your choice, one per line');
  await lines.fill('# mine\n/app/main.js\n*.txt\n!/app');
  const told = view.getByRole('list', { name: 'What each line names' });
  await expect(told.getByRole('listitem')).toHaveText([
    /^\/app\/main\.js 2 entries in all layers, 12 B$/,
    /^\*\.txt names nothing in any layer: check how it is written$/,
    /^!\/app A line cannot bring something back/,
  ]);
  await expectWellFormed(page);
  await expect(view.getByText(/^3 entries with .* go, from 2 of 2 layers\.$/)).toBeVisible();
  const { bytes } = await downloadBy(page, saveButton(view));
  expect(await pathsOf(bytes)).toEqual(['app/', 'app/.npmrc']);
});

test('layers are made one: all, or those above the base image', async ({ page }) => {
  const { view, archive } = await open(page);
  await expect(view.getByRole('radio', { name: 'Those above the base image as one' })).toBeDisabled();
  await view.getByRole('radio', { name: 'All as one' }).check();
  const { bytes } = await downloadBy(page, saveButton(view));
  const { image } = await scanBlob(new Blob([bytes]), 'shop.tar');
  expect(image.layers).toHaveLength(1);
  expect(await pathsOf(bytes)).toEqual(await pathsOf(new Uint8Array(await archive.arrayBuffer())));
  await expect(view.getByRole('status')).toContainText('1 layer is left, one in the place of 2; 0 are as they were');
});

test('an OCI archive with gzip layers', async ({ page }) => {
  const { view, archive } = await open(page, text, { compression: 'none' });
  await view.getByRole('radio', { name: 'Layers with gzip, as an OCI archive' }).check();
  const { bytes } = await downloadBy(page, saveButton(view));
  const { image } = await scanBlob(new Blob([bytes]), 'shop.tar');
  expect(image.layers.map(({ compression }) => compression)).toEqual(['gzip', 'gzip']);
  expect(await pathsOf(bytes)).toEqual(await pathsOf(new Uint8Array(await archive.arrayBuffer())));
  await expect(view.getByText('skopeo copy oci-archive:shop-1.0-cleaned.tar docker://')).toBeVisible();
});

test('one time for everything', async ({ page }) => {
  const { view } = await open(page, 'layer  COPY . .\n  app/main.js  "start"\n', {
    document: { created: '2024-05-01T12:00:00.5Z' },
  });
  await expect(saveButton(view)).toBeDisabled();
  await view.getByRole('checkbox', { name: 'One time for everything' }).check();
  const time = view.getByLabel('A date, or seconds since 1970');
  await time.fill('soon');
  await expect(view.getByText(/^This is no time from 1970 to 2242/)).toBeVisible();
  await expect(saveButton(view)).toBeDisabled();
  await view.getByRole('button', { name: 'As the image was made' }).click();
  await expect(time).toHaveValue('2024-05-01T12:00:00Z');
  const { bytes } = await downloadBy(page, saveButton(view));
  const { image, rootfs } = await scanBlob(new Blob([bytes]), 'shop.tar');
  expect(image.created).toBe('2024-05-01T12:00:00Z');
  expect(rootfs.columns.eventMtimes[rootfs.columns.lastEvents[rootfs.find('/app/main.js')!]!]).toBe(1_714_564_800);
});

test('an image that hides nothing says so', async ({ page }) => {
  const { view } = await open(page, 'layer  COPY . .\n  app/main.js  "start"\n');
  await expect(view.getByText('No file goes: what is chosen stands in no layer.')).toBeVisible();
  await expect(saveButton(view)).toBeDisabled();
});

inLooks(everyLook, () => {
  test('before and after', async ({ page }) => {
    const { view } = await open(page);
    await expectWellFormed(page);
    await downloadBy(page, saveButton(view));
    await expectWellFormed(page);
  });
});
