// Pictures of every view in both themes and both widths, into test-results/screenshots/, from the built page.
//   npm run screenshots -- [--url http://localhost:4173/] [--only overview,better] [image.tar Dockerfile …]
// Without files, the sample is opened.
import { chromium } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { browserArgs, provideBrowser } from './lib/browser.mjs';

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    only: { type: 'string' },
    out: { type: 'string', default: 'test-results/screenshots' },
  },
});
const sizes = [
  { name: 'wide', width: 1280, height: 800 },
  { name: 'narrow', width: 360, height: 740 },
];
const views = ['overview', 'layers', 'waste', 'secrets', 'hardening', 'dockerfile', 'better', 'export'];
const wanted = values.only?.split(',');
const isWanted = (name) => !wanted || wanted.includes(name);

const server = values.url ? null : await preview({ preview: { port: 4179 } });
const url = values.url ?? server.resolvedUrls.local[0];
await mkdir(values.out, { recursive: true });
const browser = await chromium.launch({ executablePath: await provideBrowser(), args: browserArgs });

async function open(page) {
  if (files.length > 0) await page.getByLabel('Choose files').setInputFiles(files);
  else await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.locator('html[data-state="ready"]').waitFor({ timeout: 120_000 });
  // The review of the Dockerfile comes after the scan.
  await page.waitForTimeout(1500);
}

async function shoot(page, name) {
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(values.out, `${name}.png`) });
}

for (const { name: size, width, height } of sizes) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, serviceWorkers: 'block' });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.error(`console: ${message.text()}`));
    await page.goto(url);
    if (isWanted('start')) await shoot(page, `start-${size}-${colorScheme}`);
    await open(page);
    for (const view of views.filter(isWanted)) {
      await page.evaluate((id) => (location.hash = `#/${id}`), view);
      await shoot(page, `${view}-${size}-${colorScheme}`);
    }
    await context.close();
  }
}
await browser.close();
await server?.close();
