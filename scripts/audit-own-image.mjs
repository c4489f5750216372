// node scripts/audit-own-image.mjs ARCHIVE: audits the image that the project's own Dockerfile built, with the page as one file and
// nothing else, and writes the report to docs/own-image.md. The archive is what `docker save` or `buildah push` wrote.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserArgs, findBrowser } from './lib/browser.mjs';
import { root, run } from './lib/run.mjs';
import { singleFileName } from './lib/single-file-name.mjs';

const [archive] = process.argv.slice(2);
if (!archive) throw new Error('node scripts/audit-own-image.mjs ARCHIVE');

const { chromium } = await import('@playwright/test');
const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
try {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(root, 'dist', singleFileName)).href);
  const files = [resolve(archive), join(root, 'Dockerfile'), join(root, '.dockerignore')];
  await page.getByLabel('Choose files').setInputFiles(files);
  await page.waitForSelector('html[data-state="ready"][data-busy="false"]', { timeout: 120_000 });
  await page.evaluate(() => (location.hash = '#/export'));
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download plimsoll-report\.md|^Download.*Markdown/ }).click();
  writeFileSync(join(root, 'docs/own-image.md'), readFileSync(await (await saved).path()));
} finally {
  await browser.close();
}
run('npx', ['prettier', '--write', 'docs/own-image.md']);
