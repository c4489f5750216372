import { expect } from '@playwright/test';
import { join } from 'node:path';
import { makeArchive } from '../support/make-archive.ts';
import { openShop, showView } from './support/drive.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';

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

test('groups by cause: layers, lines, files and what to do, with a way to the change that does it', async ({
  page,
}) => {
  await openShop(page);
  const view = await showView(page, 'waste');
  await expect(view.getByText('Contents are being compared')).toHaveCount(0);
  const causes = view.locator('table.causes tr.line');
  await expect(causes).toHaveText([
    /Copies by chown, chmod or touch\s*1\s*20\.0 kB/,
    /Other files deleted later\s*1\s*7 B/,
  ]);
  await causes.first().click();
  const details = view.getByRole('region', { name: 'Stored and hidden by' });
  await expect(details).toContainText('layer 2, line 4');
  await expect(details).toContainText('layer 4, line 6');
  await expect(details).toContainText('/app/server.js');
  await expect(view.getByRole('region', { name: 'What to do' })).toContainText('COPY --chown=');
  await details.getByRole('link', { name: 'line 6' }).click();
  await expect(page).toHaveURL(/#\/dockerfile\/L6$/);
  await showView(page, 'waste');
  await view.getByRole('link', { name: /Better file: Copy with --chown/ }).click();
  await expect(page).toHaveURL(/#\/better\/copy-owner$/);
  await showView(page, 'waste');
  await details.getByRole('link', { name: '/app/server.js' }).click();
  await expect(page).toHaveURL(/#\/layers\/2;file\/app\/server\.js$/);
  const shown = page.getByRole('region', { name: 'Contents of server.js' });
  await expect(shown.getByLabel('Version').locator('option:checked')).toHaveText(/^\s*layer 2: 20\.0 kB/);
});

test('causes open and close by keyboard', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'waste');
  await expect(view.getByText('Contents are being compared')).toHaveCount(0);
  const first = view.getByRole('button', { name: 'Copies by chown' });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(first).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowDown');
  await expect(view.getByRole('button', { name: 'Other files' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(view.getByRole('region', { name: 'What to do' })).toContainText('if it was a secret, end it');
  await expect(view.getByRole('region', { name: 'Stored and hidden by' })).toContainText('/app/.env');
});

test('tells deleted from overwritten, and groups by directory with the way to the cause', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'waste');
  await view.getByRole('button', { name: 'Deleted', exact: true }).click();
  const section = view.getByRole('region', { name: 'What is wasted' });
  await expect(section.getByText('1 file · 7 B')).toBeVisible();
  await expect(view.locator('table.causes tr.line')).toHaveCount(1);
  await view.getByRole('button', { name: 'Any reason' }).click();
  await view.getByRole('button', { name: 'Directories' }).click();
  const rows = section.locator('tbody tr.line');
  await expect(rows).toHaveText([/app\/\s*2\s*20\.0 kB/, /server\.js/, /\.env/]);
  await expect(rows.nth(0)).toContainText('several');
  await expect(rows.nth(2)).toContainText('layer 2, line 4');
  await expect(rows.nth(2)).toContainText('layer 3, line 5');
  await section.getByRole('button', { name: 'app/' }).press('ArrowLeft');
  await expect(rows).toHaveCount(1);
  await section.getByRole('button', { name: 'app/' }).press('ArrowRight');
  await rows.nth(2).getByRole('link', { name: 'Other files deleted later' }).click();
  await expect(view.getByRole('button', { name: 'Other files' })).toBeFocused();
  await expect(view.getByRole('region', { name: 'What to do' }).last()).toContainText('.dockerignore');
});

test('sorts and filters paths, and pairs of layers', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'waste');
  await view.getByRole('button', { name: 'Paths' }).click();
  const rows = view.getByRole('region', { name: 'Wasted files' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('/app/server.js');
  await expect(rows.first()).toContainText('overwritten');
  await view.getByRole('columnheader', { name: 'Wasted' }).getByRole('button').click();
  await expect(view.getByRole('columnheader', { name: 'Wasted' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows.first()).toContainText('/app/.env');
  await view.getByRole('button', { name: 'Pairs of layers' }).click();
  await expect(rows.first()).toContainText('COPY . . → RUN rm /app/.env');
  await view.getByRole('button', { name: 'Paths' }).click();
  await view.getByRole('searchbox').fill('.ENV');
  await expect(rows).toHaveCount(1);
  await rows.getByRole('link', { name: 'layer 3' }).click();
  await expect(page.locator('section[data-view="layers"] tr.line.selected')).toContainText('.env');
});

test('says of an image without waste that there is none, and where to go on', async ({ page }) => {
  const blob = await makeArchive('layer  COPY . /\n  app/a  500\n  app/b  "x"', { layout: 'docker25' });
  await page.goto('/');
  await choose(page, [file('lean.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'waste');
  await expect(view.getByText('No layer hides what another one stores')).toBeVisible();
  await expect(view.getByRole('region', { name: 'What is wasted' })).toHaveCount(0);
  await view.getByRole('link', { name: 'Look for the largest files' }).click();
  await expect(page.locator('section[data-view="layers"]')).toBeVisible();
});

test('lists every path of equal files, in turns', async ({ page }) => {
  const files = Array.from({ length: 450 }, (_, at) => `  srv/${String(at).padStart(4, '0')}.txt  "the same"`);
  const blob = await makeArchive(`layer  COPY . /srv\n${files.join('\n')}`, { layout: 'docker25' });
  await page.goto('/');
  await choose(page, [file('twins.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'waste');
  const equal = view.getByRole('region', { name: 'Files stored more than once' });
  await equal.getByText('and 449 more').click();
  await expect(equal.locator('li')).toHaveCount(200);
  await equal.getByRole('button', { name: /Show 200 more/ }).click();
  await equal.getByRole('button', { name: /Show 49 more/ }).click();
  await expect(equal.locator('li')).toHaveCount(449);
  await expect(equal.locator('li').last()).toHaveText('/srv/0449.txt');
  await equal.getByRole('link', { name: '/srv/0449.txt' }).click();
  await expect(page.getByRole('region', { name: 'Contents of 0449.txt' })).toContainText('the same');
});

test('leaves out empty files until asked, and shows duplicates and the numbers of dive', async ({ page }) => {
  await page.goto('/');
  await choose(page, [crafted]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'waste');
  await view.getByRole('button', { name: 'Paths' }).click();
  const empty = view.getByRole('checkbox', { name: 'empty files too' });
  const table = view.getByRole('region', { name: 'Wasted files' }).getByRole('table');
  const before = Number(await table.getAttribute('aria-rowcount'));
  await empty.check();
  expect(Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(before);
  const duplicates = view.getByRole('region', { name: 'Files stored more than once' });
  await expect(duplicates.getByText('Contents are being compared')).toHaveCount(0);
  await expect(view.getByRole('region', { name: 'The same, as dive counts' })).toContainText('Efficiency');
  await expect(view.getByRole('region', { name: 'The same, as dive counts' })).toContainText('They differ because');
});

inLooks(bothLooks, () => {
  test('causes and directories can be used by everyone, open ones too', async ({ page }) => {
    await openShop(page);
    const view = await showView(page, 'waste');
    // The causes change once more when contents were compared.
    await waitUntilIdle(page);
    const cause = view.locator('table.causes tr.line').first();
    await cause.click();
    // As wide as the table, and not a column of letters.
    const [row, table] = [await cause.boundingBox(), await view.locator('table.causes').boundingBox()];
    expect(row!.width).toBeGreaterThan(0.95 * table!.width);
    expect(row!.height).toBeLessThan(60);
    await expectWellFormed(page, 'causes');
    await view.getByRole('button', { name: 'Directories' }).click();
    await expectWellFormed(page, 'directories');
  });
});
