import { expect, test } from '@playwright/test';
import { untilLoaded, untilReported } from './support/main-job.ts';

const trySample = { name: 'Try the sample' };

test('workers that have ended are noticed and replaced', async ({ page }) => {
  await page.goto('./');
  await untilLoaded(page);
  // No error event tells of this one. What was under way in one of them is tried once more in another.
  await expect(async () => {
    await Promise.all(page.workers().map((worker) => worker.evaluate(() => self.close()).catch(() => undefined)));
    await page.waitForTimeout(500);
    expect(page.workers().length).toBe(0);
  }).toPass();
  await page.getByRole('button', trySample).click();
  await untilReported(page);
});
