import type { Page } from '@playwright/test';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test as pageTest } from './page.ts';

/** Each test has a folder of its own on the disk. */
export const test = pageTest.extend<{ folder: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are wanted from it
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'plimsoll-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

/** Files by their paths in a folder. */
export async function writeFiles(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, contents] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), contents);
  }
}

/** Lets a test change what folders list: the browser has no names for the classes of entries. */
export async function changeListings(page: Page, change: string): Promise<void> {
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
            change(folder, some, reject, resolve) || resolve(some);
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
