import { expect, type Locator, type Page } from '@playwright/test';
import { elfBytes } from '../support/elf-bytes.ts';
import { makeArchive, type ArchiveOptions } from '../support/make-archive.ts';
import { scanBlob } from '../support/open-image.ts';
import { endUntil, holdUnpacking } from './support/breakdowns.ts';
import { bothLooks, everyLook, inLooks, expectWellFormed } from './support/looks.ts';
import { showView } from './support/drive.ts';
import { choose, file, test, waitUntilIdle } from './support/page.ts';
import { downloadBy, withoutPicker } from './support/picker.ts';
import { startStaticHost } from './support/static-host.ts';

const run = elfBytes({ needs: ['libused.so'] });
const library = elfBytes({ type: 3 });
const text = `
  layer  COPY . .
    app/run  ${run.length}  0755
    app/spare  5000
    app/old  7000
    usr/lib/libused.so  ${library.length}
    usr/share/man/man1/run.1  3000
  layer  RUN rm /app/old
    app/.wh.old
`;
const contents = { 'app/run': run, 'usr/lib/libused.so': library };

async function open(page: Page, options: Partial<ArchiveOptions> = {}, image = text, at = '/'): Promise<Locator> {
  const config = { Entrypoint: ['/app/run'] };
  const archive = await makeArchive(image, {
    ...{ layout: 'docker25', tag: 'shop:1.0', compression: 'none', config, contents },
    ...options,
  } as const);
  await withoutPicker(page);
  await page.goto(at);
  await choose(page, [file('shop.tar', new Uint8Array(await archive.arrayBuffer()))]);
  await waitUntilIdle(page);
  return showView(page, 'minified');
}

/** Needed, may be needed, not reached. */
const told = (view: Locator): Locator => view.getByRole('list').first().getByRole('listitem');
const tree = (view: Locator): Locator => view.getByRole('treegrid');

test('three sets, three profiles, why, and the image without what goes', async ({ page }) => {
  const view = await open(page);
  await expect(told(view).first()).toContainText('2 files');
  await expect(told(view).nth(2)).toContainText('8.00 kB');
  await expect(view.getByRole('radio', { name: /^Balanced/ })).toBeChecked();
  await view.getByRole('radio', { name: /^Sure/ }).check();
  await expect(tree(view).getByRole('row', { name: /run\.1.*documentation/ })).toBeVisible();
  await expect(tree(view).getByRole('row', { name: /spare/ })).toHaveCount(0);
  await view.getByRole('radio', { name: /^Smallest/ }).check();
  await tree(view)
    .getByRole('row', { name: /spare.*not reached/ })
    .click();
  const details = view.getByRole('region', { name: 'Why it goes or stays' });
  await expect(details).toContainText('Goes: not reached.');
  await view.getByRole('button', { name: 'Needed', exact: true }).click();
  await tree(view)
    .getByRole('row', { name: /libused/ })
    .click();
  await expect(details.getByRole('listitem')).toHaveText([
    '/app/run is linked with libused.so (DT_NEEDED)',
    'The image starts it (ENTRYPOINT and CMD)',
  ]);
  const { name, bytes } = await downloadBy(page, view.getByRole('button', { name: 'Save shop-1.0-minified.tar' }));
  expect(name).toBe('shop-1.0-minified.tar');
  const { rootfs } = await scanBlob(new Blob([bytes]), name);
  const left = ['/app/run', '/usr/lib/libused.so', '/app/spare', '/app/old', '/usr/share'].map((path) => {
    const node = rootfs.find(path);
    return node !== null && rootfs.isThere(node);
  });
  expect(left).toEqual([true, true, false, false, false]);
});

test('what is put back stays, and the keep list is saved and opened', async ({ page }) => {
  const view = await open(page);
  await view.getByRole('radio', { name: /^Smallest/ }).check();
  await tree(view).getByRole('row', { name: /spare/ }).click();
  await view.getByRole('button', { name: 'Put it back' }).click();
  // At once: nothing is saved before it is known what else goes or stays.
  const saved = await downloadBy(page, view.getByRole('button', { name: 'Save shop-1.0-minified.tar' }));
  const { rootfs } = await scanBlob(new Blob([saved.bytes]), saved.name);
  expect(['/app/spare', '/usr/share'].map((path) => rootfs.find(path) !== null)).toEqual([true, false]);
  await expect(view.getByRole('list', { name: 'What each line names' }).getByRole('listitem')).toHaveText([
    /^\/app\/spare 1 entry/,
  ]);
  await expect(tree(view).getByRole('row', { name: /spare/ })).toHaveCount(0);
  const { name, bytes } = await downloadBy(page, view.getByRole('button', { name: 'Save .plimsollkeep' }));
  // Without its dot: browsers take it off.
  expect(name).toMatch(/^[._]?plimsollkeep$/);
  expect(new TextDecoder().decode(bytes)).toBe('/app/spare\n');
  await view
    .getByLabel('Open a .plimsollkeep')
    .setInputFiles([file('.plimsollkeep', new TextEncoder().encode('/usr/share\n'))]);
  await expect(tree(view).getByRole('row', { name: /spare/ })).toBeVisible();
  await expect(tree(view).getByRole('row', { name: /run\.1/ })).toHaveCount(0);
});

test('compressed layers are unpacked first', async ({ page }) => {
  const view = await open(page, { layout: 'oci', compression: 'gzip' });
  await expect(told(view).first()).toContainText('2 files');
});

test('an entrypoint that is not there is told, and a loop of links', async ({ page }) => {
  const view = await open(
    page,
    { config: { Entrypoint: ['/loop'], Cmd: ['x'] }, contents: {} },
    'layer  COPY . .\n  loop -> loop\n',
  );
  await view.getByText('What could not be followed: 1 note').click();
  await expect(
    view.getByText('The image names /loop, which is not found. Its symbolic links lead round and round at /loop.'),
  ).toBeVisible();
});

inLooks(everyLook, () => {
  test('it is well formed', async ({ page }) => {
    const view = await open(page);
    await expectWellFormed(page);
    await tree(view).getByRole('row', { name: /spare/ }).click();
    await expectWellFormed(page);
  });
});

inLooks(bothLooks, () => {
  test('cancelled while layers are unpacked: said, and looked again', async ({ page }) => {
    await page.addInitScript(holdUnpacking);
    const view = await open(page, { layout: 'oci', compression: 'gzip' });
    await view.getByRole('button', { name: 'Cancel' }).click();
    await expect(view).toContainText('What is needed was not found out');
    await expectWellFormed(page, 'cancelled');
    await view.getByRole('button', { name: 'Look again' }).click();
    await expect(told(view).first()).toContainText('2 files');
  });

  test('a worker that ends while it follows: said, and looked again', async ({ page }) => {
    let tried = 0;
    const host = await startStaticHost({
      inWorkers: endUntil('find-needs', 2),
      answerTo: (path) => (path === '/tried/find-needs' ? String(++tried) : null),
    });
    try {
      const view = await open(page, {}, text, host.url);
      await expect(view).toContainText('The worker that follows what the image starts ended unexpectedly, twice', {
        timeout: 40_000,
      });
      await expectWellFormed(page, 'failed');
      await view.getByRole('button', { name: 'Look again' }).click();
      await expect(told(view).first()).toContainText('2 files');
    } finally {
      await host.close();
    }
  });
});
