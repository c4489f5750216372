import type { Locator, Page } from '@playwright/test';
import { showView } from './drive.ts';
import { choose, file, waitUntilIdle, type NamedFile } from './page.ts';

/** A small image with a file that nobody sees. */
export const hidingText = `
  layer  COPY . .
    app/main.js  "start"
    app/old.js  "gone"
  layer  RUN rm /app/old.js
    app/.wh.old.js
`;

/** Opens an archive until its files were compared, and shows what can be taken out of it. */
export async function openSmaller(page: Page, archive: Blob | NamedFile, at = '/'): Promise<Locator> {
  const named = archive instanceof Blob ? file('shop.tar', new Uint8Array(await archive.arrayBuffer())) : archive;
  await page.goto(at);
  await choose(page, [named]);
  await waitUntilIdle(page);
  return showView(page, 'smaller');
}

export const saveButton = (view: Locator): Locator => view.getByRole('button', { name: /^Save .+-cleaned\.tar$/ });

export const anyway = (view: Locator): Locator => view.getByRole('checkbox', { name: 'Write it all the same' });
