import { expect, type Locator, type Page } from '@playwright/test';
import { join } from 'node:path';
import { openShop, shopDockerfile, showLines, showView, wastefulImage } from './support/drive.ts';
import { choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';
import { names } from './support/tree.ts';

const crafted = join(import.meta.dirname, '../fixtures/images/whiteouts-crafted.tar');

const row = (view: Locator, name: string): Locator =>
  view.locator('tbody tr.line').filter({ has: view.page().locator(`td.name[title="${name}"]`) });

async function openLayer(page: Page, layer: number): Promise<Locator> {
  await openShop(page);
  await page.evaluate((index) => (location.hash = `#/layers/${index}`), layer);
  const view = page.locator('section[data-view="layers"]');
  await expect(view.getByRole('treegrid')).toBeVisible();
  return view;
}

test('opens at the layer that wastes most, with its command, sizes and line', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'layers');
  await expect(view.locator('tbody a[aria-current="true"]')).toHaveText('COPY . .');
  const details = view.getByRole('region', { name: 'Layer 2', exact: true });
  await expect(details).toContainText('COPY . . # buildkit');
  await expect(details).toContainText('2 + added');
  await expect(details.getByRole('link', { name: 'Dockerfile, line 4' })).toBeVisible();
  await expect(view.getByRole('treegrid')).toContainText('server.js');
});

test('says how long a step took at most, and why where the times tell nothing', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage('shop.tar', { secondsApart: 11.5 }), file('Dockerfile', shopDockerfile)]);
  await waitUntilIdle(page);
  const view = await showView(page, 'layers');
  const details = view.getByRole('region', { name: 'Layer 2', exact: true });
  await expect(details).toContainText('at most 12 s, by the history’s times');
  // Between the base image and the first step nobody knows how much time went by.
  await page.evaluate(() => (location.hash = '#/layers/1'));
  const first = view.getByRole('region', { name: 'Layer 1', exact: true });
  await expect(first).toContainText('Created');
  await expect(first).not.toContainText('at most');
  const code = await showLines(page);
  await expect(code.locator('tr[data-line="4"]')).toContainText('≤ 12 s');
  await expect(code.locator('tr[data-line="2"]')).not.toContainText('≤');

  await page.getByRole('button', { name: 'Start over' }).click();
  await choose(page, [await wastefulImage(), file('Dockerfile', shopDockerfile)]);
  await waitUntilIdle(page);
  await showView(page, 'layers');
  await expect(details.getByTitle('all times in the image’s history are the same')).toContainText('2024-05-01');
  await expect(details).not.toContainText('at most');
});

test('shows what a layer changed, and the image up to it', async ({ page }) => {
  const view = await openLayer(page, 3);
  expect(await names(view)).toEqual(['app/', '  .env']);
  await expect(row(view, '.env')).toContainText('whited out');
  await expect(row(view, '.env')).toContainText('−7 B');
  await view.getByRole('button', { name: 'Image up to this layer' }).click();
  await expect(row(view, 'app')).toContainText('modified');
  await expect(view.getByRole('status')).toContainText('720 kB');
  await view.getByRole('button', { name: 'unchanged' }).click();
  await expect(view.getByRole('status')).toContainText('1 file');
});

test('goes by keyboard through the tree, into the details and back', async ({ page }) => {
  const view = await openLayer(page, 0);
  await expect(row(view, 'etc')).toBeVisible();
  await view.locator('tr.line[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await expect(row(view, 'etc')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(row(view, 'etc')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(row(view, 'os-release')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(view.getByRole('region', { name: 'Contents of os-release' })).toContainText('ID=debian', {
    timeout: 20_000,
  });
  await page.keyboard.press('Escape');
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  await expect(details).toContainText('/etc/os-release');
  await expect(row(view, 'os-release')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(row(view, 'etc')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(row(view, 'etc')).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Home');
  await expect(row(view, 'bin')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(view.getByRole('searchbox')).toBeFocused();
});

test('tells the way of a file through the layers', async ({ page }) => {
  const view = await openLayer(page, 2);
  await row(view, 'server.js').click();
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  const steps = details.locator('tbody tr');
  await expect(steps).toHaveCount(2);
  await expect(steps.nth(0)).toContainText('overwritten in layer 4, still stored');
  await expect(steps.nth(1)).toContainText('in use');
  await steps.nth(1).getByRole('link').click();
  await expect(view.getByRole('region', { name: 'Layer 4', exact: true })).toBeVisible();
  await expect(row(view, 'server.js')).toHaveAttribute('aria-selected', 'true');
});

test('filters by text, says how much matches, and keeps it for the next visit', async ({ page }) => {
  const view = await openLayer(page, 1);
  await view.getByRole('searchbox').fill('PACK');
  await expect(view.getByRole('status')).toContainText('1 file · 400 kB');
  expect(await names(view)).toEqual(['var/', '  lib/', '    apt/', '      lists/', '        packages']);
  await view.getByRole('searchbox').fill('nothing like it');
  await expect(view.getByText('No file matches')).toBeVisible();
  await view.getByRole('button', { name: 'Show all' }).click();
  await view.getByRole('searchbox').fill('lists');
  await showView(page, 'waste');
  await showView(page, 'layers');
  await expect(view.getByRole('searchbox')).toHaveValue('lists');
  await expect(view.locator('tbody a[aria-current="true"]')).toHaveText('RUN apt-get update');
});

test('chooses a layer by arrow keys, and by a list where the page is narrow', async ({ page }) => {
  const view = await openLayer(page, 1);
  await view.locator('tbody a[aria-current="true"]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(view.locator('tbody a[aria-current="true"]')).toBeFocused();
  expect(new URL(page.url()).hash).toBe('#/layers/2');
  await page.setViewportSize({ width: 360, height: 740 });
  await view.getByRole('combobox', { name: 'Layer', exact: true }).selectOption('3');
  await expect(row(view, '.env')).toBeVisible();
});

test('shows hostile names as text', async ({ page }) => {
  await page.goto('/');
  await choose(page, [crafted]);
  await waitForState(page, 'ready');
  await page.evaluate(() => (location.hash = '#/layers/1'));
  const view = page.locator('section[data-view="layers"]');
  await expect(view.getByText('with\\nnewline.txt')).toBeVisible();
  await expect(view.getByText('latin1-\\xE9.txt')).toBeVisible();
  await expect(view.getByText('right-\\u{202E}to-left', { exact: false })).toBeVisible();
  await view.getByText('<img src=x onerror=', { exact: false }).click();
  await expect(view.getByRole('region', { name: 'Details of the chosen file' })).toContainText('<img src=x');
  await expect(view.locator('img')).toHaveCount(0);
});
