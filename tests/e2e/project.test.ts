import { expect, type Locator, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount } from '../../src/bytes/units.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';
import { shopDockerfile, showView, wastefulImage } from './support/drive.ts';
import { dropFolder } from './support/drop-folder.ts';
import { test, writeFiles } from './support/folder.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { waitUntilIdle } from './support/page.ts';

// A project folder and the image that was built from it, dropped together: what stands in the views that join them.

const needed = { 'server.js': 'x'.repeat(20_000), 'package.json': '{"name":"shop"}\n' };
const dockerfile = shopDockerfile.replace('CMD node server.js', 'CMD ["node", "server.js"]');
const needless = { '.env': 'TOKEN=x', '.git/HEAD': 'ref: main\n', 'README.md': '# shop\n', Dockerfile: dockerfile };
const sizeOf = (files: Record<string, string>): number => Object.values(files).reduce((sum, { length }) => sum + length, 0); // prettier-ignore

/** The folder `shop` and its image, on the disk. */
async function makeShop(folder: string, more: Record<string, string> = {}): Promise<string[]> {
  const project = join(folder, 'shop');
  await writeFiles(project, { ...needed, ...needless, ...more });
  const image = join(folder, 'shop.tar');
  await writeFile(image, (await wastefulImage('shop.tar', { secondsApart: 10 })).buffer);
  return [project, image];
}

async function openShopFolder(page: Page, folder: string, more?: Record<string, string>): Promise<void> {
  const paths = await makeShop(folder, more);
  await page.goto('/');
  await dropFolder(page, ...paths);
  await waitUntilIdle(page);
}

/** A figure whose exact number is so many bytes. */
const exactly = (bytes: number): RegExp => new RegExp(`^${formatCount(bytes)} bytes`);

async function expectFigures(region: Locator, title: string, bytes: number, files: number): Promise<void> {
  const figure = region.locator('dl > div').filter({ hasText: title });
  await expect(figure).toContainText(`in ${formatCount(files)} file`);
  await expect(figure.getByTitle(exactly(bytes))).toBeVisible();
}

const sentNow = (view: Locator): Locator => view.getByRole('region', { name: 'What is sent' });
const patternsOf = (view: Locator): Locator => view.getByLabel('Patterns of the ignore file');

test('the overview says what is sent before and after, and leads to why', async ({ page, folder }) => {
  await openShopFolder(page, folder);
  const sent = (await showView(page, 'overview')).getByRole('region', { name: 'Build context' });
  await expectFigures(sent, 'Sent now', sizeOf(needed) + sizeOf(needless), 6);
  await expectFigures(sent, 'With the proposed .dockerignore', sizeOf(needed), 2);
  await expect(sent).toContainText(
    '2 risky files are sent: environment file and others. The proposal leaves all of them out.',
  );
  await sent.getByRole('link', { name: 'What is sent of shop' }).click();
  const view = page.locator('section[data-view="context"]');
  await expectFigures(sentNow(view), 'Sent now', sizeOf(needed) + sizeOf(needless), 6);
});

test('patterns that are edited change the figures, on the overview and in the report too', async ({ page, folder }) => {
  await openShopFolder(page, folder);
  const view = await showView(page, 'context');
  await patternsOf(view).fill('*\n!server.js\n');
  await expectFigures(sentNow(view), 'Sent now', 20_000, 1);
  await waitUntilIdle(page);
  const sent = (await showView(page, 'overview')).getByRole('region', { name: 'Build context' });
  await expectFigures(sent, 'Sent now', 20_000, 1);
  await showView(page, 'export');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Download.*Markdown/ }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('| sent to the builder now | 1 | 20.0 kB |');
});

