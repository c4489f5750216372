import { expect, type Locator, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTar } from '../archive/read-tar.ts';
import { lineOf } from '../saving/support.ts';
import { makeArchive } from '../support/make-archive.ts';
import { showView } from './support/drive.ts';
import { expectWellFormed, everyLook, inLooks } from './support/looks.ts';
import { choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';
import { downloadBy, withoutPicker, withPicker } from './support/picker.ts';
import { ownFiles, test as onDisk } from './support/profile.ts';

test.describe.configure({ timeout: 180_000 });

const text = `
  layer  COPY . .
    app/main.js  "start"  0644  1:2
    app/old.js  "gone"
    app/link -> main.js
    var/pipe  fifo
  layer  RUN rm /app/old.js
    app/.wh.old.js
    app/main.js  "started"
`;

async function openLayer(page: Page, layer: number, compression: 'none' | 'gzip' = 'gzip'): Promise<Locator> {
  const archive = await makeArchive(text, { layout: 'docker25', tag: 'shop:1.0', compression });
  await page.goto('/');
  await choose(page, [file('shop.tar', new Uint8Array(await archive.arrayBuffer()))]);
  await waitUntilIdle(page);
  const view = await showView(page, 'layers');
  await page.evaluate((index) => (location.hash = `#/layers/${index}`), layer);
  return view;
}

const dialogOf = (page: Page): Locator => page.getByRole('dialog');

const downloaded = (page: Page): ReturnType<typeof downloadBy> =>
  downloadBy(page, dialogOf(page).getByRole('button', { name: /^Save / }));

/** The bytes of a file of the page's own. */
const ownFile = async (page: Page, name: string): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = await page.evaluate(async (wanted) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(wanted);
    return [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
  }, name);
  return Uint8Array.from(bytes);
};

