import { svelte } from '@sveltejs/vite-plugin-svelte';
import { expect, type Page } from '@playwright/test';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { test } from './support/page.ts';

// The views of the build context and of a rebuild, with a folder and a build that are made up: tests/harness.

let server: ViteDevServer;

// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are wanted from it
test.beforeAll(async ({}, { workerIndex }) => {
  const root = join(import.meta.dirname, '../harness');
  server = await createServer({
    root,
    configFile: false,
    plugins: [svelte()],
    cacheDir: join(import.meta.dirname, `../.cache/harness-${workerIndex}`),
    server: { port: 20_000 + (process.pid % 20_000), fs: { allow: [join(root, '../..')] }, hmr: false },
    logLevel: 'error',
  });
  await server.listen();
});
test.afterAll(() => server.close());

async function show(page: Page, state: string): Promise<void> {
  await page.goto(`${server.resolvedUrls?.local[0]}?${state}`);
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
}

const map = (page: Page) => page.getByRole('tree');
const active = async (page: Page): Promise<string | null> => {
  const id = (await map(page).getAttribute('aria-activedescendant')) ?? '';
  return page.locator(`[id="${id}"]`).getAttribute('aria-label');
};
const firstNames = (page: Page): Promise<string[]> => page.locator('.table td.name').allInnerTexts();

const contextStates = 'broken sizing walking none empty cancelled fault'.split(' ');
const rebuildStates = ['rebuild=source', 'rebuild=none', 'rebuild=pending'];

inLooks(bothLooks, () => {
  test('every state can be used by everyone', async ({ page }) => {
    test.setTimeout(180_000);
    for (const state of [...contextStates.map((look) => `context=${look}`), ...rebuildStates]) {
      await show(page, state);
      await expectWellFormed(page, state);
    }
  });
});

test('the figures say what is sent now and as proposed', async ({ page }) => {
  await show(page, 'context');
  const sent = page.getByRole('region', { name: 'What is sent' });
  await expect(sent).toContainText(/Sent now\s*7\d\d MB\s*in \d{3} files/);
  await expect(sent).toContainText(/With the proposed \.dockerignore\s*2\.\d\d MB\s*in 8\d files/);
});

test('the treemap is gone through by keyboard', async ({ page }) => {
  await show(page, 'context');
  await map(page).focus();
  expect(await active(page)).toMatch(/^node_modules, \d+ MB, \d{3} files, left out as proposed$/);
  await page.keyboard.press('ArrowRight');
  expect(await active(page)).toMatch(/^\.git, .*version history$/);
  await page.keyboard.press('ArrowDown');
  expect(await active(page)).toMatch(/^objects, /);
  await page.keyboard.press('ArrowUp');
  expect(await active(page)).toMatch(/^\.git, /);
  await page.keyboard.press('Enter');
  await expect(page.locator('[aria-current="location"]')).toHaveText('.git');
  expect(await firstNames(page)).toEqual(['objects/', 'HEAD', 'config', 'index']);
  await page.keyboard.press('Backspace');
  await expect(page.locator('[aria-current="location"]')).toHaveText('web-shop');
  await expect(map(page)).toBeFocused();
});

test('the table opens a folder, and the way back stands above it', async ({ page }) => {
  await show(page, 'context');
  await page.getByRole('button', { name: 'dumps/' }).focus();
  await page.keyboard.press('Enter');
  expect(await firstNames(page)).toEqual([
    expect.stringMatching(/^shop-2026-11-01\.sql\s*database dump$/),
    expect.stringMatching(/^shop-2026-10-01\.sql\s*database dump$/),
  ]);
  await page.getByRole('navigation', { name: 'Folder' }).getByRole('button', { name: 'web-shop' }).click();
  expect(await firstNames(page)).toContain('dumps/');
});

test('only what the proposal sends is shown where that is chosen', async ({ page }) => {
  await show(page, 'context');
  expect(await firstNames(page)).toContain('node_modules/');
  await page.getByRole('button', { name: 'As proposed' }).click();
  expect(await firstNames(page)).not.toContain('node_modules/');
});

test('an edit of the patterns changes the figures, and a broken one is told at its line', async ({ page }) => {
  await show(page, 'context');
  const sent = page.getByRole('region', { name: 'What is sent' });
  const patterns = page.getByLabel('Patterns of the ignore file');
  await patterns.fill('node_modules\n');
  await expect(sent).toContainText(/Sent now\s*3\d\d MB/);
  await patterns.fill('node_modules\n[a-z\n');
  await expect(page.getByText('Line 2, [a-z: the builder stops with').first()).toBeVisible();
  await page.getByRole('button', { name: 'Without any' }).click();
  await expect(sent).toContainText(/Sent now\s*7\d\d MB/);
  await expect(patterns).toHaveValue('');
});

test('a ticked file says what runs again and why', async ({ page }) => {
  await show(page, 'rebuild');
  const build = page.getByRole('region', { name: 'What the next build runs' });
  await expect(build).toContainText('All 8 steps are reused');
  await page.getByLabel('README.md', { exact: true }).check();
  await expect(build.locator('.sum')).toContainText('4 of 8 steps run again');
  await expect(build).toContainText('It copies README.md, which changed.');
  await page.getByRole('button', { name: 'Untick all' }).click();
  await expect(build).toContainText('All 8 steps are reused');
});

test('a folder is ticked with all that lies in it, and one that is ticked in part says so', async ({ page }) => {
  await show(page, 'rebuild');
  await page.getByRole('button', { name: 'dumps/' }).click();
  await page.getByLabel('shop-2026-11-01.sql', { exact: true }).check();
  await page.getByRole('navigation', { name: 'Folder' }).getByRole('button', { name: 'web-shop' }).click();
  const folder = page.getByRole('checkbox', { name: 'dumps', exact: true });
  expect(await folder.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  await folder.check();
  await expect(page.getByText('2 files changed')).toBeVisible();
});

test('files are found by name and by path', async ({ page }) => {
  await show(page, 'rebuild');
  const search = page.getByLabel('Find files by name or path');
  await search.fill('part-3/');
  await expect(page.getByLabel('src/parts/part-3/index.ts', { exact: true })).toBeVisible();
  await search.fill('nothing is called so');
  await expect(page.getByText('0 found')).toBeVisible();
});

test('the steps of a typical change are shown', async ({ page }) => {
  await show(page, 'rebuild');
  const button = page.getByRole('button', { name: /^Show steps.*The base image is updated/ });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('There is another image behind its name.')).toBeVisible();
  await expect(page.getByText('1 image changed')).toBeVisible();
});