test('a pattern that the builder refuses is told in its words, at its line', async ({ page, folder }) => {
  await openShopFolder(page, folder, { '.dockerignore': '# ours\n.git\n[a-z\n' });
  const sent = (await showView(page, 'overview')).getByRole('region', { name: 'Build context' });
  await expect(sent).toContainText('The builder refuses line 3 of .dockerignore and builds nothing.');
  const view = await showView(page, 'context');
  await expect(view).toContainText('The builder refuses .dockerignore and builds nothing.');
  await expect(
    view.getByText(/^Line 3, \[a-z: the builder stops with “?syntax error in pattern/).first(),
  ).toBeVisible();
  await patternsOf(view).fill('.git\n');
  await expect(view.getByText('The builder refuses')).toHaveCount(0);
});

test('a tick says which steps are reused, which run again, why, and what that takes', async ({ page, folder }) => {
  await openShopFolder(page, folder, { '.dockerignore': 'README.md\n' });
  const view = await showView(page, 'rebuild');
  const build = view.getByRole('region', { name: 'What the next build runs' });
  const stepAt = (line: number): Locator => build.getByRole('row').filter({ has: page.getByRole('link', { name: `${line}`, exact: true }) }); // prettier-ignore
  await expect(build).toContainText('All 6 steps are reused');

  await view.getByLabel('server.js', { exact: true }).check();
  await expect(build).toContainText('3 of 6 steps run again. They take ≤ 30 s.');
  await expect(build).toContainText('Layers of 40.0 kB are made, pushed and pulled anew.');
  await expect(stepAt(3)).toContainText(/reused/);
  await expect(stepAt(4)).toContainText(/Line 4 copies server\.js, which changed\.\s*runs again\s*≤ 10 s\s*20\.0 kB/);
  await expect(stepAt(5)).toContainText(/Line 4 runs again, and this step stands on it\.\s*runs again/);
  await expect(stepAt(7)).toContainText('setting');

  await view.getByRole('button', { name: 'Untick all' }).click();
  await view.getByLabel('README.md', { exact: true }).check();
  await expect(build).toContainText('Nothing runs again. All 6 steps are reused');
});

test('the steps of a build show no secret of the Dockerfile', async ({ page, folder }) => {
  const secret = 'fake_api_secret_9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d';
  await openShopFolder(page, folder, { Dockerfile: `${dockerfile}ENV API_SECRET_KEY=${secret}\n` });
  const build = (await showView(page, 'rebuild')).getByRole('region', { name: 'What the next build runs' });
  await expect(build).toContainText('ENV API_SECRET_KEY=');
  await expect(build).not.toContainText(secret);
});

test('a source edit, today and with the better Dockerfile', async ({ page, folder }) => {
  await openShopFolder(page, folder);
  const view = await showView(page, 'rebuild');
  const row = view.getByRole('row', { name: /^A source file is edited/ });
  await expect(row).toContainText('server.js');
  await expect(row.getByRole('cell').nth(1)).toContainText(/3 of 6\s+run again\s+≤ 30 s\s+40\.0 kB to push/);
  await expect(row.getByRole('cell').nth(2)).toContainText(/of \d+\s+runs? again/);
  await row.getByRole('button', { name: /Show steps/ }).click();
  await expect(view.getByLabel('server.js', { exact: true })).toBeChecked();
});

inLooks(bothLooks, () => {
  test('everyone can use the views of a folder and its image', async ({ page, folder }) => {
    test.setTimeout(120_000);
    await openShopFolder(page, folder, { '.dockerignore': 'docs\n[a\n', 'docs/a.md': 'a' });
    for (const id of ['overview', 'context', 'rebuild']) {
      await showView(page, id);
      await expectWellFormed(page, id);
    }
    await page.getByLabel('server.js', { exact: true }).check();
    await expect(page.getByText('1 file changed')).toBeVisible();
    await expectWellFormed(page, 'ticked');
  });
});

/** What of a view is cut off at its lower end; what is there for screen readers alone apart. */
const cutOff = (view: Locator): Promise<string[]> =>
  view.evaluate((section) =>
    [...section.querySelectorAll<HTMLElement>('*')]
      .filter((element) => element.clientHeight > 1 && getComputedStyle(element).overflowY !== 'visible')
      .filter((element) => element.scrollHeight > element.clientHeight + 2)
      .map((element) => `${element.tagName} ${element.className} ${element.scrollHeight} > ${element.clientHeight}`),
  );

test('on paper the views are whole: long tables, patterns, names of folders', async ({ page, folder }) => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`file-${at}.txt`, 'x'.repeat(1000 - at)]));
  const patterns = Array.from({ length: 60 }, (_, at) => `pattern-${at}\n`).join('');
  await openShopFolder(page, folder, { ...many, 'src/index.js': 'x', '.dockerignore': patterns });
  const view = await showView(page, 'context');
  const last = view.getByText('file-299.txt', { exact: true });
  await expect(last).toHaveCount(0);
  await page.emulateMedia({ media: 'print' });
  await expect(last).toBeVisible();
  await expect(view.getByText('src/', { exact: true })).toBeVisible();
  await expect(view.getByRole('button', { name: 'Take the proposal' })).toBeHidden();
  expect(await cutOff(view)).toEqual([]);

  const rebuild = await showView(page, 'rebuild');
  await expect(rebuild.getByText('file-299.txt', { exact: true })).toBeVisible();
  await expect(rebuild.getByText('src/', { exact: true })).toBeVisible();
  expect(await cutOff(rebuild)).toEqual([]);
  await page.emulateMedia({ media: 'screen' });
  await expect(rebuild.getByText('file-299.txt', { exact: true })).toHaveCount(0);

  // Of 300 rows only those in sight would be one page, and what stands around them another two.
  await showView(page, 'context');
  await page.emulateMedia({ media: null });
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(6);
});

