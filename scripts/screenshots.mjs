// Pictures of every view in both themes and both widths, into test-results/screenshots/, from the built page.
//   npm run screenshots -- [--url http://localhost:4173/] [--only overview,hardening/CIS-DI-0001] [--out DIR] [image.tar Dockerfile folder …]
// Without files, the sample is opened. What --only names may be any address within the page, as it stands behind its #/.
import { chromium } from '@playwright/test';
import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { browserArgs, provideBrowser } from './lib/browser.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    only: { type: 'string' },
    out: { type: 'string', default: 'test-results/screenshots' },
  },
});
const isFolder = (path) => statSync(path).isDirectory();
const folders = positionals.filter(isFolder);
const files = positionals.filter((path) => !isFolder(path));
const sizes = [
  { name: 'wide', width: 1280, height: 800 },
  { name: 'narrow', width: 360, height: 740 },
];
/** For the largest image that anyone waits for. */
const mostTime = 600_000;

const views = [
  'overview',
  'layers',
  'waste',
  'secrets',
  'hardening',
  'compare',
  'dockerfile',
  'context',
  'rebuild',
  'better',
  'outlook',
  'checklist',
  'smaller',
  'minified',
  'export',
];
const places = values.only?.split(',') ?? ['start', ...views];

const server = values.url ? null : await preview({ preview: { port: 4179 } });
const url = values.url ?? server.resolvedUrls.local[0];
await mkdir(values.out, { recursive: true });
const browser = await chromium.launch({ executablePath: await provideBrowser(), args: browserArgs });

/** As the browser gets a folder that is let go over its window. */
async function drop(page, folder) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [resolve(folder)], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await page.locator('html[data-state="ready"]').waitFor({ timeout: mostTime });
}

async function open(page) {
  for (const folder of folders) await drop(page, folder);
  if (files.length > 0) await page.getByLabel('Choose files').first().setInputFiles(files);
  else if (folders.length === 0) await page.getByRole('button', { name: 'Try the sample' }).click();
  await untilDone(page);
  await show(page, 'overview');
  // An image’s digests are verified once nothing else is under way, and only the overview waits for that.
  await page.getByText(/^being verified/).waitFor({ state: 'detached', timeout: mostTime });
}

/** Until the page says that the layers were read, their files searched and compared, and Dockerfiles reviewed. */
const untilDone = (page) => page.locator('html[data-state="ready"][data-busy="false"]').waitFor({ timeout: mostTime });

async function show(page, place) {
  const [id] = place.split('/');
  await page.evaluate((to) => (location.hash = `#/${to}`), place);
  const view = page.locator(`section[data-view="${id}"]`);
  await view.waitFor();
  await view.getByText('Loading this view.').waitFor({ state: 'detached' });
  // Some ask for more once they are shown.
  await painted(page);
  await untilDone(page);
}

const painted = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function shoot(page, name) {
  await painted(page);
  await page.screenshot({ path: join(values.out, `${name.replace(/[^\w.-]+/g, '-')}.png`) });
}

for (const { name: size, width, height } of sizes) {
  for (const colorScheme of ['light', 'dark']) {
    const look = { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' };
    const context = await browser.newContext({ ...look, serviceWorkers: 'block' });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.error(`console: ${message.text()}`));
    await page.goto(url);
    if (places.includes('start')) await shoot(page, `start-${size}-${colorScheme}`);
    await open(page);
    for (const place of places.filter((one) => one !== 'start')) {
      await show(page, place);
      await shoot(page, `${place}-${size}-${colorScheme}`);
    }
    await context.close();
  }
}
await browser.close();
await server?.close();
