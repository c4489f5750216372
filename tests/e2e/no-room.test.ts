import { expect, type Page } from '@playwright/test';
import { makeArchive } from '../support/make-archive.ts';
import { fewZeros, gzippedArchive } from '../support/zeros.ts';
import { untilLoaded } from './support/main-job.ts';
import { choose, file, test, waitForState } from './support/page.ts';
import { ownFiles, test as onDisk } from './support/profile.ts';
import { startStaticHost } from './support/static-host.ts';

const packed = file('vm.tar.gz', gzippedArchive(fewZeros));

/** Room for so many bytes in all of the page's storage. */
async function limitRoom(page: Page, bytes: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: bytes });
}

/** Says that there is no room, and what to do about it; then takes an archive that needs none. */
async function expectNoRoom(page: Page, why: RegExp): Promise<void> {
  await choose(page, [packed]);
  await waitForState(page, 'failed');
  const problem = page.getByRole('listitem').filter({ hasText: 'vm.tar.gz could not be unpacked' });
  await expect(problem).toContainText(why);
  await expect(problem).toContainText('Unpack it first (gzip -d or zstd -d), and drop the tar.');
  await expect(page.getByRole('listitem')).toHaveCount(1);

  const archive = await makeArchive('layer  RUN make\n  app  5000\n', { layout: 'docker25', tag: 'after:2' });
  await choose(page, [file('after.tar', new Uint8Array(await archive.arrayBuffer()))]);
  await waitForState(page, 'ready');
  await expect(page).toHaveTitle(/after:2/);
}

for (const [when, room] of [
  ['at the start', 20_000_000],
  ['on the way', 150_000_000],
] as const) {
  onDisk(`a quota that ends ${when} of unpacking is told, and nothing is left behind`, async ({ page }) => {
    await page.goto('/');
    await untilLoaded(page);
    await limitRoom(page, room);
    await expectNoRoom(page, /after [\d.]+ MB there was no more room for it \(the browser gives this page no more\)/);
    expect(await ownFiles(page)).toEqual([]);
  });
}

onDisk('unpacking that is cancelled leaves nothing behind', async ({ page }) => {
  await page.goto('/');
  await untilLoaded(page);
  await choose(page, [file('vm.tar.gz', gzippedArchive(5 * fewZeros))]);
  await expect.poll(async () => (await ownFiles(page)).length).toBe(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await waitForState(page, 'empty');
  // Chromium gives a busy worker two seconds to end.
  await expect(async () => expect(await ownFiles(page)).toEqual([])).toPass({ timeout: 15_000 });
});

test('over plain HTTP, where the page has no files of its own, it is told', async ({ page }) => {
  const host = await startStaticHost();
  try {
    await page.goto(`http://plain.test:${host.port}/`);
    expect(await page.evaluate(() => 'storage' in navigator)).toBe(false);
    await expectNoRoom(page, /after 1\d\d MB there was no more room for it \(this browser gives the page no files/);
  } finally {
    await host.close();
  }
});
