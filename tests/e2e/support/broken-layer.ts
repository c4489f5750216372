import { expect, type Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { makeArchive, type ArchiveOptions } from '../../support/make-archive.ts';
import { choose, file, waitForState } from './page.ts';

const layers = `
  layer  COPY a
    app/small  "small\\n"
    app/empty  0
    app/lost -> nowhere
    app/large  10
  layer  RUN rm
    app/.wh.never
    app/other  "other\\n"
`;

/** The compressed blob of the large file's layer ends half way. */
const cutInHalf: ArchiveOptions['change'] = (files) => {
  const [name, blob] = [...files].find(([, value]) => value instanceof Uint8Array && value.length > 500_000)!;
  files.set(name, (blob as Uint8Array).slice(0, 500_000));
};

/** Opens an image of gzipped layers, whose first one ends within its last file (app/large). */
export async function openBrokenLayer(page: Page): Promise<void> {
  const contents = { 'app/large': new Uint8Array(randomBytes(1_000_000)) };
  const blob = await makeArchive(layers, { layout: 'oci', contents, change: cutInHalf });
  await page.goto('/');
  await choose(page, [file('image.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  await expect(page.locator('section[data-view]').first()).toBeAttached();
}
