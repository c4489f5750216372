import { expect, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { Report } from '../../src/report/report.ts';
import { githubToken } from '../support/image-secrets.ts';
import { makeArchive, type ArchiveFiles } from '../support/make-archive.ts';
import { showView, wastefulImage } from './support/drive.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { addFiles, choose, file, test, waitUntilIdle, type NamedFile } from './support/page.ts';

/** Of the same form, with a checksum that does not hold. */
const otherToken = `gh${'s_'}${'a1B2'.repeat(9)}`;

async function leakyImage(): Promise<NamedFile> {
  const text = `
    layer  ADD rootfs.tar /
      bin/sh  3000  0755
    layer  COPY . . # buildkit
      app/.env  ${JSON.stringify(`PORT=80\nGH_TOKEN=${githubToken}\n`)}
      app/copy/.env  ${JSON.stringify(`GH_TOKEN=${githubToken}\n`)}
    layer  RUN /bin/sh -c curl -u x:${otherToken} https://example.com && rm -r /app/.env /app/copy # buildkit
      app/.wh..env
      app/.wh.copy
  `;
  const config = { Env: ['PATH=/bin', `DEPLOY_TOKEN=${otherToken}`] };
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'shop:1.0', config });
  return file('shop.tar', new Uint8Array(await blob.arrayBuffer()));
}

const dockerfile = 'FROM debian:12\nCOPY . .\nRUN curl -u x:$T https://example.com && rm -r /app/.env /app/copy\n';

async function openLeaky(page: Page): Promise<Locator> {
  await page.goto('/');
  await choose(page, [await leakyImage(), file('Dockerfile', dockerfile)]);
  await waitUntilIdle(page);
  return showView(page, 'secrets');
}

