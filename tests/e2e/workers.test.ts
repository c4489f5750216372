import { expect, test } from '@playwright/test';
import { untilLoaded, untilReported } from './support/main-job.ts';

const trySample = { name: 'Try the sample' };

test('workers that have ended are noticed and replaced', async ({ page }) => {
  await page.goto('./');
  await untilLoaded(page);
  // No error event tells of this one.
  await Promise.all(page.workers().map((worker) => worker.evaluate(() => self.close())));
  await expect.poll(() => page.workers().length).toBe(0);
  await page.getByRole('button', trySample).click();
  await untilReported(page);
});
