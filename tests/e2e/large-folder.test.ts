import { expect, type Locator, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { showView } from './support/drive.ts';
import { depth, entries, part, writeLargeFolder } from './support/large-folder.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { choose, test } from './support/page.ts';

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
const lineHeight = (row: Locator): Promise<number> => row.evaluate((element) => element.getBoundingClientRect().height);

inLooks(bothLooks, () => {
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
    await expect(table).toHaveAttribute('aria-rowcount', String(entries + 1));
    await expect(table.locator('tbody tr').first()).toContainText('big.bin');
    await view.getByRole('region', { name: 'What lies in the folder' }).press('End');
    await expect(table.locator('tbody tr').last()).toHaveAttribute('aria-rowindex', String(entries + 1));
    await expect(table.locator('tbody tr').last()).toContainText('1 B');
    await expectWellFormed(page, 'the directory');
    await view.getByRole('tree').press('Backspace');
    await expect(here(view)).toHaveText('srv');
  });

  test('the map goes down a path of 4,000 characters', async ({ page }) => {
    const view = await openMap(page);
    await tableOf(view)
      .getByRole('button', { name: `${part}/` })
      .click();
    for (let level = 1; level < depth; level++) {
      await expect(view.getByRole('treeitem', { name: `${part}/` }).first()).toHaveAttribute('aria-level', '1');
      await view.getByRole('tree').press('Enter');
    }
    await expect(view.getByRole('treeitem')).toHaveAttribute('aria-label', /^end\.txt, 500 kB/);
    await expect(here(view)).toHaveText(part);
    const way = view.getByRole('navigation', { name: 'Folder' });
    await expect(way.getByRole('listitem')).toHaveCount(4);
    await expect(way).toContainText('folders between');
    await expectWellFormed(page, 'the end of the path');
    await view.getByRole('tree').press('Backspace');
    await expect(view.getByRole('treeitem').first()).toHaveAttribute('aria-label', new RegExp(`^${part}/`));
    await way.getByRole('button', { name: '/', exact: true }).click();
    await expect(here(view)).toHaveText('/');
  });

  test('waste by directory shows some of 200,000 files, and a path of 4,000 characters on few lines', async ({
    page,
  }) => {
    await openImage(page);
    const view = await showView(page, 'waste');
    await view.getByRole('button', { name: 'Directories' }).click();
    const section = view.getByRole('region', { name: 'What is wasted' });
    const rows = section.locator('tbody tr.line');
    await expect(rows).toHaveCount(52);
    await expect(rows.nth(0)).toContainText('srv/flat/');
    await expect(rows.nth(1)).toContainText('big.bin');
    await section.getByRole('button', { name: '50 of 200,000 are shown: show more' }).click();
    await expect(rows).toHaveCount(152);
    await expect(rows.last()).toContainText('end.txt');
    // The middle is left out: at 360 px a name of any length takes some lines, and not the page.
    expect(await lineHeight(rows.last())).toBeLessThan(160);
    await expectWellFormed(page, 'directories');
    await view.getByRole('button', { name: 'Paths' }).click();
    const table = view.getByRole('region', { name: 'Wasted files' }).getByRole('table');
    await expect(table).toHaveAttribute('aria-rowcount', String(entries + 2));
    await view.getByRole('searchbox', { name: 'Filter by path' }).fill('d/end.txt');
    await expect(table.locator('tbody tr')).toHaveCount(1);
    expect(await lineHeight(table.locator('tbody tr'))).toBeLessThan(60);
    await expectWellFormed(page, 'paths');
  });
});
