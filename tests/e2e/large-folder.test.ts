import { expect, type Locator, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entries, writeLargeFolder } from './support/large-folder.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { choose, test } from './support/page.ts';

const count = entries;
const file = join(tmpdir(), `plimsoll-large-folder-${process.pid}.tar`);
test.beforeAll(() => writeLargeFolder(file));
test.afterAll(() => rmSync(file));
test.describe.configure({ timeout: 180_000 });

async function openImage(page: Page): Promise<void> {
  await page.goto('/');
  await choose(page, [file]);
  await expect(page.locator('html[data-state="ready"]')).toBeAttached({ timeout: 120_000 });
}

async function openMap(page: Page): Promise<Locator> {
  await openImage(page);
  await page.evaluate(() => (location.hash = '#/layers/0'));
  const view = page.locator('section[data-view="layers"]');
  await view.getByRole('button', { name: 'Map', exact: true }).click();
  await expect(view.getByRole('tree')).toBeVisible();
  return view;
}

const here = (view: Locator): Locator => view.locator('[aria-current="location"]');
const tableOf = (view: Locator): Locator => view.locator('.table');

inLooks(bothLooks.slice(0, 1), () => {
  test('the map goes into a directory of 200,000 entries and out of it again', async ({ page }) => {
    const view = await openMap(page);
    await view.getByRole('tree').focus();
    for (const name of ['srv', 'flat']) {
      await page.keyboard.press('Enter');
      await expect(here(view)).toHaveText(name);
    }
    const tiles = view.getByRole('treeitem');
    await expect(tiles.filter({ visible: true }).first()).toHaveAttribute('aria-label', /^big\.bin, 900 kB/);
    await expect(view.getByRole('treeitem', { name: /^199,999 others, 2\.10 MB/ })).toHaveCount(1);
    const table = tableOf(view).getByRole('table');
    await expect(table).toHaveAttribute('aria-rowcount', String(count + 1));
    await expect(table.locator('tbody tr').first()).toContainText('big.bin');
    await view.getByRole('region', { name: 'What lies in the folder' }).press('End');
    await expect(table.locator('tbody tr').last()).toHaveAttribute('aria-rowindex', String(count + 1));
    await expect(table.locator('tbody tr').last()).toContainText('1 B');
    await expectWellFormed(page, 'the directory');
    await view.getByRole('tree').press('Backspace');
    await expect(here(view)).toHaveText('srv');
  });
});
