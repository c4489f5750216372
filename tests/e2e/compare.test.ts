import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Report } from '../../src/report/report.ts';
import { makeArchive, type ArchiveOptions } from '../support/make-archive.ts';
import { packImages } from '../support/several-images.ts';
import { showView } from './support/drive.ts';
import { everyLook, expectWellFormed, inLooks } from './support/looks.ts';
import { addFiles, choose, file, test, waitForState, waitUntilIdle, type NamedFile } from './support/page.ts';

const base = 'layer  ADD rootfs.tar /\n  bin/sh  300000  0755\n  etc/motd  "hello"\n';
const older = `${base}layer  COPY . /app\n  app/server.js  20000\n  app/same.js  "same"\n  app/text.js  "first"\n  app/old.js  500\nlayer  RUN tidy\n  var/tmp/x  90\n`;
const newer = `${base}layer  COPY . /app\n  app/server.js  26000\n  app/same.js  "same"\n  app/text.js  "other"\n  app/new.js  700000\nlayer  RUN chown\n  app/new.js  700000  5:5\n`;

async function archive(name: string, text: string, options: Partial<ArchiveOptions> = {}): Promise<NamedFile> {
  const blob = await makeArchive(text, { layout: 'docker25', tag: name, ...options });
  return file(`${name.replace(':', '-')}.tar`, new Uint8Array(await blob.arrayBuffer()));
}

const before = () => archive('web:1.3', older, { config: { Env: ['MODE=dev', 'A=1'], User: 'app' } });
const after = () => archive('web:1.4', newer, { config: { Env: ['MODE=production', 'A=1'], Cmd: ['node'] } });

async function openBoth(page: Page): Promise<Locator> {
  await page.goto('/');
  await choose(page, [await before()]);
  await waitForState(page, 'ready');
  await addFiles(page, [await after()]);
  await waitUntilIdle(page);
  const view = await showView(page, 'compare');
  await waitUntilIdle(page);
  return view;
}

const region = (view: Locator, name: string): Locator => view.getByRole('region', { name, exact: true });
const fileRow = (view: Locator, name: string): Locator =>
  region(view, 'Files').getByRole('row').filter({ hasText: name });
const figure = (view: Locator, name: string): Locator =>
  region(view, 'Figures')
    .getByRole('row')
    .filter({ has: view.page().getByRole('rowheader', { name, exact: true }) });

test('two archives: figures, files, layers, configuration and thresholds', async ({ page }) => {
  const view = await openBoth(page);
  await expect(view.getByLabel('Before', { exact: true }).locator('option:checked')).toHaveText('web:1.3');
  await expect(view.getByLabel('After', { exact: true }).locator('option:checked')).toHaveText('web:1.4');
  await expect(figure(view, 'Stored')).toContainText(/321 kB\s*1\.73 MB\s*\+1\.41 MB/);
  await expect(figure(view, 'Layers')).toContainText('no change');

  const files = region(view, 'Files');
  await expect(fileRow(view, 'new.js')).toContainText(/added\s*–\s*700 kB\s*\+700 kB/);
  await expect(fileRow(view, 'server.js')).toContainText(
    /modified\s*size, contents\s*20\.0 kB\s*26\.0 kB\s*\+6\.00 kB/,
  );
  await expect(fileRow(view, 'text.js')).toContainText(/modified\s*contents/);
  await expect(fileRow(view, 'old.js')).toContainText(/removed/);
  await expect(files.getByText('same.js')).toHaveCount(0);

  const layers = region(view, 'Layers');
  await expect(layers).toContainText('The first layer is shared; they part behind it.');
  await expect(layers.getByRole('row')).toHaveText([/Before/, /ADD rootfs\.tar.*shared/s, /here they part/, /COPY.*rebuilt.*COPY/s, /tidy.*only before/s, /only after.*chown/s]); // prettier-ignore

  const config = region(view, 'Configuration');
  await expect(config.getByRole('row').filter({ hasText: 'MODE' })).toContainText(/dev\s*production/);
  await expect(config.getByRole('row').filter({ hasText: 'User' })).toContainText(/app\s*not set/);
  await expect(config.getByText('A=1')).toHaveCount(0);

  const rules = region(view, 'CI rules');
  await expect(rules.getByRole('row').filter({ hasText: 'lowestEfficiency' })).toContainText(
    /pass\s*1\.000\s*fail\s*new\s*0\.\d{3}/,
  );
  await expect(rules).toContainText('2 rules fail that passed before.');
  await addFiles(page, [file('.dive-ci', 'rules:\n  lowestEfficiency: 0.1\n  highestWastedBytes: disabled\n  highestUserWastedPercent: disabled\n')]); // prettier-ignore
  await expect(rules).not.toContainText('that passed before');
});

