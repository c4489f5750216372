import { expect, test, type Page } from '@playwright/test';
import { untilLoaded, untilReported } from './support/main-job.ts';
import { startStaticHost, type StaticHost } from './support/static-host.ts';

let host: StaticHost;
test.beforeAll(async () => void (host = await startStaticHost()));
test.afterAll(() => host.close());

/** Milliseconds from the end of a worker at work to the start of the next one. */
async function timeToNotice(page: Page): Promise<number> {
  await page.evaluate(() => {
    const channel = new BroadcastChannel('ended');
    channel.onmessage = ({ data }: MessageEvent<number>) => (document.documentElement.dataset.ended ??= String(data));
  });
  const endAtWork = (): void => {
    const end = (): void => {
      new BroadcastChannel('ended').postMessage(Date.now());
      self.close();
    };
    self.addEventListener('message', ({ data }: MessageEvent<unknown>) => typeof data === 'object' && end(), {
      capture: true,
    });
  };
  await Promise.all(page.workers().map((worker) => worker.evaluate(endAtWork)));
  const replaced = page.waitForEvent('worker').then(() => Date.now());
  await page.getByRole('button', { name: 'Try the sample' }).click();
  const at = await replaced;
  return at - Number(await page.locator('html').getAttribute('data-ended'));
}

const places = [
  { what: 'by its lock', address: () => host.url, locks: true },
  { what: 'by its silence, over plain HTTP', address: () => `http://plain.test:${host.port}/`, locks: false },
];

for (const { what, address, locks } of places) {
  test(`a worker that ends is noticed within a second ${what}`, async ({ page }) => {
    await page.goto(address());
    await untilLoaded(page);
    expect(await page.evaluate(() => 'locks' in navigator)).toBe(locks);
    const noticed = await timeToNotice(page);
    console.log(`a worker that ended was noticed ${what} after ${noticed} ms`);
    expect(noticed).toBeLessThan(1000);
    await untilReported(page);
  });
}