test('a secret in a deleted file is found, explained, revealed and hidden again', async ({ page }) => {
  const view = await openLeaky(page);
  const rows = view.locator('tr[data-key]');
  await expect(rows).toHaveCount(2);
  const [deleted, inConfig] = [rows.first(), rows.last()];
  await expect(deleted).toContainText(/error.*GitHub token.*\/app\/\.env.*\+ 1 more place.*layer 1.*2/s);
  await expect(deleted).toContainText('deleted in layer 2, still stored');
  await expect(inConfig).toContainText(/warning.*ENV DEPLOY_TOKEN.*in the config/s);
  await expect(view).not.toContainText(githubToken);

  await deleted.getByText('/app/.env').click();
  const value = view.getByRole('region', { name: 'Value' });
  await expect(value).toContainText('ghp_…17');
  await expect(value).toContainText('reads the file again');
  await expect(value.getByRole('button', { name: 'Copy' })).toHaveCount(0);
  await value.getByRole('button', { name: 'Reveal' }).click();
  await expect(value.getByLabel('Value')).toHaveText(githubToken);
  await expect(value.getByRole('button', { name: 'Copy' })).toBeVisible();
  await value.getByRole('button', { name: 'Hide again' }).click();
  await expect(view).not.toContainText(githubToken);

  await inConfig.getByRole('button').click();
  await expect(view.getByRole('region', { name: 'Places' }).last()).toContainText('RUN curl -u x:ghs_…B2 https://');
  await expect(view).not.toContainText(otherToken);
  await inConfig.getByRole('button').click();

  const places = view.getByRole('region', { name: 'Places' });
  await expect(places.getByRole('listitem')).toHaveCount(2);
  await expect(places).toContainText('made by COPY . .');
  const reading = view.getByRole('region', { name: 'Who can read it' });
  await expect(reading).toContainText('docker save shop:1.0 -o shop.tar');
  await expect(reading).toContainText(/tar -xOf shop\.tar blobs\/sha256\/\w{64} \| tar -xOf - app\/\.env/);
  await reading.getByRole('combobox').selectOption({ label: '/app/copy/.env, layer 1' });
  await expect(reading).toContainText('tar -xOf - app/copy/.env');
  const ending = view.getByRole('region', { name: 'How to end it' });
  await expect(ending.getByRole('listitem').first()).toContainText('Revoke it');
  await expect(ending).toContainText('**/.env');

  await places.getByRole('link', { name: 'Dockerfile, line 2' }).first().click();
  await expect(page).toHaveURL(/#\/dockerfile\/L2$/);
  await showView(page, 'secrets');
  await view.locator('tr[data-key]').first().getByRole('link', { name: 'layer 1' }).click();
  await expect(page.locator('section[data-view="layers"] tr.line.selected')).toContainText('.env');
  await showView(page, 'secrets');
  await places.getByRole('link', { name: '/app/.env', exact: true }).click();
  const line = page.getByRole('region', { name: 'Contents of .env' }).locator('[data-line="2"]');
  await expect(line).toHaveClass(/current/);
  await expect(line).toContainText(githubToken);
});

test('rows are filtered, sorted, and opened by the keyboard and by their address', async ({ page }) => {
  const view = await openLeaky(page);
  const rows = view.locator('tr[data-key]');
  await view.getByRole('button', { name: 'Config' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('ENV DEPLOY_TOKEN');
  await view.getByRole('button', { name: 'Visible' }).click();
  await expect(view).toContainText('No secret is left by what is set above.');
  await view.getByRole('button', { name: 'All' }).click();
  await view.getByRole('searchbox').fill('deploy');
  await expect(rows).toHaveCount(1);
  await view.getByRole('searchbox').fill('');
  await view.getByRole('button', { name: /^error/ }).click();
  await expect(rows).toContainText('warning');
  await view.getByRole('button', { name: /^error/ }).click();
  await view.getByRole('columnheader', { name: 'Severity' }).getByRole('button').click();
  await expect(rows.first()).toContainText('warning');

  const opener = (at: number): Locator => rows.nth(at).getByRole('button');
  await opener(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(opener(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(opener(1)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(opener(1)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(opener(1)).toHaveAttribute('aria-expanded', 'true');
  const address = await view.getByTitle('Address of this secret').getAttribute('href');
  await page.keyboard.press('ArrowLeft');
  await page.evaluate((hash) => (location.hash = hash ?? ''), address);
  await expect(view.locator(`tr[data-key="${address?.replace('#/secrets/', '')}"] button`)).toHaveAttribute('aria-expanded', 'true'); // prettier-ignore
});

test('the overview leads to them', async ({ page }) => {
  await openLeaky(page);
  const overview = await showView(page, 'overview');
  await expect(overview).toContainText(/Secrets\s*2\s*1 error, 1 warning\s*where they stand/);
  await overview.getByRole('link', { name: /End the 2 secrets/ }).click();
  await expect(page).toHaveURL(/#\/secrets$/);
});

test('where there are none, it says what was searched', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage()]);
  await waitUntilIdle(page);
  const view = await showView(page, 'secrets');
  await expect(view).toContainText('No secrets found');
  await expect(view.getByRole('region', { name: 'What was searched' })).toContainText(/\d+ files.* in 5 layers/s);
  await expect(await showView(page, 'overview')).toContainText('none found');
});

test('where a layer is damaged, nothing is said of what could not be searched', async ({ page }) => {
  const damage = (files: ArchiveFiles): void => {
    for (const [, bytes] of files) {
      const isGzip = bytes instanceof Uint8Array && bytes[0] === 0x1f && bytes[1] === 0x8b;
      if (isGzip) bytes.fill(0x55, bytes.length / 2);
    }
  };
  const text = `layer  COPY . .\n  app/x  ${JSON.stringify('line of text, and another\n'.repeat(50))}\n`;
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'x:1', compression: 'gzip', change: damage });
  await page.goto('/');
  await choose(page, [file('x.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitUntilIdle(page);
  const view = await showView(page, 'secrets');
  await expect(view).toContainText('No secrets found in what could be searched');
  await expect(view).not.toContainText('in a file of any layer');
  await expect(view.getByRole('region', { name: 'What was searched' })).toContainText('layer 0: could not be read');
  await expect(await showView(page, 'overview')).toContainText(/none found\s*not all layers searched/);
});

const rowsOf = (view: Locator): Locator => view.locator('tr[data-key]');
const openerOf = (row: Locator): Locator => row.getByRole('button').first();
const inRail = (page: Page): Locator => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Secrets/ }); // prettier-ignore
const keptOut = (view: Locator): Locator => view.getByRole('region', { name: 'Kept out' });

/** What is said to those who do not see it. */
const said = (view: Locator): Locator => view.locator('p.visually-hidden[role="status"]');

async function downloaded(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(/plimsollignore$/);
  return readFile(await download.path(), 'utf8');
}

test.describe('letting a secret stand', () => {
  test('takes one click, is told everywhere, and lasts as a file', async ({ page }) => {
    const view = await openLeaky(page);
    const rows = rowsOf(view);
    await expect(keptOut(view)).toHaveCount(0);
    await openerOf(rows.first()).click();
    await view.getByRole('button', { name: 'Let it stand' }).click();
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('ENV DEPLOY_TOKEN');
    await expect(openerOf(rows)).toBeFocused();
    await expect(said(view)).toHaveText('GitHub token is kept out: wherever it stands');
    await expect(view.locator('tr.undo')).toContainText('GitHub token is kept out: wherever it stands');
    await expect(view.getByRole('region', { name: 'Secrets in this image' })).toContainText('1 secret;');

    const list = keptOut(view);
    await list.getByText('2 places of 1 secret').click();
    const [row] = [list.locator('tbody tr')];
    await expect(row).toContainText(/GitHub token\/app\/\.env\s*and 1 more.*looked at, and no secret\s*made here/s);
    const text = await downloaded(page, list.getByRole('button', { name: 'Download .plimsollignore' }));
    expect(text).toMatch(/^# .+\ngithub-token \* sha256:[0-9a-f]{16} # looked at, and no secret\n$/);

    await expect(inRail(page)).toHaveText(/Secrets\s*1/);
    const overview = await showView(page, 'overview');
    await expect(overview).toContainText(/Secrets\s*1\s*1 warning\s*2 places of 1 secret kept out\s*where they stand/);
    const button = (await showView(page, 'export')).getByRole('button', { name: 'Download JSON report' });
    const [json] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const report = JSON.parse(await readFile(await json.path(), 'utf8')) as Report;
    expect(report.images[0]).toMatchObject({ secretsIgnored: { count: 2, unused: [] } });
    expect(new Set(report.images[0]!.secrets.map(({ excerpt }) => excerpt)).size).toBe(1);

    // The same in a new page, by the file.
    await page.goto('about:blank');
    await page.goto('/');
    await choose(page, [await leakyImage(), file('plimsollignore', `${text}* old/** * # gone\n`)]);
    await waitUntilIdle(page);
    const after = await showView(page, 'secrets');
    await expect(rowsOf(after)).toHaveCount(1);
    await keptOut(after).getByText('2 places of 1 secret').click();
    await expect(keptOut(after).locator('tbody tr')).toContainText('file, line 2');
    await keptOut(after).getByText('1 entry of plimsollignore fits nothing that was found').click();
    await expect(keptOut(after)).toContainText('file, line 3 * old/** * # gone');
    await keptOut(after).getByRole('button', { name: 'Bring back' }).click();
    await expect(rowsOf(after)).toHaveCount(2);
    await expect(said(after)).toContainText('GitHub token is listed again: /app/.env');
    await expect(openerOf(rowsOf(after).first())).toBeFocused();
    await expect(keptOut(after)).toContainText('Nothing that was found is kept out.');
  });

  test('at one place, by the keyboard alone, leaves the others; undone without a search', async ({ page }) => {
    const view = await openLeaky(page);
    const rows = rowsOf(view);
    await openerOf(rows.first()).focus();
    await page.keyboard.press('Enter');
    const form = view.getByRole('form', { name: 'Let it stand' });
    await form.getByRole('combobox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('made up for a test');
    await page.keyboard.press('Enter');
    await expect(said(view)).toHaveText('GitHub token is kept out: /app/.env');
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('/app/copy/.env');
    await expect(rows.first()).not.toContainText('more place');
    await expect(form.getByRole('combobox')).toHaveCount(0);
    await expect(form.getByRole('textbox')).toBeFocused();

    // The last place goes with its row, and so does the last secret.
    await page.keyboard.press('Enter');
    await expect(rows).toHaveCount(1);
    await expect(openerOf(rows)).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await form.getByRole('textbox').focus();
    await page.keyboard.press('Enter');
    await expect(view).toContainText('All that were found are kept out: 4 places of 2 secrets');
    await expect(view).not.toContainText('No secrets found');
    await expect(view.getByRole('button', { name: 'Undo' })).toBeFocused();
    await expect(inRail(page)).toHaveText(/Secrets\s*0/);
    await page.keyboard.press('1');
    await expect(page.locator('section[data-view="overview"]')).toContainText(
      /Secrets\s*0\s*4 places of 2 secrets kept out/,
    );
    await showView(page, 'secrets');
    await view.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await expect(rows).toHaveCount(1);
    await expect(openerOf(rows)).toBeFocused();
    await expect(view).not.toContainText('Looking for secrets');

    const list = keptOut(view);
    await list.locator('summary').focus();
    await page.keyboard.press('Enter');
    await expect(list.locator('tbody tr')).toHaveCount(2);
    await expect(list).toContainText('made up for a test');
    const back = list.getByRole('button', { name: 'Bring back' });
    await back.first().focus();
    await page.keyboard.press('Enter');
    await expect(list.locator('tbody tr')).toHaveCount(1);
    await expect(back).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(list).toHaveCount(0);
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('+ 1 more place');
    await expect(openerOf(rows.first())).toBeFocused();
  });

  test('is seen by the better Dockerfile', async ({ page }) => {
    const view = await openLeaky(page);
    const better = await showView(page, 'better');
    const change = better.getByText(/secret/i).first();
    await expect(change).toBeVisible();
    const before = await better.textContent();
    await showView(page, 'secrets');
    await openerOf(rowsOf(view).first()).click();
    await view.getByRole('button', { name: 'Let it stand' }).click();
    await waitUntilIdle(page);
    await showView(page, 'better');
    await expect.poll(() => better.textContent()).not.toBe(before);
  });
});

test('patterns of one’s own are named, and can be forgotten', async ({ page }) => {
  const view = await openLeaky(page);
  const searched = view.getByRole('region', { name: 'What was searched' });
  await expect(searched).toContainText('None. Drop a file named .plimsoll-patterns');
  await addFiles(page, [file('.plimsoll-patterns', 'ports warning /PORT=(?<value>[0-9]+)/ Port of ours\n')]);
  await expect(searched).toContainText('1 from .plimsoll-patterns: Port of ours own-ports');
  await expect(rowsOf(view)).toHaveCount(3);
  await expect(rowsOf(view).filter({ hasText: 'Port of ours' })).toContainText('/app/.env');
  await searched.getByRole('button', { name: 'Forget it' }).click();
  await expect(searched).toContainText('None. Drop a file');
  await expect(rowsOf(view)).toHaveCount(2);
  await expect(view.getByText('Searching again')).toHaveCount(0);
});

inLooks(bothLooks, () => {
  test('an open row is well formed, and nothing is wider than the window', async ({ page }) => {
    const view = await openLeaky(page);
    await view.locator('tr[data-key]').first().getByRole('button').click();
    await view.getByRole('button', { name: 'Reveal' }).click();
    await expect(view.getByRole('button', { name: 'Hide again' })).toBeVisible();
    await expectWellFormed(page);
  });

  test('so is what is kept out', async ({ page }) => {
    const view = await openLeaky(page);
    await addFiles(page, [file('.plimsollignore', `* ${'old/'.repeat(50)}** * # gone\n`)]);
    await openerOf(rowsOf(view).first()).click();
    await view.getByRole('button', { name: 'Let it stand' }).click();
    await view.getByRole('button', { name: '2 places of 1 secret kept out' }).click();
    await expect(keptOut(view).locator('summary').first()).toBeFocused();
    await keptOut(view).getByText('1 entry of').click();
    await expectWellFormed(page);
  });
});
