import { chromium, expect, type Locator, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { showView } from './support/drive.ts';
import { dropFolder } from './support/drop-folder.ts';
import { changeListings, test, writeFiles } from './support/folder.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { waitUntilIdle } from './support/page.ts';

// Project folders that something is wrong with: each is told clearly, and the rest still works.

const files = { 'src/index.js': 'start();\n', 'package.json': '{}\n' };

async function openFolder(page: Page, folder: string, more: Record<string, string>): Promise<void> {
  await writeFiles(folder, { ...files, ...more });
  await page.goto('/');
  await dropFolder(page, folder);
  await waitUntilIdle(page);
}

const stepAt = (view: Locator, line: number): Locator =>
  view
    .getByRole('region', { name: 'What the next build runs' })
    .getByRole('row')
    .filter({ has: view.page().getByRole('link', { name: `${line}`, exact: true }) });

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

/** What the builder refuses, the line, and what is said of it. */
const refused: readonly [what: string, dockerfile: string, line: number, said: string][] = [
  [
    'a stage that copies from itself',
    lines('FROM node:20 AS app', 'COPY src /src', 'COPY --from=app /src /x', 'RUN make'),
    3,
    '--from=app names its own stage, a circle: the builder stops here.',
  ],
  [
    'stages that copy from each other',
    lines('FROM node:20 AS one', 'COPY --from=two /x /x', 'COPY src /src', 'FROM one AS two', 'COPY --from=one /x /y'),
    2,
    '--from=two names a stage further down: the builder stops here.',
  ],
  [
    'COPY --from a stage that there is not',
    lines('FROM node:20', 'COPY src /src', 'COPY --from=7 /x /x', 'RUN make'),
    3,
    '--from=7: there is no such stage, they are numbered from 0 to 0; the builder stops here.',
  ],
  [
    'an ARG in FROM without a default',
    lines('ARG VERSION', 'FROM node:${VERSION}', 'COPY src /src', 'RUN make'),
    2,
    'FROM node:${VERSION} names no image, as VERSION has no value: the builder stops here.',
  ],
  [
    'a COPY of what is not there',
    lines('FROM node:20', 'COPY lib /lib', 'COPY src /src', 'RUN make'),
    2,
    'lib is not in the folder, so the builder stops here.',
  ],
];

for (const [what, Dockerfile, line, said] of refused) {
  test(`${what}: the line is named, the rest is simulated`, async ({ page, folder }) => {
    await openFolder(page, folder, { Dockerfile });
    const view = await showView(page, 'rebuild');
    await expect(view).toContainText(`The builder stops at line ${line} and makes no image.`);
    await expect(view).toContainText(`Line ${line}: ${said}`);
    await expect(stepAt(view, line)).toContainText('refused');
    await view.getByRole('button', { name: 'src/' }).click();
    await view.getByLabel('index.js', { exact: true }).check();
    const copies = Dockerfile.split('\n').indexOf('COPY src /src') + 1;
    await expect(stepAt(view, copies)).toContainText(`Line ${copies} copies src/index.js, which changed.`);
    await view
      .getByRole('link', { name: `Line ${line}`, exact: true })
      .first()
      .click();
    await expect(page.locator('section[data-view="dockerfile"]')).toBeVisible();
    // The files are told too.
    const context = await showView(page, 'context');
    await expect(context.getByRole('region', { name: 'What is sent' })).toContainText('in 3 files');
  });
}

test('COPY --from a name that is much like a stage’s is a question, not a stop', async ({ page, folder }) => {
  const Dockerfile = lines('FROM node:20 AS build', 'COPY src /src', 'FROM nginx', 'COPY --from=biuld /src /x');
  await openFolder(page, folder, { Dockerfile });
  const view = await showView(page, 'rebuild');
  await expect(view).toContainText('Line 4: --from=biuld names no stage, so the builder looks for an image of that name. Is build meant?'); // prettier-ignore
  await expect(view).not.toContainText('The builder stops');
  await expect(view.getByLabel('biuld', { exact: true })).toBeVisible();
});

inLooks(bothLooks, () => {
  test('what is refused can be read by everyone', async ({ page, folder }) => {
    const Dockerfile = lines('FROM node:20 AS app', 'COPY --from=app /src /x', 'COPY lib /lib', 'FROM $NONE');
    await openFolder(page, folder, { Dockerfile, '.dockerignore': '[a\n!\n' });
    for (const id of ['overview', 'context', 'rebuild']) {
      await showView(page, id);
      await expectWellFormed(page, id);
    }
  });
});

test('names with line feeds and markup, and links out of the folder', async ({ page, folder }) => {
  const odd = 'c\nd <img src=x onerror=alert(1)>';
  await writeFiles(folder, { 'outside/secret.txt': 'x'.repeat(5000) });
  const project = join(folder, 'project');
  await writeFiles(project, { [`${odd}/e.js`]: '345', 'a\u202eb.pem': '12' });
  await symlink('../outside', join(project, 'out'));
  await symlink('/etc', join(project, 'etc'));
  await openFolder(page, project, { Dockerfile: lines('FROM a', 'COPY . .') });
  const shown = 'c\\nd <img src=x onerror=alert(1)>';
  const view = await showView(page, 'context');
  // The five files; what links lead to is neither followed nor counted.
  await expect(view.getByRole('region', { name: 'What is sent' })).toContainText('in 5 files');
  await expect(view).toContainText('a\\u{202E}b.pem');
  await expect(view).toContainText('Links are in none of the figures');
  await view.getByRole('button', { name: `${shown}/` }).click();
  await expect(view.locator('[aria-current="location"]').first()).toHaveText(shown);
  await expect(view.locator('td').getByText('e.js', { exact: true })).toBeVisible();
  await expect(view.getByText('secret.txt')).toHaveCount(0);
  await expect(view.locator('img')).toHaveCount(0);

  const rebuild = await showView(page, 'rebuild');
  await rebuild.getByRole('button', { name: `${shown}/` }).click();
  await rebuild.getByLabel('e.js', { exact: true }).check();
  await expect(stepAt(rebuild, 2)).toContainText(`Line 2 copies ${shown}/e.js, which changed.`);
});

/**
 * A browser to which rights on files mean something. Root may read what it likes, so that as root it is started without
 * the two capabilities by which it may (capabilities(7)).
 */
async function startWithoutRights(folder: string): Promise<string | null> {
  const browser = await findBrowser();
  if (process.getuid?.() !== 0) return browser;
  const without = '--bounding-set=-dac_override,-dac_read_search';
  try {
    execFileSync('setpriv', [without, 'true']);
  } catch {
    return null;
  }
  const starter = join(folder, 'browser.sh');
  await writeFile(starter, `#!/bin/sh\nexec setpriv ${without} '${browser}' "$@"\n`);
  await chmod(starter, 0o755);
  return starter;
}

test('a folder and a file that the browser may not read: the rest is told, and what is missing', async ({
  folder,
  baseURL,
}) => {
  const executablePath = await startWithoutRights(folder);
  test.skip(executablePath === null, 'root may read everything, and there is no setpriv to take that from the browser');
  const project = join(folder, 'project');
  await writeFiles(project, { ...files, Dockerfile: lines('FROM a', 'COPY . .'), 'locked/b': '22', 'hidden.txt': 'x' });
  await chmod(join(project, 'locked'), 0o000);
  await chmod(join(project, 'hidden.txt'), 0o000);
  const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(baseURL!);
    await dropFolder(page, project);
    await waitUntilIdle(page);
    const view = await showView(page, 'context');
    await expect(view).toContainText('One folder could not be listed: what lies there is in none of the figures.');
    await expect(view).toContainText(/The browser could not list locked \(.+\)/);
    await expect(view.getByRole('region', { name: 'What is sent' })).toContainText('in 4 files');
    await view.getByRole('button', { name: 'Whole folder' }).click();
    await expect(view.locator('td').filter({ hasText: 'locked/' })).toContainText('not readable');
    await expectWellFormed(page, 'unreadable');
    await showView(page, 'rebuild');
    await page.getByLabel('package.json', { exact: true }).check();
    await expect(page.getByText('Line 2 copies package.json, which changed.')).toBeVisible();
  } finally {
    await browser.close();
    await chmod(join(project, 'locked'), 0o700);
  }
});

