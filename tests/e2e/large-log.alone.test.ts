import { expect, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOf } from '../bench/memory.mjs';
import { lineCount, logSize, rareLine, writeLargeLog } from '../support/large-log.ts';
import { choose, test, waitForState, waitUntilIdle } from './support/page.ts';

// What a user waits for is timed, and what the page takes of memory is measured (playwright.config.ts).
test.use({ trace: 'off' });

const mostToLines = 1000;
/**
 * What the opened file may add to the page's memory: a fifth of the log. It is read in windows of a megabyte, and how many of
 * them lie there until they are collected varies: 16 to 204 MB were measured.
 */
const mostMore = logSize / 5;
const patient = { timeout: 60_000 };

/** Milliseconds until the first lines of a file are painted, measured inside the page. */
const timeToLines = (page: Page, hash: string): Promise<number> =>
  page.evaluate(async (hash) => {
    const frame = (): Promise<number> => new Promise(requestAnimationFrame);
    const start = performance.now();
    location.hash = hash;
    while (!document.querySelector('[data-line="10"] code')?.textContent) {
      if (performance.now() - start > 60_000) throw new Error('no line is shown after a minute');
      await frame();
    }
    await frame();
    return performance.now() - start;
  }, hash);

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-log-'));
});
test.afterAll(() => rm(folder, { recursive: true }));

test('a log of 2 GB is read, gone through and searched as a text, and never whole in memory', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const archive = join(folder, 'log.tar');
  await writeLargeLog(archive);
  await page.goto('/');
  await choose(page, [archive]);
  await waitForState(page, 'ready');
  await waitUntilIdle(page);
  await page.evaluate(() => (location.hash = '#/layers/0'));
  await expect(page.getByRole('treegrid')).toContainText('var');
  const memory = await memoryOf(browser);
  await memory.untilIdle();
  await memory.reset();
  const before = await memory.peakBytes();

  const toLines = await timeToLines(page, '#/layers/0;file/var/log/app.log');
  const shown = page.getByRole('region', { name: /^Contents of/ });
  const counted = Date.now();
  await expect(shown).toContainText(`${lineCount.toLocaleString('en')} lines`, patient);
  const toCount = Date.now() - counted;
  await expect(shown).toContainText('no colours above 4.00 MB');
  await shown.getByRole('region', { name: 'Text' }).press('End');
  await expect(shown.locator(`[data-line="${lineCount}"]`)).toContainText('the last line');
  await expect(shown.locator(`[data-line="${lineCount}"]`)).toBeInViewport();
  expect(await shown.locator('[data-line]').count()).toBeLessThan(120);

  const sought = Date.now();
  await shown.getByLabel('Find in this file').fill('out of memory');
  await shown.getByLabel('Find in this file').press('Enter');
  await expect(shown.getByRole('status')).toContainText(`Found in line ${rareLine}.`, patient);
  const toFind = Date.now() - sought;
  await expect(shown.locator(`[data-line="${rareLine}"] mark.current`)).toHaveText('Out of Memory');
  await expect(shown.locator('mark.current')).toBeInViewport();

  const peak = await memory.peakBytes();
  console.log(
    `${logSize / 1e9} GB: first lines after ${toLines.toFixed(0)} ms, counted after ${toCount} ms, found after ` +
      `${toFind} ms; peak memory of the page ${((peak ?? 0) / 1e6).toFixed(0)} MB, ` +
      `${((before ?? 0) / 1e6).toFixed(0)} MB of them before the file was opened`,
  );
  expect(toLines).toBeLessThan(mostToLines);
  // Null where there is no /proc to ask.
  if (peak === null || before === null) return;
  expect(peak - before).toBeLessThan(mostMore);
});