async function chooseFile(page: Page, view: Locator, path: string, layer: number): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/layers/${layer}${path}`);
  await view.getByRole('region', { name: 'Details of the chosen file' }).getByRole('button', { name: 'Save' }).click();
}

test('a file of a compressed layer, a deleted one too, is downloaded', async ({ page }) => {
  await withoutPicker(page);
  const view = await openLayer(page, 1);
  await chooseFile(page, view, '/app/main.js', 1);
  await expect(dialogOf(page)).toContainText('Save /app/main.js as layer 1 has it');
  const now = await downloaded(page);
  expect([now.name, Buffer.from(now.bytes).toString()]).toEqual(['main.js', 'started']);
  await expect(dialogOf(page).getByRole('status')).toHaveText(/main\.js goes to your downloads: 7 B\./);
  await dialogOf(page).getByRole('button', { name: 'Close' }).click();
  await chooseFile(page, view, '/app/old.js', 1);
  const old = await downloaded(page);
  expect([old.name, Buffer.from(old.bytes).toString()]).toEqual(['old.js', 'gone']);
});

test('a file of a layer that is not compressed, at once', async ({ page }) => {
  await withoutPicker(page);
  const view = await openLayer(page, 0, 'none');
  await chooseFile(page, view, '/app/main.js', 0);
  expect(Buffer.from((await downloaded(page)).bytes).toString()).toBe('start');
});

test('a folder goes to the file that the user chose, as tar and as zip', async ({ page }) => {
  await withPicker(page);
  const view = await openLayer(page, 0);
  await chooseFile(page, view, '/app', 0);
  const dialog = dialogOf(page);
  await expect(dialog).toContainText('2 files, 1 directory, 1 symbolic link: 9 B.');
  await dialog.getByRole('button', { name: 'Save app.tar' }).click();
  await expect(dialog.getByRole('status')).toHaveText(/app\.tar is saved: \d/);
  const { entries } = await readTar(await ownFile(page, 'app.tar'));
  expect(entries.map(lineOf)).toEqual(['app/', 'app/main.js "start"', 'app/old.js "gone"', 'app/link -> main.js']);
  expect(entries[1]).toMatchObject({ uid: 1, gid: 2, mode: 0o644 });

  await dialog.getByRole('button', { name: 'Close' }).click();
  await chooseFile(page, view, '/app', 0);
  await dialog.getByRole('radio', { name: 'zip' }).check();
  await dialog.getByRole('button', { name: 'Save app.zip' }).click();
  await expect(dialog.getByRole('status')).toHaveText(/app\.zip is saved/);
  const files = unzipSync(await ownFile(page, 'app.zip'));
  expect(Object.keys(files).toSorted()).toEqual(['app/', 'app/link', 'app/main.js', 'app/old.js']);
});

test('a layer: its tar, as it is stored, and its files', async ({ page }) => {
  await withoutPicker(page);
  const view = await openLayer(page, 1);
  const open = async (way: string): Promise<void> => {
    await view.getByRole('button', { name: 'This layer', exact: true }).click();
    await dialogOf(page).getByRole('radio', { name: way, exact: true }).check();
  };
  await open('tar');
  const tar = await downloaded(page);
  expect(tar.name).toBe('shop-1.0-layer-1.tar');
  expect((await readTar(tar.bytes)).entries.map(lineOf)).toEqual(['app/.wh.old.js', 'app/main.js "started"']);
  await dialogOf(page).getByRole('button', { name: 'Close' }).click();
  await open('As stored (gzip)');
  const stored = await downloaded(page);
  expect(stored.name).toBe('shop-1.0-layer-1.tar.gz');
  expect(Buffer.compare(gunzipSync(stored.bytes), tar.bytes)).toBe(0);
  await dialogOf(page).getByRole('button', { name: 'Close' }).click();
  await open('zip');
  expect(Object.keys(unzipSync((await downloaded(page)).bytes))).toContain('app/main.js');
});

test('the merged files as of a layer, and what a zip has no place for is told', async ({ page }) => {
  await withoutPicker(page);
  const view = await openLayer(page, 1);
  await view.getByRole('button', { name: 'The files as of this layer' }).click();
  const { name, bytes } = await downloaded(page);
  expect(name).toBe('shop-1.0-rootfs-layer-1.tar');
  const { entries } = await readTar(bytes);
  expect(entries.map(lineOf).toSorted()).toEqual([
    'app/',
    'app/link -> main.js',
    'app/main.js "started"',
    'var/',
    'var/pipe',
  ]);
  await dialogOf(page).getByRole('button', { name: 'Close' }).click();
  await view.getByRole('button', { name: 'The files as of this layer' }).click();
  await dialogOf(page).getByRole('radio', { name: 'zip' }).check();
  await downloaded(page);
  await expect(dialogOf(page)).toContainText('1 device or pipe was left out: zip has none.');
});

test('where the user chooses no file, nothing happens', async ({ page }) => {
  await page.addInitScript(() => {
    const showSaveFilePicker = (): Promise<never> => Promise.reject(new DOMException('No.', 'AbortError'));
    Object.assign(globalThis, { showSaveFilePicker });
  });
  const view = await openLayer(page, 0);
  await view.getByRole('button', { name: 'The files as of this layer' }).click();
  await dialogOf(page)
    .getByRole('button', { name: /^Save shop/ })
    .click();
  await expect(dialogOf(page).getByRole('button', { name: /^Save shop/ })).toBeEnabled();
  await expect(dialogOf(page).getByRole('status')).toHaveCount(0);
});

test('where the browser refuses to ask, it is downloaded', async ({ page }) => {
  await page.addInitScript(() => {
    const showSaveFilePicker = (): Promise<never> => Promise.reject(new DOMException('No.', 'SecurityError'));
    Object.assign(globalThis, { showSaveFilePicker });
  });
  const view = await openLayer(page, 0);
  await view.getByRole('button', { name: 'The files as of this layer' }).click();
  const { entries } = await readTar((await downloaded(page)).bytes);
  expect(entries.map(({ path }) => path)).toContain('app/old.js');
});

test('what a layer removes is told where the marks of it are left out', async ({ page }) => {
  await withoutPicker(page);
  const view = await openLayer(page, 1);
  const marks = dialogOf(page).getByText('What this layer removes is not in it');
  await chooseFile(page, view, '/app', 1);
  await expect(dialogOf(page)).toContainText('Save /app as layer 1 has it');
  await expect(marks).toHaveText(/: only the tar of the whole layer has the marks of that\.$/);
  const { entries } = await readTar((await downloaded(page)).bytes);
  expect(entries.map(lineOf)).toEqual(['app/main.js "started"']);
  await dialogOf(page).getByRole('button', { name: 'Close' }).click();
  await view.getByRole('button', { name: 'This layer', exact: true }).click();
  await dialogOf(page).getByRole('radio', { name: 'tar', exact: true }).check();
  await expect(marks).toHaveCount(0);
  await dialogOf(page).getByRole('radio', { name: 'zip', exact: true }).check();
  await expect(marks).toBeVisible();
  await dialogOf(page).getByRole('button', { name: 'Close' }).click();
  await view.getByRole('button', { name: 'The files as of this layer' }).click();
  await expect(dialogOf(page)).toContainText('1 file, 2 directories');
  await expect(marks).toHaveCount(0);
});

onDisk('where there is no room that is told, nothing is left, and it can be tried again', async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await withPicker(page, async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 100 });
  });
  const view = await openLayer(page, 0);
  await view.getByRole('button', { name: 'The files as of this layer' }).click();
  await dialogOf(page)
    .getByRole('button', { name: /^Save shop/ })
    .click();
  await expect(dialogOf(page).getByRole('alert')).toHaveText(
    /^shop-1\.0-rootfs-layer-0\.tar could not be saved: it went wrong after .+ B \(.+\)\. Make room, or choose another place/,
  );
  await expect(dialogOf(page).getByRole('button', { name: /^Save shop/ })).toBeEnabled();
  await expect.poll(() => ownFiles(page)).toEqual([]);
});

const large = 'layer  COPY data /data\n  data/big.bin  160000000\n  data/small  "x"\n';

async function openLarge(page: Page, folder: string): Promise<Locator> {
  const archive = await makeArchive(large, { layout: 'docker25', tag: 'large:1', compression: 'gzip' });
  await writeFile(join(folder, 'large.tar'), new Uint8Array(await archive.arrayBuffer()));
  await page.goto('/');
  await choose(page, [join(folder, 'large.tar')]);
  await waitForState(page, 'ready');
  return showView(page, 'layers');
}

onDisk('where a download finds no room in the files of the page that is told, too', async ({ page, folder }) => {
  await withoutPicker(page);
  const view = await openLarge(page, folder);
  const session = await page.context().newCDPSession(page);
  const limit = (quotaSize?: number): Promise<unknown> =>
    session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize });
  await limit(20_000_000);
  await view.getByRole('button', { name: 'The files as of this layer' }).click();
  const button = dialogOf(page).getByRole('button', { name: /^Save large/ });
  await button.click();
  await expect(dialogOf(page).getByRole('alert')).toHaveText(
    /^large-1-rootfs-layer-0\.tar could not be saved: after [\d.]+ MB there was no more room for it \(the browser gives this page no more\)\. Make room on the disk, or save less at once\./,
  );
  await expect.poll(() => ownFiles(page)).toEqual([]);
  await limit();
  expect((await downloaded(page)).bytes.length).toBeGreaterThan(160_000_000);
});

onDisk('what is downloaded from files of the page is freed afterwards', async ({ page, folder }) => {
  await withoutPicker(page);
  await page.clock.install();
  const view = await openLarge(page, folder);
  const button = view.getByRole('button', { name: 'The files as of this layer' });
  await button.click();
  const { bytes } = await downloaded(page);
  expect(bytes.length).toBeGreaterThan(160_000_000);
  expect(await ownFiles(page)).toHaveLength(1);
  await page.clock.fastForward(80_000);
  await expect.poll(() => ownFiles(page)).toEqual([]);
  await dialogOf(page).getByRole('button', { name: 'Close' }).click();
  await button.click();
  await downloaded(page);
  await dialogOf(page).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Start over' }).first().click();
  await expect.poll(() => ownFiles(page)).toEqual([]);
});

for (const [what, button] of [
  ['cancelled', 'Cancel'],
  ['closed', 'Close'],
] as const) {
  onDisk(`a save that is ${what} in the middle leaves nothing behind`, async ({ page, folder }) => {
    await withPicker(page);
    const view = await openLarge(page, folder);
    await view.getByRole('button', { name: 'The files as of this layer' }).click();
    await dialogOf(page).getByRole('radio', { name: 'zip' }).check();
    await dialogOf(page)
      .getByRole('button', { name: /^Save large/ })
      .click();
    await expect
      .poll(() =>
        dialogOf(page)
          .getByRole('progressbar')
          .evaluate((bar: HTMLProgressElement) => bar.value),
      )
      .toBeGreaterThan(0);
    await dialogOf(page).getByRole('button', { name: button }).click();
    if (button === 'Close') await view.getByRole('button', { name: 'The files as of this layer' }).click();
    await expect(dialogOf(page).getByRole('button', { name: /^Save large/ })).toBeVisible();
    await expect.poll(() => ownFiles(page), { timeout: 15_000 }).toEqual([]);
  });
}

inLooks(everyLook, () => {
  test.describe.configure({ timeout: 180_000 });

  test('the dialog, before and after', async ({ page }) => {
    await withoutPicker(page);
    const view = await openLayer(page, 1);
    await view.getByRole('button', { name: 'This layer', exact: true }).click();
    await expectWellFormed(page);
    await dialogOf(page).getByRole('radio', { name: 'zip', exact: true }).check();
    await expect(dialogOf(page)).toContainText('What this layer removes');
    await expectWellFormed(page);
    await dialogOf(page).getByRole('radio', { name: 'tar', exact: true }).check();
    await downloaded(page);
    await expectWellFormed(page);
  });
});
