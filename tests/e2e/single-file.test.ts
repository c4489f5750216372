import { expect, type Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { singleFileName } from '../../scripts/lib/single-file-name.mjs';
import type { Report } from '../../src/report/report.ts';
import { record, zipped } from './support/advisories.ts';
import { dockerfileEditor, showView } from './support/drive.ts';
import { tryToEscape } from './support/escape-attempts.ts';
import { doTheWholeJob, untilLoaded } from './support/main-job.ts';
import { startOtherPlace } from './support/other-place.ts';
import { addFiles, choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';
import { makeArchive } from '../support/make-archive.ts';

/** The page as one file, opened from the disk, with no network at all. */
const built = join(import.meta.dirname, '../../dist', singleFileName);
const sample = (name: string): string => join(import.meta.dirname, '../../public/sample', name);

test.beforeAll(() => {
  if (!existsSync(built)) throw new Error(`dist/${singleFileName} is not built: npm run build:single`);
});

test.beforeEach(async ({ page, context }) => {
  await context.setOffline(true);
  await page.goto(pathToFileURL(built).href);
});

async function download(page: Page, button: RegExp): Promise<string> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).first().click();
  return readFileSync(await (await saved).path(), 'utf8');
}

test('takes an image and its Dockerfile to findings, a better Dockerfile and a report', async ({ page }) => {
  await choose(page, [sample('sample.tar'), sample('Dockerfile')]);
  await waitUntilIdle(page);
  const dockerfile = await showView(page, 'dockerfile');
  await expect(dockerfile.getByText('DL3007', { exact: true }).first()).toBeVisible();
  await showView(page, 'better');
  const better = await download(page, /Download Dockerfile/);
  expect(better).toContain('CMD ["httpd", "-f", "-p", "8080", "-h", "/srv/tide/public"]');

  await waitUntilIdle(page);
  await showView(page, 'export');
  const report = JSON.parse(await download(page, /^Download.*JSON/)) as Report;
  const [image] = report.images;
  expect(image?.layers).toHaveLength(5);
  const { stored, visible, overwritten, deleted } = image!.sizes;
  expect(visible + overwritten + deleted).toBe(stored);
  expect(report.dockerfiles[0]?.optimized?.text).toBe(better);
  expect(report.problems).toEqual([]);
});

test('takes what is dropped on it from a folder', async ({ page, context }) => {
  await untilLoaded(page);
  const browser = await context.newCDPSession(page);
  const data = { items: [], files: [sample('sample.tar'), sample('Dockerfile')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  }
  await waitUntilIdle(page);
  await expect(page.locator('section[data-view="overview"]').getByRole('region', { name: 'Layers' })).toBeVisible();
  await expect((await showView(page, 'dockerfile')).getByText('DL3007', { exact: true }).first()).toBeVisible();
});

test('has the sample, and every view', async ({ page }) => {
  await untilLoaded(page);
  await expect(page.locator('html')).toHaveAttribute('data-offline', 'one-file');
  await doTheWholeJob(page);
});

test('has ShellCheck and the editor', async ({ page }) => {
  await choose(page, [file('Dockerfile', 'FROM debian:12\nRUN echo $Y\n')]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'dockerfile');
  await expect(view.getByText('SC2086', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(dockerfileEditor(view)).toContainText('RUN echo $Y');
});

test('says what is missing, and takes advisories that are dropped', async ({ page }) => {
  await expect(page.getByText('Two things are missing here: advisories')).toBeVisible();
  const metadata = '"Metadata-Version: 2.1\\nName: demo\\nVersion: 1.0\\n\\n"';
  const archive = await makeArchive(
    `layer  RUN pip install demo\n  usr/lib/python3/dist-packages/demo-1.0.dist-info/METADATA  ${metadata}\n`,
    { layout: 'docker25', tag: 'demo:1' },
  );
  await choose(page, [file('image.tar', new Uint8Array(await archive.arrayBuffer()))]);
  await waitUntilIdle(page);
  const view = await showView(page, 'vulnerabilities');
  await expect(view.getByText('This file has no advisories')).toBeVisible();

  const advisory = record('GHSA-aaaa-aaaa-0001', 'demo', '1.5', 'HIGH', 'Reads too much', new Date().toISOString());
  const osv = zipped({ 'GHSA-aaaa-aaaa-0001': advisory });
  await addFiles(page, [file('all.zip', osv)]);
  await expect(view.getByText('CVE-2020-0001').first()).toBeVisible();
});

test('lets nothing out, from the page and from its workers', async ({ page, context, complaints }) => {
  const other = await startOtherPlace();
  try {
    await context.setOffline(false);
    await untilLoaded(page);
    const workers = page.workers().map((worker) => worker.evaluate(tryToEscape, other.url));
    const ran = await Promise.all([page.evaluate(tryToEscape, other.url), ...workers]);
    expect(ran).toEqual(ran.map(() => []));
    expect(other.received).toEqual([]);
    expect(complaints.join('\n')).toContain("connect-src 'none'");
    complaints.length = 0;
  } finally {
    await other.close();
  }
});
