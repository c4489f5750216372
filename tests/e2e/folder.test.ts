import { expect, type Page } from '@playwright/test';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeArchive, type ArchiveFiles } from '../support/make-archive.ts';
import { dropFolder } from './support/drop-folder.ts';
import { test, waitForState } from './support/page.ts';

let folder: string;
test.beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'plimsoll-e2e-'))));
test.afterEach(() => rm(folder, { recursive: true }));

async function writeFiles(files: ArchiveFiles | Map<string, string>): Promise<void> {
  for (const [name, contents] of files) {
    if (typeof contents === 'object' && 'link' in contents) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), contents);
  }
}

async function writeLayout(): Promise<void> {
  const text = 'layer  RUN make\n  usr/bin/app  5000\n';
  let files: ArchiveFiles = new Map();
  await makeArchive(text, { layout: 'oci', tag: 'laid:1', change: (all) => (files = new Map(all)) });
  await writeFiles(files);
}

const chooseFolder = (page: Page): Promise<void> => page.getByLabel('Choose a folder').setInputFiles(folder);
const dropIt = (page: Page): Promise<void> => dropFolder(page, folder);

for (const [how, give] of Object.entries({ chosen: chooseFolder, dropped: dropIt })) {
  test(`an OCI layout in a folder that was ${how} opens as an archive does`, async ({ page }) => {
    await writeLayout();
    await page.goto('/');
    await give(page);
    await waitForState(page, 'ready');
    await expect(page.getByText('RUN make').first()).toBeVisible();
    await page.goto('/#/layers');
    await expect(page.getByText('app', { exact: true }).first()).toBeVisible();
  });
}

test('of a project, the Dockerfile and .dockerignore at its top are read', async ({ page }) => {
  await writeFiles(
    new Map([
      ['Dockerfile', 'FROM debian:12\nRUN sudo make\n'],
      ['.dockerignore', 'node_modules\n'],
      ['server.js', '1'],
      ['node_modules/x/Dockerfile', 'FROM x\n'],
    ]),
  );
  await page.goto('/');
  await chooseFolder(page);
  await waitForState(page, 'ready');
  await page.goto('/#/dockerfile');
  await expect(page.getByText('DL3004').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
});

test('a folder without a single file is named, with what was looked for', async ({ page }) => {
  await mkdir(join(folder, 'empty'));
  await page.goto('/');
  await dropIt(page);
  await waitForState(page, 'failed');
  await expect(page.getByText(/looks like an empty folder/)).toBeVisible();
  await expect(page.getByText(/a Dockerfile/).first()).toBeVisible();
});
