import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { singleFileName } from './single-file-name.mjs';

// Read by the host, written here, or the whole page once more, so not part of what a page loads.
const notServed = new Set(['_headers', 'sw.js', 'files.json', singleFileName]);
// Megabytes, of which an image needs some; and newer every day, while the build stays the same.
const loadedWhenNeeded = 'vulndb/';

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !notServed.has(file) && !file.startsWith(loadedWhenNeeded))
    .sort();
}

/**
 * Lists a finished build in files.json, for the page to load the rest of it, and writes the service worker with that
 * list in it. The page itself stands as './': hosts redirect index.html, and a redirected answer can't be replayed.
 */
export async function writeBuildListing(folder: string, serviceWorkerSource: string): Promise<void> {
  const files = await filesBelow(folder);
  const version = createHash('sha256');
  for (const file of files) version.update(`${file}\0`).update(await readFile(join(folder, file)));

  const addresses = files.map((file) => (file === 'index.html' ? './' : file));
  const constants = [
    `const VERSION = ${JSON.stringify(version.digest('hex').slice(0, 16))};`,
    `const FILES = ${JSON.stringify(addresses)};`,
  ];
  const source = await readFile(serviceWorkerSource, 'utf8');
  await writeFile(join(folder, 'files.json'), JSON.stringify(addresses));
  await writeFile(join(folder, 'sw.js'), [...constants, source].join('\n'));
}
