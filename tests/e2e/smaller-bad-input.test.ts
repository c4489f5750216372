import { expect } from '@playwright/test';
import { LayoutWriter, mediaTypes } from '../support/layouts.ts';
import { makeArchive, makeBlobs, type ArchiveFiles } from '../support/make-archive.ts';
import { scanBlob } from '../support/open-image.ts';
import { packImages } from '../support/several-images.ts';
import { breakWorkers, computeLong } from './support/breakdowns.ts';
import { anyway, hidingText, openSmaller, saveButton } from './support/cleaned.ts';
import { file, test } from './support/page.ts';
import { downloadBy, withoutPicker } from './support/picker.ts';
import { startStaticHost, type StaticHostOptions } from './support/static-host.ts';

test.beforeEach(({ page }) => withoutPicker(page));

/** A bit of the first layer is another one; it is of the contents of a file, and nothing else tells. */
function damage(files: ArchiveFiles): void {
  const [name, bytes] = [...files].find(([name]) => name.endsWith('.tar'))!;
  const changed = Uint8Array.from(bytes as Uint8Array);
  changed[513]! ^= 1;
  files.set(name, changed);
}

const shop = (change?: (files: ArchiveFiles) => void): Promise<Blob> =>
  makeArchive(hidingText, { layout: 'skopeo', tag: 'shop:1.0', ...(change && { change }) });

const pathsOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string[]> => {
  const { rootfs } = await scanBlob(new Blob([bytes]), 'shop.tar');
  return ['/app/main.js', '/app/old.js'].filter((path) => rootfs.find(path) !== null);
};

test('an archive whose digests were wrong is written only where the user says so', async ({ page }) => {
  const view = await openSmaller(page, await shop(damage));
  await expect(anyway(view)).toBeVisible();
  await expect(view).toContainText('The archive is not what its digests say (see the Overview)');
  await expect(saveButton(view)).toBeDisabled();
  await anyway(view).check();
  const { bytes } = await downloadBy(page, saveButton(view));
  expect(await pathsOf(bytes)).toEqual(['/app/main.js']);
  await anyway(view).uncheck();
  await expect(saveButton(view)).toBeDisabled();
});

test('an archive whose digests are right is not asked about', async ({ page }) => {
  const view = await openSmaller(page, await shop());
  await expect(saveButton(view)).toBeEnabled();
  await expect(anyway(view)).toHaveCount(0);
});

async function inHost(options: StaticHostOptions, run: (url: string) => Promise<void>): Promise<void> {
  const host = await startStaticHost(options);
  try {
    await run(host.url);
  } finally {
    await host.close();
  }
}

test('nothing is written before the digests were compared', async ({ page }) => {
  const answerTo = (path: string): string | null => (path.startsWith('/tried/') ? 'yes' : null);
  await inHost({ inWorkers: computeLong('verify-layer', 4000), answerTo }, async (url) => {
    const view = await openSmaller(page, await shop(damage), url);
    await expect(view).toContainText('digests are compared with its bytes before anything is written');
    await expect(saveButton(view)).toBeDisabled();
    await expect(anyway(view)).toHaveCount(0);
    await expect(anyway(view)).toBeVisible({ timeout: 30_000 });
    await expect(saveButton(view)).toBeDisabled();
  });
});

test('where the digests could not be compared the user is asked', async ({ page }) => {
  const answerTo = (path: string): string | null => (path.startsWith('/tried/') ? '1' : null);
  const inWorkers = breakWorkers({ job: 'verify-layer', end: 'close', victim: 0, always: true });
  await inHost({ inWorkers, answerTo }, async (url) => {
    const view = await openSmaller(page, await shop(), url);
    await expect(anyway(view)).toBeVisible({ timeout: 30_000 });
    await expect(view).toContainText('digests were not compared with its bytes');
    await expect(saveButton(view)).toBeDisabled();
    await anyway(view).check();
    const { bytes } = await downloadBy(page, saveButton(view));
    expect(await pathsOf(bytes)).toEqual(['/app/main.js']);
  });
});

