import { expect, type Locator, type Page } from '@playwright/test';
import { makeArchive } from '../support/make-archive.ts';
import { openShop, showView } from './support/drive.ts';
import { choose, file, test, waitForState } from './support/page.ts';
import { names } from './support/tree.ts';

const filterField = (view: Locator): Locator => view.getByRole('searchbox', { name: 'Filter by name or path' });
const filterKind = (view: Locator): Locator => view.getByRole('combobox', { name: 'How the filter is read' });
const focused = (view: Locator): Locator => view.locator('tr.line:focus');

async function openImage(page: Page, layers: string, place = '0;image'): Promise<Locator> {
  await page.goto('/');
  const blob = await makeArchive(layers, { layout: 'docker25', tag: 'tree:1.0' });
  await choose(page, [file('tree.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  return openPlace(page, place);
}

async function openPlace(page: Page, place: string): Promise<Locator> {
  await page.evaluate((to) => (location.hash = `#/layers/${to}`), place);
  const view = page.locator('section[data-view="layers"]');
  await expect(view.getByRole('treegrid')).toBeVisible();
  return view;
}

const project = `
  layer  COPY . .
    app/index.js  100
    app/lib/one.js  2000
    app/lib/one.css  50
    app/lib/two.ts  3000
    bin/sh  900000
    bin/sha256sum  500
    etc/hosts  10
    etc/shadow  20
  layer  RUN rm
    .wh.etc
    app/lib/.wh.two.ts
    app/lib/one.js  2500
`;

test('filters by glob and by regular expression, says how much matches, and remembers how', async ({ page }) => {
  const view = await openImage(page, project);
  await filterKind(view).selectOption('Glob');
  await filterField(view).fill('*.{js,ts}');
  await expect(view.getByRole('status')).toContainText('3 files · 5.10 kB');
  expect(await names(view)).toEqual(['app/', '  lib/', '    two.ts', '    one.js', '  index.js']);
  await filterField(view).fill('/app/*.js');
  await expect(view.getByRole('status')).toContainText('1 file · 100 B');
  await filterKind(view).selectOption('Regex');
  await filterField(view).fill('^sh(a\\d+sum)?$');
  await expect(view.getByRole('status')).toContainText('2 files · 901 kB');
  await filterField(view).fill('lib/one\\.');
  await expect(view.getByRole('status')).toContainText('2 files · 2.05 kB');
  await page.reload();
  await openShop(page);
  await expect(filterKind(await showView(page, 'layers'))).toHaveValue('regexp');
});

test('an expression that is not complete says so, and what was found before stays', async ({ page }) => {
  const view = await openImage(page, project);
  await filterKind(view).selectOption('Regex');
  await filterField(view).fill('one\\.js$');
  await expect(view.getByRole('status')).toContainText('1 file');
  await filterField(view).fill('(one');
  await expect(view.getByText('Not a regular expression: unterminated group.')).toBeVisible();
  await expect(filterField(view)).toHaveAttribute('aria-invalid', 'true');
  await expect(view.getByRole('status')).toContainText('1 file');
  await filterField(view).fill('(one)');
  await expect(view.getByRole('status')).toContainText('2 files');
  await expect(view.getByText('Not a regular expression')).toHaveCount(0);
});

test('an expression that backtracks for ever ends with its worker, and the page goes on', async ({ page }) => {
  const view = await openImage(page, `layer  COPY\n    ${'a'.repeat(200)}!  10\n    other  20`);
  await filterKind(view).selectOption('Regex');
  await filterField(view).fill('^(a+)+$');
  // The tree answers meanwhile.
  await view.locator('tr.line').last().click();
  await expect(view.getByRole('region', { name: 'Details of the chosen file' })).toBeVisible();
  await expect(view.getByText('Given up after 3 s')).toBeVisible({ timeout: 15_000 });
  await filterField(view).fill('^oth');
  await expect(view.getByRole('status')).toContainText('1 file · 20 B');
  await expect(view.getByText('Given up')).toHaveCount(0);
});

test('whited out is told from removed, by word and shape, and each is hidden by itself', async ({ page }) => {
  const view = await openImage(page, project, '1');
  await view.getByRole('button', { name: 'Expand all' }).click();
  const kindOf = (name: string): Locator => view.locator('tr.line', { hasText: name }).locator('td.kind');
  await expect(kindOf('etc/')).toHaveText(/× *whited out/);
  await expect(kindOf('two.ts')).toHaveText(/× *whited out/);
  await expect(kindOf('shadow')).toHaveText(/− *removed/);
  await expect(kindOf('one.js')).toHaveText(/~ *modified/);
  await expect(view.locator('tr.line', { hasText: 'shadow' }).locator('td.layer')).toHaveText('0');
  await expect(view.locator('tr.line', { hasText: 'one.js' }).locator('td.layer')).toHaveText('1');
  await view.getByRole('button', { name: 'whited out' }).click();
  await expect(view.locator('tr.line', { hasText: 'two.ts' })).toHaveCount(0);
  await expect(view.locator('tr.line', { hasText: 'shadow' })).toHaveCount(1);
  await view.getByRole('button', { name: 'removed', exact: true }).click();
  await expect(view.locator('tr.line', { hasText: 'shadow' })).toHaveCount(0);
});

test('a whiteout of nothing is a row of its layer that says so, and no row of the image', async ({ page }) => {
  const layers = `layer  COPY\n  app/one  100\nlayer  RUN rm\n  app/.wh.one\n  app/.wh.never\n  no/where/.wh.never\n`;
  const view = await openImage(page, layers, '1');
  await view.getByRole('button', { name: 'Expand all' }).click();
  expect(await names(view)).toEqual(['app/', '  one', '  never', 'no/', '  where/', '    never']);
  const row = view.locator('tr.line', { hasText: 'never' }).first();
  await expect(row.locator('td.kind')).toHaveText(/× *whited out/);
  await expect(row.locator('td.name')).toHaveText(/never\s*nothing was there/);
  await expect(row.locator('td.layer')).toHaveText('–');
  await expect(view.getByRole('status')).toContainText('1 file');
  await row.click();
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  await expect(details).toContainText('Layer 1 has a whiteout of this path, and no layer below it left anything there');
  await expect(details.getByRole('row', { name: /whited out/ })).toContainText('nothing was there');
  await expect(details.getByRole('button', { name: 'Open', exact: true })).toHaveCount(0);
  await view.locator('tr.line', { hasText: 'where' }).click();
  await expect(details).toContainText('No layer has it');
  await expect(details.getByRole('table')).toHaveCount(0);
  await view.getByRole('button', { name: 'Image up to this layer' }).click();
  await view.getByRole('button', { name: 'Expand all' }).click();
  expect(await names(view)).toEqual(['app/', '  one']);
  await page.evaluate(() => (location.hash = '#/layers/1;file/app/never'));
  await expect(view.getByRole('region', { name: 'Contents of never' })).toBeVisible();
  await expect(row).toHaveAttribute('aria-selected', 'true');
});

test('expands and collapses all, and goes from the largest file to the next', async ({ page }) => {
  const view = await openImage(page, project);
  await view.getByRole('button', { name: 'Collapse all' }).click();
  expect(await names(view)).toEqual(['bin/', 'app/', 'etc/']);
  await view.getByRole('button', { name: 'Largest file' }).click();
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  await expect(details).toContainText('/bin/sh');
  await page.keyboard.press('Enter');
  await expect(details).toContainText('/app/lib/two.ts');
  await expect(view.locator('tr[aria-selected="true"]')).toContainText('two.ts');
  await view.locator('tr[aria-selected="true"]').focus();
  await page.keyboard.press('>');
  await expect(details).toContainText('/app/lib/one.js');
  await expect(focused(view)).toContainText('one.js');
  await view.getByRole('button', { name: 'Expand all' }).click();
  await expect(view.locator('tr.line')).toHaveCount(12);
});

test('a screen reader can walk it: levels, places, what is open and chosen, by keyboard alone', async ({ page }) => {
  const view = await openImage(page, project);
  await view.getByRole('button', { name: 'Collapse all' }).click();
  const grid = view.getByRole('treegrid', { name: 'Files' });
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  const expectRow = async (text: string, attributes: Record<string, string>): Promise<void> => {
    await expect(focused(view)).toContainText(text);
    for (const [name, value] of Object.entries(attributes))
      await expect(focused(view)).toHaveAttribute(`aria-${name}`, value);
  };
  await grid.locator('tr.line').first().focus();
  await expectRow('bin/', { level: '1', posinset: '1', setsize: '3', expanded: 'false', rowindex: '2' });
  await page.keyboard.press('*');
  await expect(grid).toHaveAttribute('aria-rowcount', '10');
  await expectRow('bin/', { expanded: 'true' });
  await page.keyboard.press('ArrowDown');
  await expectRow('sh', { level: '2', posinset: '1', setsize: '2', rowindex: '3', selected: 'false' });
  expect(await focused(view).getAttribute('aria-expanded')).toBeNull();
  await page.keyboard.press('Enter');
  await expect(view.getByRole('region', { name: 'Contents of sh' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expectRow('sh', { selected: 'true' });
  await page.keyboard.press('ArrowLeft');
  await expectRow('bin/', { level: '1', expanded: 'true' });
  await page.keyboard.press('Enter');
  await expectRow('bin/', { expanded: 'false', selected: 'true' });
  await page.keyboard.press('Enter');
  await expectRow('bin/', { expanded: 'true' });
  await page.keyboard.press('End');
  await expectRow('hosts', { level: '2', posinset: '2', setsize: '2' });
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  await expectRow('hosts', {});
  await page.keyboard.press('PageUp');
  await page.keyboard.press(' ');
  await expectRow('bin/', { expanded: 'false' });
  // Letters go to names, a digit within one does not leave the view, and the same letter goes on.
  await page.keyboard.type('etc');
  await expectRow('etc/', { level: '1' });
  await page.waitForTimeout(800);
  await page.keyboard.press('i');
  await expectRow('index.js', {});
  await page.waitForTimeout(800);
  await page.keyboard.type('BI');
  await expectRow('bin/', { expanded: 'false' });
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(800);
  await page.keyboard.type('sha2');
  await expectRow('sha256sum', { posinset: '2' });
  await expect(view).toBeVisible();
  const roles = await grid.evaluate((table) => {
    const cells = [...table.querySelectorAll('tbody td')];
    return [table.getAttribute('role'), cells.every((cell) => cell.closest('tr')?.hasAttribute('aria-level'))];
  });
  expect(roles).toEqual(['treegrid', true]);
});

test('copies the path of the row by Ctrl+C', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const view = await openImage(page, project, '0;image/app/lib/two.ts');
  await view.locator('tr[aria-selected="true"]').focus();
  await page.keyboard.press('Control+c');
  await expect(view.getByText('Path copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('/app/lib/two.ts');
});

test('lists its keys in the help', async ({ page }) => {
  await openImage(page, project);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help.getByRole('heading', { name: 'Layers & files' })).toBeVisible();
  await expect(help).toContainText('go to the largest file');
});

test('the address keeps what is shown, over a reload too', async ({ page }) => {
  test.slow(); // the image is opened twice
  const view = await openImage(page, project);
  await view.getByRole('button', { name: 'Name' }).click();
  await view.getByRole('button', { name: 'added' }).first().click();
  await view.getByRole('button', { name: 'added' }).first().click();
  await view.getByRole('button', { name: 'unchanged' }).click();
  await filterKind(view).selectOption('Glob');
  await filterField(view).fill('/**/*.js');
  await expect(view.getByRole('status')).toContainText('2 files');
  await view.locator('tr.line', { hasText: 'one.js' }).click();
  await expect.poll(() => page.url()).toContain('/app/lib/one.js');
  const address = new URL(page.url()).hash;
  expect(address).toMatch(/^#\/layers\/0;image;name;hide=unchanged;glob=/);

  const blob = await makeArchive(project, { layout: 'docker25', tag: 'tree:1.0' });
  await page.reload();
  await choose(page, [file('tree.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  await expect(view.locator('tr[aria-selected="true"]')).toContainText('one.js');
  await expect(filterField(view)).toHaveValue('/**/*.js');
  await expect(view.getByRole('button', { name: 'Image up to this layer' })).toHaveAttribute('aria-pressed', 'true');
  await expect(view.getByRole('button', { name: 'unchanged' })).toHaveAttribute('aria-pressed', 'false');
  await expect(view.getByRole('status')).toContainText('2 files');
  expect(new URL(page.url()).hash).toBe(address);
});

test('a link to a file goes there again after the user went elsewhere', async ({ page }) => {
  const view = await openImage(page, project, '0;image/etc/hosts');
  await expect(view.locator('tr[aria-selected="true"]')).toContainText('hosts');
  await view.locator('tr.line', { hasText: 'bin/' }).click();
  await expect.poll(() => page.url()).toContain('/bin');
  await openPlace(page, '0;image/etc/hosts');
  await expect(view.locator('tr[aria-selected="true"]')).toContainText('hosts');
});

test('names that are markup or turn the direction of writing, and a path of 4,000 characters', async ({ page }) => {
  const deep = `${'d'.repeat(198)}/`.repeat(20);
  const view = await openImage(
    page,
    `layer  COPY\n    <img/src=x/onerror=alert(1)>  10\n    a\u202egpj.exe  20\n    ${deep}end.txt  30`,
  );
  await view.getByRole('button', { name: 'Expand all' }).click();
  await expect(view.locator('tr.line', { hasText: 'a\\u{202E}gpj.exe' })).toBeVisible();
  await expect(view.locator('tr.line', { hasText: '<img' })).toBeVisible();
  await expect(view.locator('img')).toHaveCount(0);
  await filterField(view).fill('d/end.txt');
  await view.locator('tr.line', { hasText: 'end.txt' }).click();
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  await expect(details.locator('h2')).toHaveText(`/${deep}end.txt`);
  await expect.poll(() => page.url().length).toBeGreaterThan(4000);
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth <= innerWidth)).toBe(true);
});

test('usable at 200 % zoom and 360 px: every control is in sight, and the tree has room', async ({ page }) => {
  const view = await openImage(page, project);
  for (const size of [
    { width: 640, height: 400 },
    { width: 360, height: 740 },
  ]) {
    await page.setViewportSize(size);
    await filterField(view).scrollIntoViewIfNeeded();
    const fits = await view
      .locator('.toolbar :is(button, input, select, output)')
      .evaluateAll((controls) =>
        controls
          .map((control) => [control.textContent, control.getBoundingClientRect().right] as const)
          .filter(([, right]) => right > innerWidth),
      );
    expect(fits).toEqual([]);
    await view.locator('tr.line').first().scrollIntoViewIfNeeded();
    await expect(view.locator('tr.line').first()).toBeInViewport();
  }
});