test('swapping sides keeps the filter, what is open, and what is switched on', async ({ page }) => {
  const view = await openBoth(page);
  const filter = view.getByLabel('Filter by name or path');
  const kind = view.getByLabel('How the filter is read');
  await kind.selectOption('Glob');
  await filter.fill('*.js');
  await expect(region(view, 'Files').getByRole('row').filter({ hasText: 'motd' })).toHaveCount(0);
  await view.getByRole('button', { name: /^\W*modified/ }).click();
  await expect(fileRow(view, 'server.js')).toHaveCount(0);
  await expect(fileRow(view, 'new.js')).toContainText('added');

  await view.getByRole('button', { name: 'Swap' }).click();
  await expect(filter).toHaveValue('*.js');
  await expect(kind).toHaveValue('glob');
  await expect(view.getByRole('button', { name: /^\W*modified/ })).toHaveAttribute('aria-pressed', 'false');
  await expect(fileRow(view, 'new.js')).toContainText(/removed\s*700 kB\s*–\s*−700 kB/);
  await expect(fileRow(view, 'server.js')).toHaveCount(0);
  await expect(figure(view, 'Stored')).toContainText('−1.41 MB');

  // Leaving the view, and a third image, change nothing of it.
  await showView(page, 'overview');
  await addFiles(page, [await archive('other:1', 'layer  A\n  bin/other  5\n')]);
  await waitUntilIdle(page);
  await showView(page, 'compare');
  await expect(view.getByLabel('Before', { exact: true }).locator('option:checked')).toHaveText('web:1.4');
  await expect(fileRow(view, 'new.js')).toContainText('removed');

  // Another side: the filter stays.
  await view.getByLabel('After', { exact: true }).selectOption('other:1');
  await waitUntilIdle(page);
  await expect(filter).toHaveValue('*.js');
  await expect(fileRow(view, 'server.js')).toContainText('removed');
  await expect(region(view, 'Layers')).toContainText('They share no layer.');

  // Who is chosen for one side while being the other changes places.
  await view.getByLabel('After', { exact: true }).selectOption('web:1.4');
  await expect(view.getByLabel('Before', { exact: true }).locator('option:checked')).toHaveText('other:1');
});

test('the filter is an expression too, and says where it is none', async ({ page }) => {
  const view = await openBoth(page);
  await view.getByLabel('How the filter is read').selectOption('Regex');
  const filter = view.getByLabel('Filter by name or path');
  await filter.fill('(');
  await expect(region(view, 'Files')).toContainText('Not a regular expression');
  await filter.fill('^(new|old)\\.js$');
  await expect(fileRow(view, 'server.js')).toHaveCount(0);
  await expect(fileRow(view, 'new.js')).toBeVisible();
});

