import { expect, type Locator, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { dropFolder } from './support/drop-folder.ts';
import { test, waitForState } from './support/page.ts';

let folder: string;
test.beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'plimsoll-context-'))));
test.afterEach(() => rm(folder, { recursive: true }));

async function writeFiles(files: Record<string, string>): Promise<void> {
  for (const [name, contents] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), contents);
  }
}

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
const toldOf = (page: Page, text: string, name = basename(folder)): Promise<void> =>
  expect(facts(page)).toHaveText(`${name}: ${text}`, { timeout: 30_000 });

const chooseFolder = (page: Page): Promise<void> => page.getByLabel('Choose a folder').setInputFiles(folder);
const dropIt = (page: Page): Promise<void> => dropFolder(page, folder);

for (const [how, give] of Object.entries({ chosen: chooseFolder, dropped: dropIt })) {
  test(`all files of a project that was ${how} are counted, its own Dockerfile is read`, async ({ page }) => {
    await writeFiles(project);
    await page.goto('/');
    await give(page);
    await toldOf(page, `6 files, ${bytesOf(project)} B`);
    await expect(page.getByText('Dockerfile', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
  });

  test(`a folder that was ${how} needs no Dockerfile`, async ({ page }) => {
    await writeFiles({ 'notes.txt': 'hello' });
    await page.goto('/');
    await give(page);
    await waitForState(page, 'ready');
    await toldOf(page, '1 file, 5 B');
  });
}

test('links, line feeds in names and names that are not UTF-8 leave the rest as it is', async ({ page }) => {
  await writeFiles({ 'src/a\nb': '12', 'c\nd/e': '345' });
  for (const [name, target] of Object.entries({ out: '/etc', self: '.', broken: 'nowhere', 'src/file': 'a\nb' })) {
    await symlink(target, join(folder, name));
  }
  // Node writes every name in UTF-8.
  execFileSync('sh', ['-c', 'mkdir -p odd && printf x > "odd/$(printf "b\\377")" && printf 6789 > odd/f'], {
    cwd: folder,
  });
  await page.goto('/');
  await dropIt(page);
  await toldOf(page, '3 files, 9 B');
});

test('a file of 20 GB costs its size, nothing more', async ({ page }) => {
  await writeFiles({ Dockerfile: 'FROM a\n', 'disk.img': '' });
  await truncate(join(folder, 'disk.img'), 20e9);
  await page.goto('/');
  await dropIt(page);
  await toldOf(page, '2 files, 20.0 GB');
});

/** Lets a test change what folders list: the browser has no names for the classes of entries. */
async function changeListings(page: Page, change: string): Promise<void> {
  await page.addInitScript(`{
    const change = ${change};
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    const changeFolder = (folder) => {
      const { createReader } = folder;
      folder.createReader = () => {
        const reader = createReader.call(folder);
        const { readEntries } = reader;
        reader.readEntries = (resolve, reject) =>
          readEntries.call(reader, (some) => {
            for (const entry of some) if (entry.isDirectory) changeFolder(entry);
            change(folder, some, reject) || resolve(some);
          }, reject);
        return reader;
      };
    };
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const entry = webkitGetAsEntry.call(this);
      changeFolder(entry);
      return entry;
    };
  }`);
}

test('a folder that the browser may not list is passed over', async ({ page }) => {
  await writeFiles({ 'src/a': '1', 'locked/b': '22' });
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
  await dropIt(page);
  await toldOf(page, '1 file, 1 B');
});

test('sizes that come slowly can be cancelled; what is known stays', async ({ page }) => {
  await writeFiles(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}`, 'x'])));
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
  await dropIt(page);
  await expect(facts(page)).toContainText(/sizes of \d+ of 300 files/);
  await facts(page).getByRole('button', { name: 'Cancel' }).click();
  await toldOf(page, 'sizes of 100 of 300 files, 100 B');
  await expect(facts(page).getByRole('button')).toHaveCount(0);
});

test('names that come slowly can be cancelled, and another folder dropped', async ({ page }) => {
  await writeFiles({ 'slow/a': '1', 'two/b': '22' });
  // The folder itself never answers.
  await changeListings(page, `(folder) => folder.name === 'slow'`);
  await page.goto('/');
  await dropFolder(page, join(folder, 'slow'));
  await expect(page.getByText('Reading the names in slow')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await waitForState(page, 'empty');
  await dropFolder(page, join(folder, 'two'));
  await toldOf(page, '1 file, 2 B', 'two');
});

test('a second folder takes the place of the first', async ({ page }) => {
  await writeFiles({ 'one/a': '1', 'two/b': '22', 'two/c': '3' });
  await page.goto('/');
  await dropFolder(page, join(folder, 'one'));
  await toldOf(page, '1 file, 1 B', 'one');
  await dropFolder(page, join(folder, 'two'));
  await toldOf(page, '2 files, 3 B', 'two');
  await page.getByRole('button', { name: 'Start over' }).click();
  await waitForState(page, 'empty');
});
