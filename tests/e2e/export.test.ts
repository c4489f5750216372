import { expect, type Download, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { openShop, showView } from './support/drive.ts';
import { test } from './support/page.ts';

async function downloadOf(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download;
}

test('hands out the JSON report with every layer’s files', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'export');
  const download = await downloadOf(page, view.getByRole('button', { name: 'Download JSON report' }));
  expect(download.suggestedFilename()).toBe('plimsoll-report.json');
  const text = await readFile(await download.path(), 'utf8');
  const report = JSON.parse(text) as {
    schema: string;
    images: { sizes: { stored: number }; layers: { changes: { path: string; kind: string; size: number }[] }[] }[];
    dockerfiles: unknown[];
  };
  expect(report.schema).toBe('plimsoll-report/1');
  expect(report.images[0]?.sizes.stored).toBe(740016);
  expect(report.images[0]?.layers[1]?.changes).toEqual([
    { path: '/var/lib/apt/lists/packages', kind: 'added', size: 400000 },
  ]);
  expect(report.dockerfiles).toHaveLength(1);
  await expect(view.locator(`[title^="${Buffer.byteLength(text).toLocaleString('en')} bytes"]`)).toBeVisible();
});

test('shows the Markdown summary as it is downloaded', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'export');
  const download = await downloadOf(page, view.getByRole('button', { name: 'Download Markdown summary' }));
  expect(download.suggestedFilename()).toBe('plimsoll-report.md');
  expect(await view.getByLabel('Markdown summary', { exact: true }).textContent()).toBe(
    await readFile(await download.path(), 'utf8'),
  );
});
