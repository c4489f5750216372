import { expect, test as base, type Page } from '@playwright/test';

export interface NamedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const file = (name: string, contents: string | Uint8Array): NamedFile => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(contents),
});

/** A test fails on anything in the console and on any uncaught error. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export const choose = (page: Page, files: NamedFile[] | string[]): Promise<void> =>
  page.getByLabel('Choose files').setInputFiles(files);

/** Files that come after the first ones. */
export const addFiles = (page: Page, files: NamedFile[] | string[]): Promise<void> =>
  page.getByLabel('+ Add files').first().setInputFiles(files);

/** Until nothing is under way that the report waits for: reading, scanning, reviews, comparing contents. */
export const waitUntilIdle = (page: Page): Promise<void> =>
  expect(page.locator('html[data-state="ready"][data-busy="false"]')).toBeAttached({ timeout: 30_000 });

export const waitForState = (page: Page, state: 'empty' | 'ready' | 'failed' | 'scanning'): Promise<void> =>
  expect(page.locator(`html[data-state="${state}"]`)).toBeAttached({ timeout: 30_000 });

/** Addresses of what the page's workers have loaded. */
export async function loadedByWorkers(page: Page): Promise<string> {
  const names = (): string => performance.getEntriesByType('resource').map(({ name }) => name).join(' '); // prettier-ignore
  return (await Promise.all(page.workers().map((worker) => worker.evaluate(names)))).join(' ');
}

export const untilShellCheckIsLoaded = (page: Page): Promise<void> =>
  expect.poll(() => loadedByWorkers(page), { timeout: 30_000 }).toMatch(/shellcheck\.wasm/);
