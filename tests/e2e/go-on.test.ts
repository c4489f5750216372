import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { imageConfig, packBlobs } from '../support/make-archive.ts';
import { gzippedArchive, hexOfZeros, inGzip, inZstd, moreZeros, zeros, zerosLayer } from '../support/zeros.ts';
import { showView } from './support/drive.ts';
import { choose, file, test, waitForState, waitUntilIdle, type NamedFile } from './support/page.ts';
import { ownFiles, test as onDisk } from './support/profile.ts';

/** A layer of each compression, with a file of zeros in it. The second one overwrites the small files of the first. */
async function imageOfZeros(): Promise<NamedFile> {
  const [swap, disk] = [zerosLayer('swap', zeros), zerosLayer('disk.img', moreZeros)];
  const layers = [
    { diffHex: hexOfZeros(swap), blob: inGzip(swap) },
    { diffHex: hexOfZeros(disk), blob: await inZstd(disk) },
  ];
  const history = [{ created_by: 'RUN fallocate -l 1G /swap' }, { created_by: 'RUN make-disk /disk.img' }];
  const archive = await packBlobs({ config: imageConfig(layers, history), layers }, { layout: 'skopeo', tag: 'vm:1' });
  return file('vm.tar', new Uint8Array(await archive.arrayBuffer()));
}

interface Report {
  readonly problems: readonly { readonly code: string }[];
  readonly images: readonly {
    readonly sizes: object;
    readonly layers: readonly { readonly size: number; readonly added: number; readonly modified: number }[];
  }[];
}

async function exportedReport(page: Page): Promise<Report> {
  const button = (await showView(page, 'export')).getByRole('button', { name: 'Download JSON report' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as Report;
}

test('a real file of zeros is read to its end once the user says so', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await imageOfZeros()]);
  await waitForState(page, 'ready');
  await waitUntilIdle(page);
  const stopped = await exportedReport(page);
  expect(stopped.problems.map(({ code }) => code)).toEqual(['expansion', 'expansion']);
  // The header of the file of zeros was there; what stands behind the zeros was not reached.
  expect(stopped.images.map(({ layers }) => layers.map(({ added }) => added))).toEqual([[2, 1]]);

  await page.getByRole('button', { name: '2 problems' }).click();
  const problems = page.locator('#problems');
  await expect(problems.getByText(/vm\.tar \(layer 0\) was stopped: .* of gzip data had given 1\.00 GB/)).toBeVisible();
  await expect(problems.getByText(/vm\.tar \(layer 1\) was stopped: .* of zstd data had given 1\.00 GB/)).toBeVisible();
  await problems.getByRole('button', { name: 'Go on' }).first().click();
  await waitForState(page, 'scanning');
  await waitForState(page, 'ready');
  await waitUntilIdle(page);

  const whole = await exportedReport(page);
  expect(whole.problems).toEqual([]);
  expect(whole.images).toHaveLength(1);
  expect(whole.images[0]?.layers).toMatchObject([
    { size: zeros + 15, added: 3, modified: 0 },
    { size: moreZeros + 23, added: 1, modified: 2 },
  ]);
  expect(whole.images[0]?.sizes).toMatchObject({ stored: zeros + moreZeros + 38, visible: zeros + moreZeros + 23 });
});

onDisk('an archive compressed as a whole is unpacked to its end, in place of its beginning', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('vm.tar.gz', gzippedArchive(zeros))]);
  await waitForState(page, 'ready');
  await waitUntilIdle(page);
  const begun = await exportedReport(page);
  expect(begun.problems.map(({ code }) => code)).toEqual(['expansion', 'truncated', 'truncated']);

  const stopped = page.getByRole('listitem').filter({ hasText: /vm\.tar\.gz was stopped: .* had given 1\.00 GB/ });
  await page.getByRole('button', { name: '3 problems' }).click();
  await stopped.getByRole('button', { name: 'Go on' }).first().click();
  await expect(page.getByRole('progressbar', { name: 'Unpacking' })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Unpacking' })).toBeHidden({ timeout: 30_000 });
  await waitUntilIdle(page);
  const whole = await exportedReport(page);
  expect(whole.problems).toEqual([]);
  expect(whole.images.map(({ sizes }) => sizes)).toMatchObject([{ stored: zeros + 15, visible: zeros + 15 }]);
  // What was unpacked before has gone.
  expect(await ownFiles(page)).toHaveLength(1);
});
