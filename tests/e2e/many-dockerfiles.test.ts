import { expect, type Page } from '@playwright/test';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { showView } from './support/drive.ts';
import { addFiles, choose, file, test, waitUntilIdle } from './support/page.ts';

let folder: string;
test.beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'plimsoll-e2e-'))));
test.afterEach(() => rm(folder, { recursive: true }));

const dockerfile = (at: number): string =>
  `FROM debian:12\n${'RUN sudo make\n'.repeat(at % 4)}RUN cd /x && make\n${at % 2 ? 'USER app\n' : ''}`;

async function writeProject(count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const path = join(folder, `team-${at % 5}`, `service-${at}`);
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'Dockerfile'), dockerfile(at));
  }
}

async function openProject(page: Page, count: number) {
  await writeProject(count);
  await page.goto('/');
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await waitUntilIdle(page);
  return showView(page, 'dockerfile');
}

test('300 Dockerfiles of a folder are one table, and a click opens one', async ({ page }) => {
  const view = await openProject(page, 300);
  await expect(view.getByRole('heading', { name: '300 Dockerfiles', exact: true })).toBeVisible();
  const rows = view.getByRole('region', { name: 'Dockerfiles' }).getByRole('row');
  // Three of `sudo` in every fourth file; of equal ones the first by path.
  await expect(rows.nth(1)).toContainText('team-0/service-115/Dockerfile');
  await expect(rows.nth(1).getByRole('cell').nth(1)).toHaveText('3');

  await view.getByRole('searchbox').fill('service-29');
  await expect(view.getByRole('heading', { name: '11 of 300 Dockerfiles', exact: true })).toBeVisible();
  await view.getByRole('searchbox').fill('dl3004');
  await expect(view.getByRole('heading', { name: '225 of 300 Dockerfiles', exact: true })).toBeVisible();
  await view.getByRole('searchbox').fill('service-7/');
  await view.getByRole('link', { name: 'team-2/service-7/Dockerfile' }).click();
  await expect(page).toHaveURL(/#\/dockerfile\/file\/team-2\/service-7\/Dockerfile$/);
  await expect(view.getByRole('complementary', { name: 'Findings' }).getByText('DL3004')).toHaveCount(3);

  // Back to the table as it was left.
  await page.goBack();
  await expect(view.getByRole('searchbox')).toHaveValue('service-7/');
  await view.getByRole('searchbox').fill('');
  await view.getByRole('group', { name: 'List by' }).getByRole('button', { name: 'Rules' }).click();
  const rule = view.getByRole('row', { name: /DL3003/ });
  await expect(rule.getByRole('cell').last()).toHaveText('300');
  await rule.getByRole('button', { name: 'DL3003' }).click();
  await expect(view.getByRole('heading', { name: '300 Dockerfiles', exact: true })).toBeVisible();
});

test('patterns of one’s own search all of them', async ({ page }) => {
  await openProject(page, 30);
  await addFiles(page, [file('.plimsoll-patterns', 'made style /sudo make/ Made by root\n')]);
  const row = (await showView(page, 'secrets')).locator('tr[data-key]');
  await expect(row).toContainText(/style.*Made by root.*team-0\/service-10\/Dockerfile, RUN.*\+ 42 more places/s);
  await expect(row).toHaveCount(1);
});

test('a dropped .hadolint.yaml is followed, and set aside', async ({ page }) => {
  const view = await openProject(page, 2);
  await expect(
    view
      .getByRole('row', { name: /service-1/ })
      .getByRole('cell')
      .nth(1),
  ).toHaveText('1');
  const yaml = 'ignored: [DL3004]\noverride:\n  style: [DL3003]\nfailure-threshold: warning\n';
  await addFiles(page, [file('.hadolint.yaml', yaml)]);
  await expect(view.getByText('1 rule left out (DL3004)').first()).toBeVisible();
  const row = view.getByRole('row', { name: /service-1/ });
  await expect(row.getByRole('cell').nth(1)).toHaveText('0');
  await expect(row).toContainText('pass');
  await row.getByRole('link').click();
  const findings = view.getByRole('complementary', { name: 'Findings' });
  await expect(findings).toContainText('DL3003');
  await expect(findings).not.toContainText('DL3004');
  await view.getByRole('button', { name: 'Set it aside' }).click();
  await expect(findings).toContainText('DL3004');
});

test('a .hadolint.yaml that can’t be used is told, and what was set before stays', async ({ page }) => {
  await page.goto('/');
  await choose(page, [
    file('Dockerfile', 'FROM debian:12\nRUN sudo make\n'),
    file('.hadolint.yaml', 'ignored: [DL3004]\n'),
  ]);
  await waitUntilIdle(page);
  await addFiles(page, [file('.hadolint.yml', 'ignored: 7\n')]);
  const overview = await showView(page, 'overview');
  await expect(overview.getByRole('region', { name: 'Problems' })).toContainText(
    /\.hadolint\.yml was not used as it stands\. Nothing of the file was used: ignored must be a list\./,
  );
  const view = await showView(page, 'dockerfile');
  await expect(view.getByText('1 rule left out (DL3004)')).toBeVisible();
});

test('of a project without .dockerignore that is told; one that is added is looked into', async ({ page }) => {
  await writeFile(
    join(folder, 'Dockerfile'),
    'FROM node:22\nCOPY . .\nCOPY secret.env /etc/\nRUN echo $A\nUSER 1000\n',
  );
  await page.goto('/');
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await waitUntilIdle(page);
  const view = await showView(page, 'dockerfile');
  const findings = view.getByRole('complementary', { name: 'Findings' });
  await expect(findings).toContainText('PL1013');
  await expect(findings).toContainText('SC2086');
  await addFiles(page, [file('.dockerignore', '*.env\n')]);
  await expect(findings).toContainText('CopyIgnoredFile');
  await expect(findings).not.toContainText('PL1013');
  await expect(findings).toContainText('SC2086');
});
