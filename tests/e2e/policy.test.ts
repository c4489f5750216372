import { expect, test, type Page, type Worker } from '@playwright/test';
import { availableParallelism } from 'node:os';
import { connecting, connectingPages, evaluating, tryToEscape } from './support/escape-attempts.ts';
import { startOtherPlace, type OtherPlace } from './support/other-place.ts';
import { untilShellCheckIsLoaded } from './support/page.ts';
import { startStaticHost, type StaticHost } from './support/static-host.ts';

/**
 * What is enforced: from inside the page and each of its workers there is no way to another place, and text is not
 * run. Tried on a host that sends no headers, where the meta tag alone must hold, and as `npm start` serves the page.
 */
let other: OtherPlace;
let host: StaticHost;

test.beforeEach(async () => {
  other = await startOtherPlace();
});
test.afterEach(async () => {
  await host?.close();
  await other.close();
});

/** One worker of each kind starts by itself once the page is idle. */
async function startedWorkers(page: Page, count = 2): Promise<Worker[]> {
  await expect.poll(() => page.workers().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
  return page.workers();
}

/** What the other place received since this was last asked. */
function arrived(): string[] {
  return [...new Set(other.received.splice(0))].sort();
}

async function expectNoWayOut(page: Page, address: string, workers = 2): Promise<void> {
  await page.goto(address);
  // Listed first: what the page tries starts a worker that ends at once, and nothing can be asked of that one.
  const started = await startedWorkers(page, workers);
  for (const worker of started) expect(worker.url()).toMatch(/^blob:/);
  // At once, as a way that nothing answers to takes its time in each of them.
  const inWorkers = started.map((worker) => worker.evaluate(tryToEscape, other.url));
  const ran = await Promise.all([page.evaluate(tryToEscape, other.url), ...inWorkers]);
  expect(ran).toEqual(ran.map(() => []));
  expect(arrived()).toEqual([]);
}

test('no way out on a static host, by the meta tag alone', async ({ page }) => {
  host = await startStaticHost();
  await expectNoWayOut(page, host.url);
});

test('no way out as npm start serves it', async ({ page }) => {
  await expectNoWayOut(page, './');
});

test('no way out over plain HTTP, where each worker has a worker of its own', async ({ page }) => {
  host = await startStaticHost();
  // Those that read layers, one that stacks them, one for Dockerfiles (src/workers/pool.ts).
  const workers = Math.min(availableParallelism(), 4) + 2;
  await expectNoWayOut(page, `http://plain.test:${host.port}/`, 2 * workers);
});

test('no way out of the worker of ShellCheck, whose program is not ours', async ({ page }) => {
  host = await startStaticHost();
  await page.goto(host.url);
  await untilShellCheckIsLoaded(page);
  for (const worker of page.workers()) {
    expect(await worker.evaluate(tryToEscape, other.url)).toEqual([]);
  }
  expect(arrived()).toEqual([]);
});

test('the same attempts get through without the policy', async ({ page }) => {
  host = await startStaticHost({ withoutPolicy: true });
  await page.goto(host.url);
  const started = await startedWorkers(page);
  expect(await page.evaluate(tryToEscape, other.url)).toEqual(evaluating);
  expect(arrived()).toEqual([...connecting, ...connectingPages].sort());
  for (const worker of started) {
    expect(await worker.evaluate(tryToEscape, other.url)).toEqual(evaluating);
    expect(arrived()).toEqual([...connecting].sort());
  }
});

test('the header of npm start also forbids framing', async ({ request }) => {
  const policy = (await request.get('./')).headers()['content-security-policy'];
  expect(policy).toContain("frame-ancestors 'none'");
});
