// Any tree of files that tar-stream writes reads back the same, however the bytes come: from a Blob, or from a stream in
// pieces of any size.
import { expect } from 'vitest';
import fc from 'fast-check';
import { TarReader } from '../../src/archive/tar-reader.ts';
import { BlobReader, ChunkReader, type ByteReader } from '../../src/bytes/byte-reader.ts';
import { textAt } from '../../src/bytes/string-column.ts';
import { decodeText } from '../../src/bytes/text.ts';
import { entryTypes, type EntryType } from '../../src/layer/layer-table.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { pathAt } from '../../src/paths/path-column.ts';
import { makeTar } from '../support/make-archive.ts';
import { layerOf } from './support/audit.ts';
import { property } from './support/property.ts';
import { tarTree, toTarItem, type WrittenFile } from './support/tar-tree.ts';

const flags = {
  file: '0',
  link: '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
} as const;

/** A stream that gives the bytes in pieces of the given sizes, over and over. */
function inPieces(bytes: Uint8Array, sizes: readonly number[]): ByteReader {
  let at = 0;
  let turn = 0;
  return new ChunkReader({
    next: () => {
      const piece = bytes.slice(at, (at += sizes[turn++ % sizes.length] as number));
      return Promise.resolve(piece.length > 0 ? piece : null);
    },
    get consumed() {
      return at;
    },
    close: () => Promise.resolve(),
  });
}

/** Xattrs in the order of their names: PAX records have none of their own. */
const sorted = (xattrs: Iterable<[string, string]>): [string, string][] =>
  [...xattrs].sort(([a], [b]) => (a < b ? -1 : 1));

async function readAll(reader: ByteReader): Promise<unknown[]> {
  const tar = new TarReader(reader, 'layer.tar');
  const read: unknown[] = [];
  for (let entry = await tar.next(); entry; entry = await tar.next()) {
    const { type, mode, uid, gid, mtime, size } = entry;
    const names = { path: decodeText(entry.path), link: decodeText(entry.link) };
    const xattrs = sorted([...(entry.xattrs ?? [])].map(([key, value]) => [key, decodeText(value)]));
    read.push({ ...names, type, mode, uid, gid, mtime, size, xattrs, body: [...(await tar.body(10_000))] });
  }
  return read;
}

const asRead = ({ path, type, link, mode, uid, gid, mtime, body, xattrs }: WrittenFile): unknown => ({
  path: type === 'directory' ? `${path}/` : path,
  link,
  type: flags[type],
  mode,
  uid,
  gid,
  mtime,
  size: body.length,
  xattrs: sorted(Object.entries(xattrs)),
  body: [...body],
});

const pieceSizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 });

property(
  'a tree of files written as tar by tar-stream reads back the same',
  0.16,
  fc.tuple(tarTree, pieceSizes),
  async ([files, sizes]) => {
    const tar = await makeTar(files.map(toTarItem));
    const expected = files.map(asRead);
    expect(await readAll(new BlobReader(new Blob([tar])))).toEqual(expected);
    expect(await readAll(inPieces(tar, sizes))).toEqual(expected);
  },
);

const typesInLayer: Readonly<Record<WrittenFile['type'], EntryType>> = {
  file: 'file',
  link: 'hardlink',
  symlink: 'symlink',
  directory: 'directory',
  'character-device': 'character-device',
  'block-device': 'block-device',
  fifo: 'fifo',
};

property('as a layer it gives a table with the same rows', 0.1, tarTree, async (files) => {
  const blob = new Blob([await makeTar(files.map(toTarItem))]);
  const { table, fault } = await scanLayer(blob, layerOf(blob), 'image.tar');
  expect(fault).toBeNull();
  const rows = Array.from({ length: table.count }, (_, row) => ({
    path: decodeText(pathAt(table.paths, row)),
    type: entryTypes[table.types[row] as number],
    link: textAt(table.links, row),
    size: table.sizes[row],
    mode: table.modes[row],
    uid: table.uids[row],
    gid: table.gids[row],
    mtime: table.mtimes[row],
  }));
  expect(rows).toEqual(
    files.map(({ path, type, link, mode, uid, gid, mtime, body }) => {
      return { path, type: typesInLayer[type], link, size: body.length, mode, uid, gid, mtime };
    }),
  );
  expect([table.whiteouts.ends.length, table.opaques.ends.length]).toEqual([0, 0]);
});