/** An OCI archive whose first layer has another media type, and may be missing. */
async function withLayerOfType(mediaType: string, isThere: boolean): Promise<Blob> {
  const layout = new LayoutWriter();
  const { config, layers } = await makeBlobs(hidingText, { layout: 'oci' });
  const [first, second] = layers.map(({ blob }, at) => layout.put(blob, at === 0 ? mediaType : mediaTypes.oci.layer));
  if (!isThere) layout.items.delete(`blobs/sha256/${first!.digest.replace('sha256:', '')}`);
  const described = { config: layout.put(config, mediaTypes.oci.config), layers: [first, second] };
  return layout.index([layout.putJson(described, mediaTypes.oci.manifest)]).pack();
}

const foreign = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';

for (const [what, mediaType, isThere, told] of [
  ['kept elsewhere', foreign, false, /^Layer 0 is kept elsewhere, as base layers of Windows are/],
  ['encrypted', `${mediaTypes.oci.layer}+encrypted`, true, /^Layer 0 is encrypted: .* Decrypt the image first/],
  ['missing', mediaTypes.oci.layer, false, /^Layer 0 is not in the archive: save the image again/],
] as const) {
  test(`an image with a layer that is ${what} is not written, and it is said why`, async ({ page }) => {
    const view = await openSmaller(page, await withLayerOfType(mediaType, isThere));
    await expect(view.getByText(told)).toBeVisible();
    await expect(saveButton(view)).toHaveCount(0);
  });
}

test('a layer that is not to be given away is written where it is there, and the user is told', async ({ page }) => {
  const view = await openSmaller(page, await withLayerOfType(foreign, true));
  await expect(view).toContainText('Layer 0 is marked as not to be given away');
  const { bytes } = await downloadBy(page, saveButton(view));
  expect(await pathsOf(bytes)).toEqual(['/app/main.js']);
});

test('of two images that share layers one is written, whole', async ({ page }) => {
  const images = [
    { tags: ['shop:1.0'], text: hidingText },
    { tags: ['shop:debug'], text: `${hidingText}layer  COPY tools /\n  bin/strace  "tool"\n` },
  ];
  const view = await openSmaller(page, file('shop.tar', await packImages(images)));
  await expect(view).toContainText('The archive holds 2 images: only shop:1.0 is written');
  await page.getByRole('combobox', { name: 'Image' }).selectOption('shop:debug');
  await expect(view).toContainText('only shop:debug is written');
  const { name, bytes } = await downloadBy(page, saveButton(view));
  expect(name).toBe('shop-debug-cleaned.tar');
  const { image, rootfs } = await scanBlob(new Blob([bytes]), name);
  expect([image.tags, image.layers.length]).toEqual([['shop:debug'], 2]);
  expect(rootfs.find('/bin/strace')).not.toBeNull();
  expect(await pathsOf(bytes)).toEqual(['/app/main.js']);
});

test('an image whose entrypoint is not there stays as it is, and it is said', async ({ page }) => {
  const config = { Entrypoint: ['/app/gone'], Cmd: ['--port', '80'], Env: ['PATH=/usr/bin'] };
  const archive = await makeArchive(hidingText, { layout: 'docker25', tag: 'shop:1.0', config });
  const view = await openSmaller(page, archive);
  await expect(view).toContainText('What the image starts is not in it (see Hardening, PL2050)');
  const { bytes } = await downloadBy(page, saveButton(view));
  const { image } = await scanBlob(new Blob([bytes]), 'shop.tar');
  expect([image.config.entrypoint, image.config.cmd]).toEqual([config.Entrypoint, config.Cmd]);
  expect(await pathsOf(bytes)).toEqual(['/app/main.js']);
});

test('an image whose entrypoint is there has nothing said of it', async ({ page }) => {
  const config = { Entrypoint: ['/app/main.js'] };
  const text = hidingText.replace('"start"', '"#!/bin/sh"  0755').concat('    bin/sh  300  0755\n');
  const view = await openSmaller(page, await makeArchive(text, { layout: 'docker25', tag: 'shop:1.0', config }));
  await expect(saveButton(view)).toBeEnabled();
  await expect(view).not.toContainText('What the image starts');
});
