import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { textAt } from '../../src/bytes/string-column.ts';
import type { LayerBlob } from '../../src/image/model.ts';
import { isEstargz, readRowFilter } from '../../src/layer/estargz.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
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
  return Array.from({ length: table.count }, (_, row) => textAt(table.paths, row));
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

test.each([
  ['51 bytes', false],
  ['47 bytes, as CRFS wrote them', true],
])('the footer of %s is known, in its range', async (size, legacy) => {
  const footer = estargzFooter(123_456_789, legacy);
  expect(`${footer.length} bytes`).toBe(size.slice(0, 8));
  const file = new Blob(['before', gzipSync('layer') as Uint8Array<ArrayBuffer>, footer, 'behind']);
  const range = { start: 6, end: file.size - 6 };
  expect(await isEstargz(file, range)).toBe(true);
  expect(await isEstargz(file, { start: 6, end: file.size })).toBe(false);
  expect(await isEstargz(file, { start: range.end - 40, end: range.end })).toBe(false);
});

test.each([0, 3, 10, 12, 14, 34, 37])('a footer whose byte %i is another is none', async (at) => {
  const footer = estargzFooter(99);
  footer[at]! ^= 0x80;
  expect(await isEstargz(new Blob([footer]), { start: 0, end: 51 })).toBe(false);
});

test('the footer says nothing in what is not gzip', async () => {
  const blob = new Blob([estargzFooter(1)]);
  const path = new TextEncoder().encode('stargz.index.json');
  expect((await readRowFilter(blob, layerOf(blob, 'gzip')))?.(path)).toBe(false);
  expect(await readRowFilter(blob, layerOf(blob, 'none'))).toBe(null);
  expect(await readRowFilter(blob, { ...layerOf(blob, 'gzip'), range: null })).toBe(null);
});
