import type { Download, Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

/** A browser that asks the user for no file: what is saved is a download. */
export async function withoutPicker(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
}

/** One where the user says yes, and the file is one of the page's own. `picked` is called then. */
export async function withPicker(page: Page, picked: () => Promise<void> = async () => undefined): Promise<void> {
  await page.exposeFunction('picked', picked);
  await page.addInitScript(() => {
    const showSaveFilePicker = async ({ suggestedName }: { suggestedName: string }): Promise<FileSystemFileHandle> => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle(suggestedName, { create: true });
      await (globalThis as unknown as { picked(): Promise<void> }).picked();
      return handle;
    };
    Object.assign(globalThis, { showSaveFilePicker });
  });
}

/** Presses a button, and gives the bytes of what is downloaded. */
export async function downloadBy(
  page: Page,
  button: Locator,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, button.click()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}
