import { expect, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../src/report/report.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';
import { addFiles, choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';

const sample = (name: string): string => join(import.meta.dirname, '../../public/sample', name);
const shared = sharedFixtures();

async function download(page: Page, button: RegExp): Promise<string> {
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).first().click(),
  ]);
  return readFileSync(await saved.path(), 'utf8');
}

async function downloadReport(page: Page): Promise<Report> {
  await waitUntilIdle(page);
  await page.goto('/#/export');
  return JSON.parse(await download(page, /Download.*(JSON|plimsoll-report\.json)/)) as Report;
}

test('takes the sample to a report and a better Dockerfile', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await waitForState(page, 'ready');
  await page.goto('/#/better');
  await waitUntilIdle(page);
  const better = await download(page, /Download Dockerfile/);
  expect(better).toContain('CMD ["httpd", "-f", "-p", "8080", "-h", "/srv/tide/public"]');

  const report = await downloadReport(page);
  const [image] = report.images;
  expect(image?.layers).toHaveLength(5);
  const { stored, visible, overwritten, deleted } = image!.sizes;
  expect(visible + overwritten + deleted).toBe(stored);
  expect(image?.layers[4]?.dockerfile).toEqual({ file: 'Dockerfile', line: 8 });
  expect(report.dockerfiles[0]?.optimized?.text).toBe(better);
  expect(report.problems).toEqual([]);
});

test('packs the better Dockerfile and its .dockerignore in one zip', async ({ page }) => {
  await page.goto('/');
  await choose(page, [sample('sample.tar'), sample('Dockerfile')]);
  await waitUntilIdle(page);
  await page.goto('/#/better');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download both as zip' }).click(),
  ]);
  const files = unzipSync(readFileSync(await saved.path()));
  expect(Object.keys(files).sort()).toEqual(['.dockerignore', 'Dockerfile']);
  expect(strFromU8(files['.dockerignore']!)).toContain('.git\n');
});

test('switching every change off gives the original back, byte for byte', async ({ page }) => {
  await page.goto('/');
  await choose(page, [sample('sample.tar'), sample('Dockerfile')]);
  await waitForState(page, 'ready');
  await page.goto('/#/better');
  await expect(page.getByRole('checkbox').first()).toBeChecked();
  await page.getByRole('button', { name: 'Switch all off' }).click();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expect(async () => {
    expect(await download(page, /Download Dockerfile/)).toBe(readFileSync(sample('Dockerfile'), 'utf8'));
  }).toPass();
});

test('takes a Dockerfile later, and starts over', async ({ page }) => {
  await page.goto('/');
  await choose(page, [sample('sample.tar')]);
  await waitForState(page, 'ready');
  await expect(page).toHaveTitle(/tide-tables/);
  await addFiles(page, [sample('Dockerfile')]);
  await expect(page.getByRole('link', { name: 'line 8' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Start over' }).first().click();
  await waitForState(page, 'empty');
  await expect(page.getByRole('button', { name: 'Try the sample' })).toBeVisible();
});

test('takes a pasted Dockerfile alone', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Paste a Dockerfile' }).click();
  await page.getByRole('textbox').fill('FROM debian\nRUN sudo make\n');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /check|use|add|lint/i })
    .click();
  await waitForState(page, 'ready');
  await page.goto('/#/dockerfile');
  await expect(page.getByText('DL3004').first()).toBeVisible();
});

test('takes files that are dropped on the window', async ({ page }) => {
  await page.goto('/');
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['FROM alpine:3.20\nUSER nobody\n'], 'api.Dockerfile'));
    transfer.items.add(new File(['node_modules\n'], '.dockerignore'));
    return transfer;
  });
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await waitForState(page, 'ready');
  await expect(page).toHaveTitle(/api\.Dockerfile/);
});

test('names what it does not know, and what it looked for', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('notes.txt', 'hello\n')]);
  await expect(
    page.getByText(/notes\.txt was not recognised.*image archive.*Dockerfile.*\.dockerignore/),
  ).toBeVisible();
});

test.describe('with the larger images', () => {
  test.skip(!shared, 'not run: the shared fixtures are not there');
  const bloated = (): string => join(shared!.images, 'node-bloated/node-bloated.tar');

  test('reports node-bloated as it is, and what a better Dockerfile saves', async ({ page }) => {
    await page.goto('/');
    await choose(page, [bloated(), join(shared!.shared, 'images/node-bloated/Dockerfile')]);
    await waitForState(page, 'ready');
    await page.goto('/#/better');
    await expect(page.getByRole('checkbox').first()).toBeChecked();
    const report = await downloadReport(page);
    const truth = JSON.parse(readFileSync(join(shared!.shared, 'images/node-bloated/truth.json'), 'utf8')) as {
      config_digest: string;
      totals: { stored_content_bytes: number; merged_bytes: number; hidden_files: number; hidden_bytes: number };
    };
    const [image] = report.images;
    expect(image?.id).toBe(truth.config_digest);
    expect(image?.sizes.stored).toBe(truth.totals.stored_content_bytes);
    expect(image?.sizes.visible).toBe(truth.totals.merged_bytes);
    expect(image?.wasted).toHaveLength(truth.totals.hidden_files);
    expect(image?.wasted.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(truth.totals.hidden_bytes);
    const changes = report.dockerfiles[0]?.optimized?.changes ?? [];
    const saved = changes.reduce((sum, { saves }) => sum + (saves ?? 0), 0);
    expect(saved).toBeGreaterThan(200e6);
    expect(saved).toBeLessThan(image!.sizes.stored);
  });
});