test('of more names than are taken, the first are told, and that there are more', async ({ page, folder }) => {
  test.setTimeout(120_000);
  // As the browser gives them: a hundred at a time.
  await changeListings(
    page,
    `(folder, some, reject, resolve) => {
      if (folder.name !== 'many') return false;
      folder.given ??= 0;
      const size = { size: 1, modificationTime: new Date(0) };
      const fileAt = (at) => ({ isFile: true, isDirectory: false, name: 'file-' + at, getMetadata: (done) => done(size) });
      const from = folder.given;
      folder.given = Math.min(from + 100, 520_000);
      resolve(Array.from({ length: folder.given - from }, (_, at) => fileAt(from + at)));
      return true;
    }`,
  );
  await openFolder(page, folder, { Dockerfile: lines('FROM a', 'COPY . .'), 'many/one': '1' });
  await expect(page.locator('html[data-busy="false"]')).toBeAttached({ timeout: 60_000 });
  const view = await showView(page, 'context');
  await expect(view.getByRole('region', { name: 'What is sent' })).toContainText(/in 499,99\d files/);
  await expect(view).toContainText(/500,000/);
  await view.getByLabel('Patterns of the ignore file').fill('many\n');
  await expect(view.getByRole('region', { name: 'What is sent' })).toContainText('in 3 files');
});
