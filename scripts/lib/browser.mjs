import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, run, works } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Arguments for a Chromium that is quiet and works in containers. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const help = `No Chromium was found, and none could be installed. Any of these helps:
  - install one:            npx playwright install --with-deps chromium
  - on Debian or Ubuntu:    sudo apt-get install chromium
  - or name one you have:   PLAYWRIGHT_CHROMIUM_PATH=/path/to/chrome npm test`;

/**
 * A Chromium that is already here: the one named in PLAYWRIGHT_CHROMIUM_PATH, Playwright's own, then one on the PATH.
 * @returns {Promise<string | null>}
 */
export async function findBrowser() {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named) {
    if (works(named)) return named;
    throw new Error(`PLAYWRIGHT_CHROMIUM_PATH is ${named}, which does not run.`);
  }
  const { chromium } = await import('@playwright/test');
  return [chromium.executablePath(), ...onPath()].find((path) => existsSync(path) && works(path)) ?? null;
}

/** As findBrowser, and installs one where there is none. */
export async function provideBrowser() {
  const found = await findBrowser();
  if (found) return found;
  for (const install of [installByPlaywright, installByDebian]) {
    try {
      install();
    } catch (error) {
      console.log(String(error instanceof Error ? error.message : error));
    }
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new Error(help);
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function installByPlaywright() {
  run(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium']);
}

function installByDebian() {
  if (process.getuid?.() !== 0 || !works('apt-get')) return;
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { DEBIAN_FRONTEND: 'noninteractive' });
}