const fixtures = sharedFixtures();
test.describe('the larger cases', () => {
  test.skip(fixtures === null, 'they are not here');

  interface SentCase {
    readonly name: string;
    readonly dockerignore: string;
    readonly sent_files: number;
    readonly sent_bytes: number;
  }

  test('what is sent is what a real builder copied, whatever the patterns', async ({ page, folder }) => {
    const { context_files: files, cases } = JSON.parse(
      readFileSync(join(fixtures!.shared, 'dockerignore.json'), 'utf8'),
    ) as { context_files: { path: string; size: number }[]; cases: SentCase[] };
    await writeFiles(folder, Object.fromEntries(files.map(({ path }) => [path, ''])));
    for (const { path, size } of files) await truncate(join(folder, path), size);
    await page.goto('/');
    await dropFolder(page, folder);
    await waitUntilIdle(page);
    const view = await showView(page, 'context');
    expect(cases.length).toBe(11);
    for (const { name, dockerignore, sent_files, sent_bytes } of cases) {
      await test.step(name, async () => {
        await patternsOf(view).fill(dockerignore);
        await expectFigures(sentNow(view), 'Sent now', sent_bytes, sent_files);
      });
    }
  });

  test('node-bloated: before, what its image shows to have been sent; after, what its build reads', async ({
    page,
    folder,
  }) => {
    test.setTimeout(180_000);
    const given = join(fixtures!.shared, 'images/node-bloated');
    execFileSync('tar', ['xzf', join(given, 'context.tar.gz'), '-C', folder]);
    const truth = JSON.parse(readFileSync(join(given, 'truth.json'), 'utf8')) as {
      layers: { command: string; entries_by_type: { file: number }; content_bytes: number }[];
    };
    const copied = truth.layers.find(({ command }) => /COPY dir:\w+ in \. $/.test(command))!;
    await writeFile(join(folder, 'Dockerfile'), readFileSync(join(given, 'Dockerfile')));
    await page.goto('/');
    await dropFolder(page, folder, join(fixtures!.images, 'node-bloated/node-bloated.tar'));
    await expect(page.locator('html[data-state="ready"][data-busy="false"]')).toBeAttached({ timeout: 120_000 });
    const sent = (await showView(page, 'overview')).getByRole('region', { name: 'Build context' });
    await expectFigures(sent, 'Sent now', copied.content_bytes, copied.entries_by_type.file);
    const read = ['.npmrc', 'assets/hero.bmp', 'package.json', 'package-lock.json', 'src/server.ts', 'tsconfig.json'];
    const bytes = read.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
    await expectFigures(sent, 'With the proposed .dockerignore', bytes, read.length);
  });
});
