import { expect } from '@playwright/test';
import { join } from 'node:path';
import { openShop, showView } from './support/drive.ts';
import { choose, test, waitForState } from './support/page.ts';

const crafted = join(import.meta.dirname, '../fixtures/images/whiteouts-crafted.tar');

test('adds up to the byte, and says why', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'waste');
  const totals = view.getByRole('region', { name: 'Totals' });
  await expect(totals).toContainText('20.0 kB of the 740 kB');
  const numbers = (await totals.locator('.exact').allTextContents()).map((text) => Number(text.replaceAll(',', '')));
  expect(numbers).toEqual([720_009, 20_000, 7, 740_016]);
  await expect(totals).toContainText('the bytes stay in the layer that stored them');
});

test('sorts, filters and groups what is wasted', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'waste');
  const rows = view.getByRole('region', { name: 'Wasted files' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('/app/server.js');
  await expect(rows.first()).toContainText('overwritten');
  await view.getByRole('columnheader', { name: 'Wasted' }).getByRole('button').click();
  await expect(view.getByRole('columnheader', { name: 'Wasted' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows.first()).toContainText('/app/.env');
  await view.getByRole('button', { name: 'Pairs of layers' }).click();
  await expect(rows.first()).toContainText('COPY . . → RUN rm /app/.env');
  await view.getByRole('button', { name: 'Folders' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('/app/');
  await view.getByRole('button', { name: 'Paths' }).click();
  await view.getByRole('searchbox').fill('.ENV');
  await expect(rows).toHaveCount(1);
  await rows.getByRole('link', { name: 'layer 3' }).click();
  await expect(page.locator('section[data-view="layers"] tr.line.selected')).toContainText('.env');
});

test('leaves out empty files until asked, and shows duplicates and the numbers of dive', async ({ page }) => {
  await page.goto('/');
  await choose(page, [crafted]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'waste');
  const empty = view.getByRole('checkbox');
  const table = view.getByRole('region', { name: 'Wasted files' }).getByRole('table');
  const before = Number(await table.getAttribute('aria-rowcount'));
  await empty.check();
  expect(Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(before);
  const duplicates = view.getByRole('region', { name: 'Files stored more than once' });
  await expect(duplicates.getByText('Contents are being compared')).toHaveCount(0);
  await expect(view.getByRole('region', { name: 'The same, as dive counts' })).toContainText('Efficiency');
});
