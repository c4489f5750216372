import { expect, test, type Page } from '@playwright/test';
import { computeLong, endSilently } from './support/breakdowns.ts';
import { untilLoaded, untilReported } from './support/main-job.ts';
import { startStaticHost, type StaticHost } from './support/static-host.ts';

let host: StaticHost;
/** Every beginning of the jobs that are looked at. */
let begun: { readonly id: string; readonly at: number }[];
test.afterEach(() => host.close());

async function start(page: Page, place: 'localhost' | 'plain.test', inWorkers: string): Promise<void> {
  begun = [];
  host = await startStaticHost({
    inWorkers,
    answerTo: (path) => {
      const id = /^\/tried\/[\w-]+\/(\d+)$/.exec(path)?.[1];
      return id ? String(begun.push({ id, at: Date.now() })) : null;
    },
  });
  await page.goto(`http://${place}:${host.port}/`);
  await untilLoaded(page);
  expect(await page.evaluate(() => 'locks' in navigator)).toBe(place === 'localhost');
  await page.evaluate(() => {
    const channel = new BroadcastChannel('ended');
    channel.onmessage = ({ data }: MessageEvent<number>) => (document.documentElement.dataset.ended = String(data));
  });
}

/** Milliseconds from the end of the worker at the first of these jobs to its next beginning. */
async function timeToNotice(page: Page, job: string): Promise<number> {
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await expect(page.locator('html[data-ended]')).toBeAttached();
  const ended = Number(await page.locator('html').getAttribute('data-ended'));
  // What was handed to a worker can't be handed to another one, so that stacking is asked for anew.
  const again = (): number[] =>
    begun.filter(({ id }, index) => index > 0 && (id === begun[0]?.id || job === 'stack-layers')).map(({ at }) => at);
  await expect.poll(() => again().length).toBeGreaterThan(0);
  return (again()[0] ?? Infinity) - ended;
}

const places = [
  { what: 'by its lock', place: 'localhost' },
  { what: 'by its pulse, over plain HTTP', place: 'plain.test' },
] as const;

for (const { what, place } of places) {
  for (const [job, after] of [
    ['open-archive', 0],
    ['scan-layer', 1500],
    ['stack-layers', 1500],
  ] as const) {
    test(`a worker that ends at ${job}, after ${after} ms without a word, is noticed ${what}`, async ({ page }) => {
      await start(page, place, endSilently(job, after));
      const noticed = await timeToNotice(page, job);
      console.log(`a worker that ended at ${job} was noticed ${what} after ${noticed} ms`);
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
    expect(begun).toHaveLength(job === 'scan-layer' ? 5 : 1);
    await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
  });
}
