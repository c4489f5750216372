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

test('a worker that ends at work has its job done by another', async ({ page }) => {
  await page.goto('./');
  await untilLoaded(page);
  // The next request finds the worker ending, as when the browser is short of memory.
  const endAtWork = () => self.addEventListener('message', () => self.close(), { capture: true });
  await Promise.all(page.workers().map((worker) => worker.evaluate(endAtWork)));
  await page.getByRole('button', trySample).click();
  await untilReported(page);
});

/** Each breaks the worker that it is evaluated in, at its next reading of a file. */
const breakdowns = {
  'memory that is not to be had': () => {
    Blob.prototype.stream = () => {
      throw new RangeError('Array buffer allocation failed');
    };
  },
  'a trap of WebAssembly': () => {
    // (module (func (export "f") unreachable))
    const bytes = [
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
    ];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)));
    Blob.prototype.stream = exports.f as () => never;
  },
};

for (const [what, breakdown] of Object.entries(breakdowns)) {
  test(`after ${what}, a new worker does the job`, async ({ page }) => {
    await page.goto('./');
    await untilLoaded(page);
    const before = page.workers();
    await Promise.all(before.map((worker) => worker.evaluate(breakdown)));
    await page.getByRole('button', trySample).click();
    await untilReported(page);
    expect(page.workers().some((worker) => !before.includes(worker))).toBe(true);
    await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
  });
}
