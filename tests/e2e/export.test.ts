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

test('hands out the file list and the layers’ changes as CSV', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'export');
  const files = await downloadOf(page, view.getByRole('button', { name: 'Download File list, CSV' }));
  expect(files.suggestedFilename()).toBe('plimsoll-files.csv');
  const lines = (await readFile(await files.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toBe('image,path,type,size,mode,uid,gid,modified,link,layer,kind');
  expect(lines.filter((line) => line.includes('/app/'))).toEqual([
    expect.stringMatching(/,\/app\/server\.js,file,20000,0644,1000,1000,[\dT:-]+Z,,4,modified$/),
  ]);
  const changes = await downloadOf(page, view.getByRole('button', { name: 'Download Layer changes, CSV' }));
  expect(await readFile(await changes.path(), 'utf8')).toMatch(/,3,removed,\/app\/\.env,0\r\n/);
});