test('the files are a treegrid that the keyboard walks as it does that of a layer', async ({ page }) => {
  const view = await openBoth(page);
  const grid = view.getByRole('treegrid', { name: 'Files of both images' });
  const row = (name: string) => grid.locator('tr.line').filter({ has: page.getByText(name, { exact: true }) });
  const focused = grid.locator('tr.line:focus');
  await expect(grid).toHaveAttribute('aria-rowcount', '7');
  await expect(row('app/')).toHaveAttribute('aria-expanded', 'true');
  await expect(row('app/')).toHaveAttribute('aria-rowindex', '2');
  for (const [name, value] of [
    ['level', '2'],
    ['posinset', '2'],
    ['setsize', '4'],
  ] as const) {
    await expect(row('server.js')).toHaveAttribute(`aria-${name}`, value);
  }
  await expect(row('server.js')).not.toHaveAttribute('aria-expanded');

  await row('app/').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(row('app/')).toHaveAttribute('aria-expanded', 'false');
  await expect(row('new.js')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(focused).toContainText('var/');
  await page.keyboard.press('*');
  await expect(row('new.js')).toBeVisible();
  await page.keyboard.press('End');
  await expect(focused).toContainText('x');
  await page.keyboard.press('ArrowLeft');
  await expect(focused).toContainText('tmp/');
  await page.keyboard.type('serv');
  await expect(focused).toContainText('server.js');
  await page.keyboard.press('>');
  await expect(focused).toContainText('new.js');
  await expect(grid.locator('[aria-selected="true"]')).toContainText('new.js');
  await page.keyboard.press('>');
  await expect(focused).toContainText('server.js');
  await page.keyboard.press('Escape');
  await expect(grid.locator('[aria-selected="true"]')).toHaveCount(0);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(row('app/')).toHaveAttribute('aria-expanded', 'false');

  await view.getByLabel('Filter by name or path').fill('nowhere');
  await expect(region(view, 'Files')).toContainText('No file that is shown matches the filter.');
  await view.getByRole('button', { name: 'Show all changes' }).click();
  await expect(row('app/')).toBeVisible();
});

test('a changed file: what both say of it, its contents line by line, and the way to each', async ({ page }) => {
  const view = await openBoth(page);
  const grid = view.getByRole('treegrid');
  const row = (name: string) => grid.locator('tr.line').filter({ has: page.getByText(name, { exact: true }) });
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  const fact = (name: string) => details.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await row('server.js').click();
  await expect(fact('Size (differs)')).toContainText(/20\.0 kB.*26\.0 kB/);
  await expect(fact('Layer')).toContainText(/1\s*1/);
  await expect(fact('Mode')).toContainText('-rw-r--r--');

  await row('text.js').click();
  await page.keyboard.press('Enter');
  const contents = view.getByRole('region', { name: 'Contents of both images' });
  await expect(contents.getByText('first')).toBeVisible();
  await expect(contents.getByText('other')).toBeVisible();
  await expect(contents).toContainText('Before, layer 1');
  await page.keyboard.press('Escape');
  await expect(grid.locator('tr.line:focus')).toContainText('text.js');

  // What only one of them has leads there, and that image is the one shown then.
  await row('old.js').click();
  await expect(details.getByRole('button', { name: 'Compare contents' })).toHaveCount(0);
  await expect(details.getByRole('button', { name: 'Open after' })).toHaveCount(0);
  await details.getByRole('button', { name: 'Open before' }).click();
  await expect(page).toHaveURL(/#\/layers\/1;file\/app\/old\.js/);
  await expect(page.getByRole('region', { name: 'Contents of old.js' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Image', exact: true }).locator('option:checked')).toHaveText(
    'web:1.3',
  );
  await page.goBack();
  await expect(details).toContainText('/app/old.js');
});

test('capabilities, other attributes and device numbers: told in words, there and in the tree of a layer', async ({
  page,
}) => {
  const fixture = (name: string) => file(name, readFileSync(join(import.meta.dirname, '../fixtures/attributes', name)));
  await page.goto('/');
  await choose(page, [fixture('before.tar')]);
  await waitForState(page, 'ready');
  await addFiles(page, [fixture('after.tar')]);
  await waitUntilIdle(page);
  const view = await showView(page, 'compare');
  await waitUntilIdle(page);
  await view.getByLabel('Filter by name or path').fill('/');
  const grid = view.getByRole('treegrid');
  const row = (name: string) => grid.locator('tr.line').filter({ has: page.getByText(name, { exact: true }) });
  await expect(row('ping')).toContainText('capabilities changed: cap_net_bind_service added');
  await expect(row('gains')).toContainText('capabilities added: cap_chown=p');
  await expect(row('disk')).toContainText('device number');
  await expect(row('conf/')).toContainText('attribute trusted.label changed');
  await expect(row('keeps')).toHaveCount(0);

  await row('ping').click();
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  const fact = (name: string) => details.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await expect(fact('Capabilities (differs)')).toContainText(/cap_net_raw=ep.*cap_net_bind_service,cap_net_raw=ep/);
  await row('disk').click();
  await expect(fact('Device (differs)')).toContainText(/8:1\s*8:2/);

  await row('ping').click();
  await details.getByRole('button', { name: 'Open after' }).click();
  const layers = page.locator('section[data-view="layers"]');
  await layers.getByRole('region', { name: 'Contents of ping' }).getByRole('button', { name: 'Close' }).click();
  await expect(layers.getByRole('region', { name: 'Details of the chosen file' })).toContainText(
    'cap_net_bind_service,cap_net_raw=ep',
  );
});

test('two images of one archive', async ({ page }) => {
  const both = await packImages([
    { tags: ['shop:1'], text: older },
    { tags: ['shop:2'], text: newer },
  ]);
  await page.goto('/');
  await choose(page, [file('shop.tar', both)]);
  await waitUntilIdle(page);
  const view = await showView(page, 'compare');
  await expect(fileRow(view, 'new.js')).toContainText('+700 kB');
  await expect(region(view, 'Layers')).toContainText('they part behind it');
});

test('one image alone: says what is missing, and takes the second there', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await before()]);
  await waitUntilIdle(page);
  const view = await showView(page, 'compare');
  await expect(view).toContainText('One image is open; a comparison needs two');
  await view.getByLabel(/Add the second archive/).setInputFiles([await after()]);
  await expect(fileRow(view, 'new.js')).toContainText('+700 kB');
});

test('identical images, and the same layers with another configuration', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await before(), await archive('web:copy', older, { config: { Env: ['MODE=dev', 'A=1'], User: 'app' } })]); // prettier-ignore
  await waitUntilIdle(page);
  const view = await showView(page, 'compare');
  await expect(view).toContainText('These are the same image: both have one id.');
  await expect(region(view, 'Files')).toContainText('No file was added, removed or changed.');
  await expect(region(view, 'Layers')).toContainText('All 3 layers are shared.');
  await expect(region(view, 'Configuration')).toContainText('are the same');
});

