import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { bombHead, gzipBomb, zstdZeros } from '../support/bombs.ts';
import { gzipMembers, layerCompressions } from '../support/compress-layer.ts';
import { layouts, makeArchive, type ArchiveFiles } from '../support/make-archive.ts';
import { showView } from './support/drive.ts';
import { choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';

// Node's DecompressionStream reads several members of gzip, Chromium's does not, and only the page has a policy that
// WebAssembly is loaded under: so each pair is opened in the browser too.
const text = `
  layer  COPY rootfs/ /
    usr/lib/libc.so  3000000
    etc/hosts  "127.0.0.1 localhost"
  layer  COPY app /app
    app/server.js  500000
    app/hosts  "127.0.0.1 localhost"
  layer  RUN rm /app/server.js
    app/.wh.server.js
`;

interface Report {
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly images: readonly { readonly sizes: object; readonly layers: readonly { readonly added: number }[] }[];
}

async function reportOf(page: Page, archive: Blob): Promise<Report> {
  await page.goto('/');
  await choose(page, [file('web.tar', new Uint8Array(await archive.arrayBuffer()))]);
  await waitForState(page, 'ready');
  await waitUntilIdle(page);
  const view = await showView(page, 'export');
  const button = view.getByRole('button', { name: 'Download JSON report' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as Report;
}

for (const layout of layouts) {
  test.describe(`the layout ${layout}`, () => {
    for (const compression of layerCompressions) {
      test(`with layers: ${compression}`, async ({ page }) => {
        const report = await reportOf(page, await makeArchive(text, { layout, compression }));
        expect(report.problems).toEqual([]);
        const sizes = { stored: 3_500_038, visible: 3_000_038, overwritten: 0, deleted: 500_000 };
        expect(report.images[0]?.sizes).toMatchObject(sizes);
      });
    }
  });
}

/** The first layer's blob becomes another one, whatever its name says. */
const firstLayer =
  (change: (blob: Uint8Array) => Uint8Array) =>
  (files: ArchiveFiles): void => {
    const name = [...files.keys()].find((key) => key.endsWith('.tar'))!;
    files.set(name, change(files.get(name) as Uint8Array));
  };

test('what stands before a damaged member is read, and the damage told', async ({ page }) => {
  const change = firstLayer((blob) => {
    const members = gzipMembers(blob, 100_000);
    members.fill(0xff, members.length - 3000, members.length - 2000);
    return members;
  });
  const report = await reportOf(page, await makeArchive(text, { layout: 'skopeo', change }));
  expect(report.problems.map(({ code }) => code)).toEqual(['bad-compression']);
  // etc/hosts of the first layer stands behind the damage.
  expect(report.images[0]?.sizes).toMatchObject({ stored: 3_500_019 });
});

for (const [name, make] of [
  ['gzip', async () => gzipBomb(bombHead)],
  ['zstd', () => zstdZeros(bombHead)],
] as const) {
  test(`a bomb of ${name} is stopped, and the rest is read`, async ({ page }) => {
    const bomb = await make();
    const report = await reportOf(page, await makeArchive(text, { layout: 'skopeo', change: firstLayer(() => bomb) }));
    expect(report.problems.map(({ code }) => code)).toEqual(['expansion']);
    expect(report.problems[0]?.message).toContain(`of ${name} data had given 1.00 GB`);
    expect(report.images[0]?.layers.map(({ added }) => added)).toEqual([2, 2, 0]);
  });
}
