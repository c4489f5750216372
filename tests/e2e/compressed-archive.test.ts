import { expect } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeArchive } from '../support/make-archive.ts';
import { untilLoaded } from './support/main-job.ts';
import { choose, file, test, waitForState } from './support/page.ts';
import { ownFiles, test as onDisk } from './support/profile.ts';

async function gzippedArchive(bigFile: number): Promise<Buffer> {
  const text = `layer  COPY data /data\n  data/big.bin  ${bigFile}\n  etc/motd  "hello"\n`;
  const archive = await makeArchive(text, { layout: 'docker25', tag: 'packed:1' });
  return gzipSync(new Uint8Array(await archive.arrayBuffer()), { level: 1 });
}

test('an archive compressed as a whole is unpacked in memory while it is small', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('web.tar.gz', await gzippedArchive(50_000))]);
  await waitForState(page, 'ready');
  await expect(page).toHaveTitle(/packed:1/);
  expect(await ownFiles(page)).toEqual([]);
});

test('a cut one gives what came out before the cut', async ({ page }) => {
  const whole = await gzippedArchive(50_000);
  await page.goto('/');
  await choose(page, [file('web.tar.gz', whole.subarray(0, whole.length - 200))]);
  await expect(page.locator('html[data-state="ready"], html[data-state="failed"]')).toBeAttached();
  await expect(page.getByText(/web\.tar\.gz holds damaged gzip data/).first()).toBeAttached();
});

onDisk('a large one goes to files of the origin, which are freed again', async ({ page, context, folder }) => {
  const archive = join(folder, 'large.tar.gz');
  await writeFile(archive, await gzippedArchive(160_000_000));
  await page.goto('/');
  await untilLoaded(page);
  await choose(page, [archive]);
  await waitForState(page, 'ready');
  await expect(page).toHaveTitle(/packed:1/);
  const [[, size] = ['', 0], ...others] = await ownFiles(page);
  expect(size).toBeGreaterThan(160_000_000);
  expect(others).toEqual([]);

  await page.getByRole('button', { name: 'Start over' }).first().click();
  await expect.poll(() => ownFiles(page)).toEqual([]);

  // A page that is closed can't tidy up; the next one does.
  await choose(page, [archive]);
  await waitForState(page, 'ready');
  const next = await context.newPage();
  await next.goto('/');
  await untilLoaded(next);
  expect(await ownFiles(next)).toHaveLength(1);
  await page.close();
  await next.reload();
  // The listing may meet a file while it goes away.
  await expect(async () => expect(await ownFiles(next)).toEqual([])).toPass();
});
