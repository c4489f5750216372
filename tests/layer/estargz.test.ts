import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decodeText } from '../../src/bytes/text.ts';
import { verifyLayer } from '../../src/analysis/verify-layer.ts';
import type { LayerBlob } from '../../src/image/model.ts';
import { isEstargz, readRowFilter } from '../../src/layer/estargz.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { pathAt } from '../../src/paths/path-column.ts';
import { estargzFooter, makeLayer } from '../support/compress-layer.ts';
import type { TarItem } from '../support/make-archive.ts';

const items: TarItem[] = ['app', 'etc/stargz.index.json', 'opt/.prefetch.landmark'].map((name) => ({
  header: { name },
  body: Buffer.from(name),
}));
const lookalikes: TarItem[] = [
  { header: { name: './.prefetch.landmark' }, body: Buffer.from('mine') },
  { header: { name: 'stargz.index.json' }, body: Buffer.from('mine') },
];

const layerOf = (blob: Blob, compression: LayerBlob['compression']): LayerBlob => ({
  index: 0,
  name: 'layer',
  file: 0,
  range: { start: 0, end: blob.size },
  compression,
  digest: null,
  diffId: '',
  command: '',
  created: null,
});

async function pathsOf(bytes: Uint8Array<ArrayBuffer>, compression: LayerBlob['compression']): Promise<string[]> {
  const blob = new Blob([bytes]);
  const { table, fault } = await scanLayer(blob, layerOf(blob, compression), 'image');
  expect(fault).toBeNull();
  return Array.from({ length: table.count }, (_, row) => decodeText(pathAt(table.paths, row)));
}

test('what eStargz adds is left out of the table, at the root alone', async () => {
  const { blob } = await makeLayer(items, 'estargz');
  expect(await pathsOf(blob, 'gzip')).toEqual(['app', 'etc/stargz.index.json', 'opt/.prefetch.landmark']);
});

test('a layer that merely has files of these names keeps them', async () => {
  for (const how of ['gzip', 'gzip-members', 'zstd', 'none'] as const) {
    const { blob } = await makeLayer([...items, ...lookalikes], how);
    const compression = how === 'gzip-members' ? 'gzip' : how;
    expect(await pathsOf(blob, compression), how).toEqual([
      ...['app', 'etc/stargz.index.json', 'opt/.prefetch.landmark'],
      ...['.prefetch.landmark', 'stargz.index.json'],
    ]);
  }
});

const written = (name: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(join(import.meta.dirname, '../fixtures/estargz', name)));

test.each([
  ['internal.tar.gz', 'sha256:d7e855467df1ff8f3cc1368954c35f6180d28c09abc7336c6cd0b1b32f66490b'],
  ['external.tar.gz', 'sha256:91b82394d00912fb4c1409b294c3e8310f9d8dce3f9385662c6be03d7d32eac9'],
])("%s as containerd writes it: the image's own files alone, and its diff id", async (name, diffId) => {
  const bytes = written(name);
  expect(await pathsOf(bytes, 'gzip')).toEqual(['app', 'etc/stargz.index.json', 'opt/.prefetch.landmark']);
  const blob = new Blob([bytes]);
  const digests = await verifyLayer(blob, { ...layerOf(blob, 'gzip'), diffId }, { fileName: name });
  expect(digests).toMatchObject({ tar: diffId, fault: null });
});

test.each([
  ['51 bytes', estargzFooter(123_456_789)],
  ['47 bytes, as CRFS wrote them', estargzFooter(123_456_789, true)],
  ['46 bytes, of an index in another image', written('external.tar.gz').slice(-46)],
])('the footer of %s is known, in its range', async (size, footer) => {
  expect(`${footer.length} bytes`).toBe(size.slice(0, 8));
  const file = new Blob(['before', gzipSync('layer') as Uint8Array<ArrayBuffer>, footer, 'behind']);
  const range = { start: 6, end: file.size - 6 };
  expect(await isEstargz(file, range)).toBe(true);
  expect(await isEstargz(file, { start: 6, end: file.size })).toBe(false);
  expect(await isEstargz(file, { start: range.end - 40, end: range.end })).toBe(false);
});

test.each([
  ...[0, 3, 10, 12, 14, 34, 37].map((at) => [at, estargzFooter(99)] as const),
  ...[0, 3, 10, 12, 14, 16, 32].map((at) => [at, written('external.tar.gz').slice(-46)] as const),
])('a footer whose byte %i is another is none', async (at, footer) => {
  const blob = (): Blob => new Blob([footer]);
  expect(await isEstargz(blob(), { start: 0, end: footer.length })).toBe(true);
  footer[at]! ^= 0x80;
  expect(await isEstargz(blob(), { start: 0, end: footer.length })).toBe(false);
});

test('the footer says nothing in what is not gzip', async () => {
  const blob = new Blob([estargzFooter(1)]);
  const path = new TextEncoder().encode('stargz.index.json');
  expect((await readRowFilter(blob, layerOf(blob, 'gzip')))?.(path)).toBe(false);
  expect(await readRowFilter(blob, layerOf(blob, 'none'))).toBe(null);
  expect(await readRowFilter(blob, { ...layerOf(blob, 'gzip'), range: null })).toBe(null);
});
