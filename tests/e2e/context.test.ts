import { expect, type Locator, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { symlink, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { dropFolder } from './support/drop-folder.ts';
import { changeListings, test, writeFiles } from './support/folder.ts';
import { waitForState } from './support/page.ts';

const project = {
  Dockerfile: 'FROM node:20\nCOPY . .\n',
  '.dockerignore': 'node_modules\n',
  'src/index.js': 'let one;\n',
  'node_modules/a/index.js': '0123456789',
  'node_modules/a/Dockerfile': 'FROM a\n',
  '.git/HEAD': 'ref: main\n',
};
const bytesOf = (files: Record<string, string>): number => Object.values(files).reduce((sum, { length }) => sum + length, 0); // prettier-ignore

const facts = (page: Page): Locator => page.getByRole('group', { name: 'The folder' });
const toldOf = (page: Page, folder: string, text: string): Promise<void> =>
  expect(facts(page)).toHaveText(`${basename(folder)}: ${text}`, { timeout: 30_000 });

const chooseFolder = (page: Page, folder: string): Promise<void> =>
  page.getByLabel('Choose a folder').setInputFiles(folder);

for (const [how, give] of Object.entries({ chosen: chooseFolder, dropped: dropFolder })) {
  test(`all files of a project that was ${how} are counted, its own Dockerfile is read`, async ({ page, folder }) => {
    await writeFiles(folder, project);
    await page.goto('/');
    await give(page, folder);
    await toldOf(page, folder, `6 files, ${bytesOf(project)} B`);
    await expect(page.getByText('Dockerfile', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
  });

  test(`a folder that was ${how} needs no Dockerfile`, async ({ page, folder }) => {
    await writeFiles(folder, { 'notes.txt': 'hello' });
    await page.goto('/');
    await give(page, folder);
    await waitForState(page, 'ready');
    await toldOf(page, folder, '1 file, 5 B');
  });
}

test('links, line feeds in names and names that are not UTF-8 leave the rest as it is', async ({ page, folder }) => {
  await writeFiles(folder, { 'src/a\nb': '12', 'c\nd/e': '345' });
  for (const [name, target] of Object.entries({ out: '/etc', self: '.', broken: 'nowhere', 'src/file': 'a\nb' })) {
    await symlink(target, join(folder, name));
  }
  // Node writes every name in UTF-8.
  execFileSync('sh', ['-c', 'mkdir -p odd && printf x > "odd/$(printf "b\\377")" && printf 6789 > odd/f'], {
    cwd: folder,
  });
  await page.goto('/');
  await dropFolder(page, folder);
  await toldOf(page, folder, '3 files, 9 B');
});

test('a file of 20 GB costs its size, nothing more', async ({ page, folder }) => {
  await writeFiles(folder, { Dockerfile: 'FROM a\n', 'disk.img': '' });
  await truncate(join(folder, 'disk.img'), 20e9);
  await page.goto('/');
  await dropFolder(page, folder);
  await toldOf(page, folder, '2 files, 20.0 GB');
});

test('a folder that the browser may not list is passed over', async ({ page, folder }) => {
  await writeFiles(folder, { 'src/a': '1', 'locked/b': '22' });
  // Whoever runs the tests may be allowed to read everything.
  await changeListings(
    page,
    `(folder, some, reject) => {
      if (folder.name !== 'locked') return false;
      reject(new DOMException('It may not be read', 'NotReadableError'));
      return true;
    }`,
  );
  await page.goto('/');
  await dropFolder(page, folder);
  await toldOf(page, folder, '1 file, 1 B');
});

test('sizes that come slowly can be cancelled; what is known stays', async ({ page, folder }) => {
  await writeFiles(folder, Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}`, 'x'])));
  // From the hundredth on there is no answer.
  await changeListings(
    page,
    `(folder, some) => {
      for (const file of some) {
        const { getMetadata } = file;
        file.getMetadata = (resolve, reject) => {
          window.asked = (window.asked ?? 0) + 1;
          if (window.asked <= 100) getMetadata.call(file, resolve, reject);
        };
      }
      return false;
    }`,
  );
  await page.goto('/');
  await dropFolder(page, folder);
  await expect(facts(page)).toContainText(/sizes of \d+ of 300 files/);
  await facts(page).getByRole('button', { name: 'Cancel' }).click();
  await toldOf(page, folder, 'sizes of 100 of 300 files, 100 B');
  await expect(facts(page).getByRole('button')).toHaveCount(0);
});

test('names that come slowly can be cancelled, and another folder dropped', async ({ page, folder }) => {
  await writeFiles(folder, { 'slow/a': '1', 'two/b': '22' });
  // The folder itself never answers.
  await changeListings(page, `(folder) => folder.name === 'slow'`);
  await page.goto('/');
  await dropFolder(page, join(folder, 'slow'));
  await expect(page.getByText('Reading the names in slow')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await waitForState(page, 'empty');
  await dropFolder(page, join(folder, 'two'));
  await toldOf(page, 'two', '1 file, 2 B');
});

test('a second folder takes the place of the first', async ({ page, folder }) => {
  await writeFiles(folder, { 'one/a': '1', 'two/b': '22', 'two/c': '3' });
  await page.goto('/');
  await dropFolder(page, join(folder, 'one'));
  await toldOf(page, 'one', '1 file, 1 B');
  await dropFolder(page, join(folder, 'two'));
  await toldOf(page, 'two', '2 files, 3 B');
  await page.getByRole('button', { name: 'Start over' }).click();
  await waitForState(page, 'empty');
});
