import { expect } from '@playwright/test';
import { fewZeros, gzippedArchive } from '../support/zeros.ts';
import { endUnpacking, terminateWhenAsked } from './support/breakdowns.ts';
import { untilLoaded } from './support/main-job.ts';
import { choose, file, waitUntilIdle } from './support/page.ts';
import { ownFiles, test } from './support/profile.ts';
import { startStaticHost } from './support/static-host.ts';

for (const end of ['close', 'terminate'] as const) {
  test(`a worker that ends (${end}) while it unpacks to a file: another one begins the file anew`, async ({ page }) => {
    let tries = 0;
    const host = await startStaticHost({
      inWorkers: endUnpacking(end),
      answerTo: (path) => (path === '/tried/unpack-archive' ? String(++tries) : null),
    });
    try {
      await page.addInitScript(terminateWhenAsked);
      await page.goto(host.url);
      await untilLoaded(page);
      await choose(page, [file('vm.tar.gz', gzippedArchive(fewZeros))]);
      // Not before 300 pieces were written to a disk.
      await expect.poll(() => tries, { timeout: 40_000 }).toBe(2);
      await waitUntilIdle(page);
      await expect(page).toHaveTitle(/vm:1/);
      await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
      await expect(page.getByRole('figure')).toContainText('201 MB stored in 1 layer,');
      const [[, size] = ['', 0], ...others] = await ownFiles(page);
      expect(size).toBeGreaterThan(fewZeros);
      expect(others).toEqual([]);
    } finally {
      await host.close();
    }
  });
}
