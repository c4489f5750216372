import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { makeArchive } from '../support/make-archive.ts';
import { breakWorkers, terminateWhenAsked, type Breakdown, type End } from './support/breakdowns.ts';
import { showView } from './support/drive.ts';
import { untilLoaded } from './support/main-job.ts';
import { choose, file, test, waitUntilIdle } from './support/page.ts';
import { startStaticHost, type StaticHost } from './support/static-host.ts';

const victim = 1;
const text = `
  layer  COPY rootfs/ /
    usr/lib/libc.so  30000
  layer  RUN make
    app/server  20000
    app/config  3000
  layer  RUN rm /app/config
    app/.wh.config
  layer  RUN date > /etc/built
    etc/built  28
`;

interface Report {
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly images: readonly [{ readonly layers: readonly { readonly size: number }[]; readonly unknowns: object[] }];
}

/** How often each layer was begun. */
let tried: number[];
let host: StaticHost;
test.afterEach(() => host.close());

/** The report of an image whose workers end in that way, each time that they read the layer or the first time only. */
async function reportOf(page: Page, breakdown: Breakdown, secure = true): Promise<Report> {
  await open(page, text, breakdown, secure);
  const button = (await showView(page, 'export')).getByRole('button', { name: 'Download JSON report' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as Report;
}

async function open(page: Page, text: string, breakdown: Breakdown, secure = true): Promise<void> {
  tried = [];
  host = await startStaticHost({
    inWorkers: breakWorkers(breakdown),
    answerTo: (path) => {
      const layer = /^\/tried\/(\d)$/.exec(path)?.[1];
      return layer ? String((tried[Number(layer)] = (tried[Number(layer)] ?? 0) + 1)) : null;
    },
  });
  await page.addInitScript(terminateWhenAsked);
  await page.goto(secure ? host.url : `http://plain.test:${host.port}/`);
  await untilLoaded(page);
  expect(await page.evaluate(() => 'locks' in navigator)).toBe(secure);
  const archive = await makeArchive(text, { layout: 'docker25' });
  await choose(page, [file('web.tar', new Uint8Array(await archive.arrayBuffer()))]);
  await waitUntilIdle(page);
}

const sizes = ({ images }: Report): number[] => images[0].layers.map(({ size }) => size);

const ends: Record<End, string> = {
  close: 'is closed',
  terminate: 'is terminated',
  'no-memory': 'gets no memory (RangeError)',
  trap: 'runs into a trap of WebAssembly',
  throw: 'throws what nobody catches',
};

for (const [end, words] of Object.entries(ends) as [End, string][]) {
  test(`a worker that ${words} while it reads a layer: another reads that layer again`, async ({ page }) => {
    const report = await reportOf(page, { end, victim, always: false });
    expect(tried).toEqual([1, 2, 1, 1]);
    expect(report.problems).toEqual([]);
    expect(sizes(report)).toEqual([30_000, 23_000, 0, 28]);
  });

  test(`a layer at which every worker ${words}: it alone is missing`, async ({ page }) => {
    const report = await reportOf(page, { end, victim, always: true });
    expect(tried).toEqual([1, 2, 1, 1]);
    expect(report.problems.map(({ code }) => code)).toEqual(['worker-ended']);
    expect(report.problems[0]?.message).toMatch(/web\.tar \(layer 1\) ended unexpectedly, twice/);
    expect(sizes(report)).toEqual([30_000, 0, 0, 28]);
    expect(report.images[0].unknowns).toContainEqual(expect.objectContaining({ part: 'layers[1]' }));
  });
}

for (const end of ['close', 'terminate'] as const) {
  test(`over plain HTTP, where there are no locks, a worker that ${ends[end]} is replaced too`, async ({ page }) => {
    const report = await reportOf(page, { end, victim, always: false }, false);
    expect(tried).toEqual([1, 2, 1, 1]);
    expect(report.problems).toEqual([]);
    expect(sizes(report)).toEqual([30_000, 23_000, 0, 28]);
  });
}

test('a layer at which every worker ends while contents are compared: the others are compared', async ({ page }) => {
  const copies = `
    layer  COPY one /
      one  "the same"
    layer  COPY two /
      two  "the same"
    layer  COPY three /
      three  "the same"
  `;
  await open(page, copies, { job: 'hash-files', end: 'close', victim, always: true });
  expect(tried).toEqual([1, 2, 1]);
  await page.getByRole('button', { name: '1 problem' }).click();
  await expect(page.locator('#problems')).toContainText(/web\.tar \(layer 1\) ended unexpectedly, twice/);
  await page.keyboard.press('Escape');
  const overview = await showView(page, 'overview');
  await expect(overview.getByRole('region', { name: 'Not analysed' })).toContainText(
    'The contents of one file could not',
  );
  const waste = await showView(page, 'waste');
  await expect(waste.getByRole('region', { name: 'Files stored more than once' })).toContainText('/three');
});

test('a layer at which every worker ends while digests are verified: the others are verified', async ({ page }) => {
  await open(page, text, { job: 'verify-layer', end: 'close', victim, always: true });
  const digests = page.getByRole('region', { name: 'Digests' });
  await expect(digests).toContainText(/5 of 6 verified, the others could not be checked/i);
  expect(tried).toEqual([1, 2, 1, 1]);
  await digests.getByText('Why not all').click();
  await expect(digests).toContainText(/layer 1: The worker that read web\.tar \(layer 1\) ended/);
});

test('a layer at which every worker ends while its files are looked into: no package is told to be none', async ({
  page,
}) => {
  const system = `
    layer  ADD rootfs /
      lib/apk/db/installed  "P:busybox\\nV:1.37.0-r31\\nA:x86_64\\n"
      etc/os-release  "ID=alpine\\nVERSION_ID=3.23.4\\n"
  `;
  // Each job is tried twice.
  await open(page, system, { job: 'read-files', end: 'close', victim: 0, always: 2 });
  const unread = 'Layer 0 was not read to the end, so there may be other packages';
  for (const [id, words] of [
    ['packages', 'What was read has no package database'],
    ['vulnerabilities', 'whether the image has known flaws cannot be told'],
  ] as const) {
    const view = await showView(page, id);
    await expect(view).toContainText(unread);
    await expect(view).toContainText(words);
  }
  const view = await showView(page, 'packages');
  await view.getByRole('button', { name: 'Look into them again' }).click();
  await expect(view.getByRole('link', { name: 'busybox' })).toBeVisible();
  await expect(view).not.toContainText(unread);
  await waitUntilIdle(page);
  // What was looked up before was of no package.
  await expect(await showView(page, 'vulnerabilities')).not.toContainText('No packages');
});
