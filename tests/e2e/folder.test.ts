import { expect, type Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeArchive, type ArchiveFiles } from '../support/make-archive.ts';
import { dropFolder } from './support/drop-folder.ts';
import { test, writeFiles } from './support/folder.ts';
import { waitForState } from './support/page.ts';

async function writeLayout(folder: string): Promise<void> {
  const text = 'layer  RUN make\n  usr/bin/app  5000\n';
  let files: ArchiveFiles = new Map();
  await makeArchive(text, { layout: 'oci', tag: 'laid:1', change: (all) => (files = new Map(all)) });
  for (const [name, contents] of files) if (!('link' in contents)) await writeFiles(folder, { [name]: contents });
}

const chooseFolder = (page: Page, folder: string): Promise<void> =>
  page.getByLabel('Choose a folder').setInputFiles(folder);

for (const [how, give] of Object.entries({ chosen: chooseFolder, dropped: dropFolder })) {
  test(`an OCI layout in a folder that was ${how} opens as an archive does`, async ({ page, folder }) => {
    await writeLayout(folder);
    await page.goto('/');
    await give(page, folder);
    await waitForState(page, 'ready');
    await expect(page.getByText('RUN make').first()).toBeVisible();
    await page.goto('/#/layers');
    await expect(page.getByText('app', { exact: true }).first()).toBeVisible();
  });
}

test('of a project, the Dockerfile and .dockerignore at its top are read', async ({ page, folder }) => {
  await writeFiles(folder, {
    Dockerfile: 'FROM debian:12\nRUN sudo make\n',
    '.dockerignore': 'node_modules\n',
    'server.js': '1',
    'node_modules/x/Dockerfile': 'FROM x\n',
  });
  await page.goto('/');
  await chooseFolder(page, folder);
  await waitForState(page, 'ready');
  await page.goto('/#/dockerfile');
  await expect(page.getByText('DL3004').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
});

test('a folder without a single file is named, with what was looked for', async ({ page, folder }) => {
  await mkdir(join(folder, 'empty'));
  await page.goto('/');
  await dropFolder(page, folder);
  await waitForState(page, 'failed');
  await expect(page.getByText(/looks like an empty folder/)).toBeVisible();
  await expect(page.getByText(/a Dockerfile/).first()).toBeVisible();
});