test('another platform, and a layer that failed, are said first', async ({ page }) => {
  const amd64 = await archive('web:amd', older, { document: { architecture: 'amd64', variant: '' } });
  const broken = await archive('web:broken', newer, {
    layout: 'skopeo',
    change: (files) => {
      // Its largest layer ends in the middle of a file.
      const layers = [...files].filter((one): one is [string, Uint8Array] => one[1] instanceof Uint8Array);
      const [name, bytes] = layers.reduce((a, b) => (b[1].length > a[1].length ? b : a));
      files.set(name, bytes.slice(0, bytes.length / 2));
    },
  });
  await page.goto('/');
  await choose(page, [amd64]);
  await waitForState(page, 'ready');
  await addFiles(page, [broken, await after()]);
  await waitUntilIdle(page);
  const view = await showView(page, 'compare');
  await view.getByLabel('After', { exact: true }).selectOption('web:1.4');
  await waitUntilIdle(page);
  await expect(view).toContainText('They are for different platforms, linux/amd64 and linux/arm64/v8');
  await view.getByLabel('After', { exact: true }).selectOption('web:broken');
  await waitUntilIdle(page);
  await expect(view).toContainText(/after\.layers\[\d\]: Layer \d could not be read to its end/);
  await expect(figure(view, 'Stored')).toBeVisible();
});

test('in the JSON report and as Markdown, once it was looked at', async ({ page }) => {
  const view = await openBoth(page);
  const started = page.waitForEvent('download');
  await view.getByRole('button', { name: /Download the comparison/ }).click();
  const markdown = readFileSync(await (await started).path(), 'utf8');
  expect(markdown).toContain('## `web:1.3` → `web:1.4`');
  expect(markdown).toContain('2 CI rules fail that passed before.');
  expect(markdown).toContain('| `/app/new.js` | added |  | 700 kB | +700 kB |');

  const take = await showView(page, 'export');
  const row = take.getByRole('row').filter({ hasText: 'plimsoll-compare.md' });
  await expect(row.getByRole('button', { name: 'Download' })).toBeEnabled();
  const json = take.getByRole('row').filter({ hasText: 'plimsoll-report.json' });
  const download = page.waitForEvent('download');
  await json.getByRole('button', { name: 'Download' }).click();
  const report = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as Report;
  expect(report.compare?.ci.newlyFailing).toEqual(['lowestEfficiency', 'highestUserWastedPercent']);
  const changes = [...(report.compare?.files.changes ?? [])];
  expect(changes.map(({ path }) => path).sort()).toEqual(['/app/new.js', '/app/old.js', '/app/server.js', '/app/text.js', '/var/tmp/x']); // prettier-ignore
});

test('a report without a comparison offers none', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await before()]);
  await waitUntilIdle(page);
  const take = await showView(page, 'export');
  await expect(take.getByText('plimsoll-report.md')).toBeVisible();
  await expect(take.getByText('plimsoll-compare.md')).toHaveCount(0);
});

test('secrets in the environment stay hidden, and markup in names is text', async ({ page }) => {
  const token = `ghp_${'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5'}`;
  await page.goto('/');
  await choose(page, [
    await archive('a:1', base),
    await archive('a:2', `${base}layer  X\n  <img src=x onerror=alert(1)>  5\n`, {
      config: { Env: [`GITHUB_TOKEN=${token}`] },
    }),
  ]);
  await waitUntilIdle(page);
  const view = await showView(page, 'compare');
  await waitUntilIdle(page);
  await expect(region(view, 'Configuration')).toContainText('GITHUB_TOKEN');
  await expect(view).not.toContainText(token);
  await expect(fileRow(view, '<img src=x onerror=alert(1)>')).toContainText('added');
});

inLooks(everyLook, () => {
  test('everyone can use it', async ({ page }) => {
    const view = await openBoth(page);
    await expectWellFormed(page, 'compare');
    const row = view.getByRole('treegrid').locator('tr.line').filter({ hasText: 'text.js' });
    await row.click();
    await expect(view.getByRole('region', { name: 'Details of the chosen file' })).toBeVisible();
    await expectWellFormed(page, 'details');
    await row.press('Enter');
    await expect(view.getByRole('region', { name: 'Contents of both images' })).toContainText('other');
    await expectWellFormed(page, 'contents');
  });
});
