import { expect, test, type Page } from '@playwright/test';
import { computeLong, endSilently } from './support/breakdowns.ts';
import { untilLoaded, untilReported } from './support/main-job.ts';
import { startStaticHost, type StaticHost } from './support/static-host.ts';

let host: StaticHost;
/** How often each kind of job was begun. */
let tried: Map<string, number>;
test.afterEach(() => host.close());

async function start(page: Page, place: 'localhost' | 'plain.test', inWorkers?: string): Promise<void> {
  tried = new Map();
  host = await startStaticHost({
    ...(inWorkers ? { inWorkers } : {}),
    answerTo: (path) => {
      const job = /^\/tried\/(.+)$/.exec(path)?.[1];
      if (!job) return null;
      tried.set(job, (tried.get(job) ?? 0) + 1);
      return String(tried.get(job));
    },
  });
  await page.goto(`http://${place}:${host.port}/`);
  await untilLoaded(page);
  expect(await page.evaluate(() => 'locks' in navigator)).toBe(place === 'localhost');
  await page.evaluate(() => {
    const channel = new BroadcastChannel('ended');
    channel.onmessage = ({ data }: MessageEvent<number>) => (document.documentElement.dataset.ended ??= String(data));
  });
}

/** Milliseconds from the end of a worker at work to the start of the next one. */
async function timeToNotice(page: Page): Promise<number> {
  let started: number[] = [];
  page.on('worker', () => started.push(Date.now()));
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await expect(page.locator('html[data-ended]')).toBeAttached();
  const ended = Number(await page.locator('html').getAttribute('data-ended'));
  await expect.poll(() => (started = started.filter((at) => at > ended)).length).toBeGreaterThan(0);
  return (started[0] ?? Infinity) - ended;
}

const places = [
  { what: 'by its lock', place: 'localhost' },
  { what: 'by its pulse, over plain HTTP', place: 'plain.test' },
] as const;

for (const { what, place } of places) {
  test(`a worker that ends is noticed within a second ${what}`, async ({ page }) => {
    await start(page, place);
    const endAtWork = (): void => {
      const end = (): void => {
        new BroadcastChannel('ended').postMessage(Date.now());
        self.close();
      };
      self.addEventListener('message', ({ data }: MessageEvent) => data?.input && end(), { capture: true });
    };
    await Promise.all(page.workers().map((worker) => worker.evaluate(endAtWork)));
    const noticed = await timeToNotice(page);
    console.log(`a worker that ended was noticed ${what} after ${noticed} ms`);
    expect(noticed).toBeLessThan(1000);
    await untilReported(page);
  });

  for (const job of ['scan-layer', 'stack-layers']) {
    test(`one that ends in a long ${job} without a word is noticed within a second ${what}`, async ({ page }) => {
      await start(page, place, endSilently(job, 1500));
      const noticed = await timeToNotice(page);
      console.log(`a worker that ended in a long ${job} was noticed ${what} after ${noticed} ms`);
      expect(noticed).toBeLessThan(1000);
      await untilReported(page);
      await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
    });
  }
}

for (const job of ['open-archive', 'scan-layer', 'stack-layers', 'compare-contents']) {
  test(`over plain HTTP, ${job} that computes for 3 s without a pause keeps its worker`, async ({ page }) => {
    await start(page, 'plain.test', computeLong(job, 3000));
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await expect(page.locator('html[data-state="ready"][data-busy="false"]')).toBeAttached({ timeout: 40_000 });
    // The sample has five layers; any job that was begun again would be one more.
    expect(tried.get(job)).toBe(job === 'scan-layer' ? 5 : 1);
    await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
  });
}
