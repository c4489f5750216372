import { expect } from '@playwright/test';
import { holdUnpacking } from './support/breakdowns.ts';
import { openBrokenLayer } from './support/broken-layer.ts';
import { openShop, showView } from './support/drive.ts';
import { everyLook, expectWellFormed, inLooks } from './support/looks.ts';
import { choose, file, test, waitForState } from './support/page.ts';

test.describe.configure({ timeout: 180_000 });

const views = [
  'overview',
  'layers',
  'waste',
  'secrets',
  'packages',
  'vulnerabilities',
  'hardening',
  'compare',
  'dockerfile',
  'better',
  'export',
];

inLooks(everyLook, () => {
  test('start screen, its dialogs, and a file that is not recognised', async ({ page }) => {
    await page.goto('/');
    await expectWellFormed(page);
    await page.getByRole('button', { name: /How to check that/ }).click();
    await expectWellFormed(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Paste a Dockerfile' }).click();
    await expectWellFormed(page);
    await page.keyboard.press('Escape');
    await choose(page, [file('image.tar', 'no image\n')]);
    await waitForState(page, 'failed');
    await expectWellFormed(page);
  });

  // axe looks at every element of seven views.
  test('every view', async ({ page }) => {
    await openShop(page);
    for (const id of views) {
      await showView(page, id);
      await expectWellFormed(page, id);
    }
  });

  test('the tree with a filter that cannot be used, and the keys', async ({ page }) => {
    await openShop(page);
    const view = await showView(page, 'layers');
    await view.getByRole('button', { name: 'Image up to this layer' }).click();
    await view.getByRole('button', { name: 'Expand all' }).click();
    await view.getByRole('combobox', { name: 'How the filter is read' }).selectOption('regexp');
    await view.getByRole('searchbox').fill('(');
    await view.getByText('Not a regular expression').waitFor();
    await view.getByRole('button', { name: 'Largest file' }).click();
    await expectWellFormed(page);
    await page.getByRole('heading', { level: 1 }).first().press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await expectWellFormed(page);
  });

  test('the contents of a file, as text, as bytes and beside another version', async ({ page }) => {
    await openShop(page);
    await page.evaluate(() => (location.hash = '#/layers/0;file/etc/os-release'));
    const shown = page.getByRole('region', { name: 'Contents of os-release' });
    await expect(shown).toContainText('ID=debian', { timeout: 20_000 });
    await expectWellFormed(page, 'text');
    await shown.getByLabel('Find in this file').fill('id');
    await shown.getByLabel('Find in this file').press('Enter');
    await expect(shown.locator('mark.current')).toBeVisible();
    await expectWellFormed(page, 'found');
    await shown.getByRole('button', { name: 'Hex' }).click();
    await expectWellFormed(page, 'hex');
    await page.evaluate(() => (location.hash = '#/layers/4;file/app/server.js'));
    await page
      .getByRole('region', { name: 'Contents of server.js' })
      .getByRole('button', { name: 'Compare', exact: true })
      .click();
    await expect(page.getByText('Both versions hold the same bytes')).toBeVisible({ timeout: 20_000 });
    await expectWellFormed(page, 'compare');
  });

  test('a file while its layer unpacks, cancelled, cut off, empty, and what leads nowhere', async ({ page }) => {
    await page.addInitScript(holdUnpacking);
    await openBrokenLayer(page);
    const states = [
      ['app/small', 'it is unpacked once'],
      ['app/large', 'This version could not be read'],
      ['app/empty', 'This file is empty'],
      ['app/lost', 'which no layer left there'],
      ['app/never', 'Layer 1 has a whiteout of this path'],
    ] as const;
    for (const [path, words] of states) {
      await page.evaluate((to) => (location.hash = `#/layers/1;file/${to}`), path);
      const shown = page.getByRole('region', { name: /^Contents of/ });
      await expect(shown).toContainText(words, { timeout: 20_000 });
      await expectWellFormed(page, path);
      if (path !== 'app/small') continue;
      await shown.getByRole('button', { name: 'Cancel' }).click();
      await expect(shown).toContainText('you cancelled');
      await expectWellFormed(page, 'cancelled');
    }
  });

  test('a whiteout of nothing in the tree, and its details', async ({ page }) => {
    await openBrokenLayer(page);
    await page.evaluate(() => (location.hash = '#/layers/1'));
    await page.getByRole('button', { name: 'Expand all' }).click();
    await page.locator('tr.line', { hasText: 'nothing was there' }).click();
    await page.getByRole('region', { name: 'Details of the chosen file' }).waitFor();
    await expectWellFormed(page);
  });

  test('views whose input is missing', async ({ page }) => {
    await page.goto('/');
    await choose(page, [file('Dockerfile', 'FROM scratch\n')]);
    await waitForState(page, 'ready');
    for (const id of views) {
      await showView(page, id);
      await expectWellFormed(page, id);
    }
  });
});
