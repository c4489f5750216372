import { readFile } from 'node:fs/promises';
import { expect, type Locator } from '@playwright/test';
import { openDockerfile, showView } from './support/drive.ts';
import { everyLook, expectWellFormed, inLooks } from './support/looks.ts';
import { addFiles, file, test, waitForState } from './support/page.ts';

const text = 'FROM debian:12\nMAINTAINER me\nRUN cd /x && make\nUSER 65534\nCMD ["a"]\n';

async function savedYaml(view: Locator): Promise<string> {
  const [download] = await Promise.all([
    view.page().waitForEvent('download'),
    view.getByRole('button', { name: 'Save .hadolint.yaml' }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

test('a rule is found, opened, and leads to what it finds', async ({ page }) => {
  const { list } = await openDockerfile(page, text);
  await list.getByRole('link', { name: 'DL4000', exact: true }).click();
  const view = page.locator('section[data-view="rules"]');
  const about = view.getByRole('complementary', { name: 'Rule DL4000' });
  await expect(about).toContainText('MAINTAINER is deprecated');
  await expect(about.getByRole('link', { name: /^https:\/\/github\.com\/hadolint/ })).toHaveAttribute(
    'href',
    'https://github.com/hadolint/hadolint/wiki/DL4000',
  );
  await view.getByRole('searchbox').fill('workdir cd');
  await view.getByRole('link', { name: 'DL3003' }).click();
  await view.getByRole('complementary', { name: 'Rule DL3003' }).getByRole('link', { name: 'line 3' }).click();
  await expect(page.locator('section[data-view="dockerfile"] .cm-activeLine')).toHaveText('RUN cd /x && make');
  await showView(page, 'rules');
  const open = view.getByRole('complementary', { name: 'Rule DL3003' });
  await open.getByRole('link', { name: 'Close' }).click();
  await expect(open).toHaveCount(0);
  await page.evaluate(() => (location.hash = '#/rules/DL9999'));
  await expect(view.getByText('There is no rule DL9999 here')).toBeVisible();
});

test('a rule is switched off and graded; what was set comes out as a file, and in again', async ({ page }) => {
  const { list } = await openDockerfile(page, text);
  const view = await showView(page, 'rules');
  await view.getByRole('checkbox', { name: 'DL4000 is checked' }).uncheck();
  await view.getByRole('checkbox', { name: 'MaintainerDeprecated is checked' }).uncheck();
  await view.getByRole('combobox', { name: 'Severity of DL3003' }).selectOption('error');
  await view.getByRole('button', { name: /^Changed 3/ }).click();
  await expect(view.locator('tr[data-rule]')).toHaveCount(3);
  await showView(page, 'dockerfile');
  await expect(list.getByText('DL4000', { exact: true })).toHaveCount(0);
  await expect(list.getByRole('listitem').filter({ hasText: 'DL3003' }).last()).toContainText('error');
  const dockerfile = page.locator('section[data-view="dockerfile"]');
  await expect(dockerfile.getByText(/^Linted as the rule book is set: 2 rules left out/)).toBeVisible();

  await showView(page, 'rules');
  const yaml = await savedYaml(view);
  expect(yaml).toBe('ignored:\n  - DL4000\n  - MaintainerDeprecated\noverride:\n  error:\n    - DL3003\n');
  await view.getByRole('button', { name: 'All as hadolint has them' }).click();
  await expect(view.getByRole('button', { name: /^Changed 0/ })).toBeVisible();
  await showView(page, 'dockerfile');
  await expect(list.getByText('DL4000', { exact: true })).toHaveCount(1);
  await addFiles(page, [file('.hadolint.yaml', yaml)]);
  await expect(list.getByText('DL4000', { exact: true })).toHaveCount(0);
  await expect(dockerfile.getByText(/^Linted as \.hadolint\.yaml says: /)).toBeVisible();

  // What is changed of the file is told apart from it.
  await showView(page, 'rules');
  await view.getByRole('button', { name: /^All \d/ }).click();
  await view.getByRole('checkbox', { name: 'DL4000 is checked' }).check();
  await showView(page, 'dockerfile');
  await expect(dockerfile.getByText(/says, with 1 rule changed in the rule book \(DL4000\): /)).toBeVisible();
  await expect(list.getByText('DL4000', { exact: true })).toHaveCount(1);
  await dockerfile.getByRole('button', { name: 'As the file says' }).click();
  await expect(list.getByText('DL4000', { exact: true })).toHaveCount(0);
  await expect(dockerfile.getByText(/^Linted as \.hadolint\.yaml says: /)).toBeVisible();
});

test('a file of settings that cannot be used says so, and what was set stays', async ({ page }) => {
  const { list } = await openDockerfile(page, text);
  await addFiles(page, [file('.hadolint.yaml', 'ignored: [DL4000, MaintainerDeprecated]\n')]);
  await expect(list.getByText('DL4000', { exact: true })).toHaveCount(0);
  // Each list holds the one before it five times: 5 to the power of 30 texts, were it unfolded.
  const lists = Array.from({ length: 30 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at}, `.repeat(5)}]`);
  const bomb = ['l0: &l0 [x]', ...lists, 'ignored: *l30'];
  for (const bad of [
    'ignored: DL3006\n',
    'ignore: [DL3006]\n',
    `ignored: []\n${'#'.repeat(70_000)}`,
    `${bomb.join('\n')}\n`,
  ]) {
    await addFiles(page, [file('.hadolint.yaml', bad)]);
    await expect(page.getByRole('button', { name: /problem/ }).first()).toBeVisible();
    await expect(list.getByText('DL4000', { exact: true })).toHaveCount(0);
  }
});

inLooks(everyLook, () => {
  test('everyone can use the rule book, and nothing is too wide', async ({ page }) => {
    await openDockerfile(page, text);
    await showView(page, 'rules');
    await expectWellFormed(page, 'rules');
    await page.evaluate(() => (location.hash = '#/rules/DL4000'));
    await expect(page.getByRole('complementary', { name: 'Rule DL4000' })).toBeVisible();
    await expectWellFormed(page, 'a rule');
  });

  test('so can they with nothing dropped', async ({ page }) => {
    await page.goto('/#/rules');
    await expect(page.getByText('Nothing is dropped yet')).toBeVisible();
    await expectWellFormed(page, 'rules with nothing dropped');
  });
});

test('with nothing dropped the book is there; what is set in it is in force for what is dropped then', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'The rule book' }).click();
  const view = page.locator('section[data-view="rules"]');
  await expect(view.getByText('Nothing is dropped yet')).toBeVisible();
  await waitForState(page, 'empty');
  await view.getByRole('searchbox').fill('workdir cd');
  await view.getByRole('link', { name: 'DL3003' }).click();
  const about = view.getByRole('complementary', { name: 'Rule DL3003' });
  await expect(about.locator('pre').first()).toBeVisible();
  await expect(about).toContainText('No Dockerfile yet');
  await view.getByRole('combobox', { name: 'Severity of DL3003' }).selectOption('error');
  await view.getByRole('searchbox').fill('');
  await view.getByRole('checkbox', { name: 'DL4000 is checked' }).uncheck();

  // It lasts while the start page is looked at.
  await view.getByRole('link', { name: 'Start page' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What weighs your container image down?');
  await page.getByRole('link', { name: 'The rule book' }).click();
  await expect(view.getByRole('button', { name: /^Changed 2/ })).toBeVisible();
  await view.getByLabel('Choose files', { exact: true }).setInputFiles([file('Dockerfile', text)]);
  await waitForState(page, 'ready');
  await expect(view.getByRole('button', { name: /^With findings/ })).toBeVisible();
  const list = (await showView(page, 'dockerfile')).getByRole('complementary', { name: 'Findings' });
  await expect(list.getByRole('listitem').filter({ hasText: 'DL3003' }).last()).toContainText('error');
  await expect(list.getByText('DL4000', { exact: true })).toHaveCount(0);
});

test('with nothing dropped a file of settings comes in and goes out', async ({ page }) => {
  await page.goto('/#/rules/DL4000');
  const view = page.locator('section[data-view="rules"]');
  await expect(view.getByRole('complementary', { name: 'Rule DL4000' })).toContainText('MAINTAINER is deprecated');
  await view.getByLabel('Open .hadolint.yaml').setInputFiles([file('.hadolint.yaml', 'ignored: DL4000\n')]);
  await page.getByRole('button', { name: '1 problem' }).click();
  await expect(page.locator('#problems')).toContainText('ignored must be a list');
  await page.keyboard.press('Escape');
  await view.getByRole('checkbox', { name: 'DL3003 is checked' }).uncheck();
  expect(await savedYaml(view)).toBe('ignored:\n  - DL3003\n');
  await view.getByLabel('Open .hadolint.yaml').setInputFiles([file('.hadolint.yaml', 'ignored: [DL4000]\n')]);
  await expect(view.getByRole('checkbox', { name: 'DL4000 is checked' })).not.toBeChecked();
  await expect(view.getByRole('checkbox', { name: 'DL3003 is checked' })).toBeChecked();
  expect(await savedYaml(view)).toBe('ignored:\n  - DL4000\n');
});
