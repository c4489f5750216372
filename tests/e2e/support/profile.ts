import { chromium, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from './page.ts';

/** A browser with a profile on the disk: ordinary contexts keep an origin's own files in memory. */
export const test = base.extend<{ folder: string }>({
  /** For what is dropped; it goes with the profile. */
  folder: async ({ browserName }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `plimsoll-${browserName}-`));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  context: async ({ folder, baseURL }, use) => {
    const { launchOptions } = base.info().project.use;
    const options = { ...launchOptions, ...(baseURL ? { baseURL } : {}) };
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), options);
    await use(context);
    await context.close();
  },
});

/** Names and sizes of the page's own files; one that goes while they are listed is none of them. */
export const ownFiles = (page: Page): Promise<[string, number][]> =>
  page.evaluate(async () => {
    const found: [string, number][] = [];
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const handle of folder.values()) {
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
        else {
          const file = await (handle as FileSystemFileHandle).getFile().catch((error: unknown) => {
            if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
            throw error;
          });
          if (file) found.push([handle.name, file.size]);
        }
      }
    };
    await walk(await navigator.storage.getDirectory());
    return found;
  });
