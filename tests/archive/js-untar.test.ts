// js-untar (2018) is an independent reader of the same archives. What it does not know is listed here, exactly: by
// archive, entry and field, what we read and what it reads.
import { openAsBlob, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openBlob } from '../support/open-image.ts';
import { layerTar, makeTar } from '../support/make-archive.ts';
import { parseImageText } from '../support/build-image.ts';
import { untar, type UntarFile } from './js-untar.ts';
import { base256, latin1, octal, paxHeader, rawTar, type RawEntry } from './raw-tar.ts';
import { readTar, type ReadEntry } from './read-tar.ts';

const contentsOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const ours = (entry: ReadEntry) => ({
  name: entry.path,
  size: entry.size,
  type: entry.type,
  mode: entry.mode,
  uid: entry.uid,
  gid: entry.gid,
  mtime: entry.mtime,
  link: entry.link,
  contents: contentsOf(entry.body),
});

const theirs = (file: UntarFile): Record<keyof ReturnType<typeof ours>, unknown> => ({
  name: file.name,
  size: file.size,
  type: file.type || '0',
  mode: parseInt(file.mode, 8),
  uid: file.uid,
  gid: file.gid,
  mtime: file.mtime,
  link: file.linkname,
  contents: contentsOf(new Uint8Array(file.buffer)),
});

const shorten = (text: string): string => (text.length > 24 ? `${text.slice(0, 8)}… (${text.length})` : text);
const brief = (value: unknown): string =>
  typeof value === 'string' ? `"${shorten(value.replaceAll(/\0+/g, '␀'))}"` : String(value);

/** `entry field: ours | theirs` for every field that differs. */
async function gaps(tar: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const read = await readTar(tar);
  expect(read.fault).toBeNull();
  const files = await untar(tar.slice().buffer).catch((error: Error) => error.message);
  if (typeof files === 'string') return [`fails: ${files}`];
  // It gives GNU's long names and links as files, before the entry that they belong to.
  const own = files.filter(({ type }) => type === 'L' || type === 'K').map(({ type }) => `a file of its own: ${type}`);
  const rest = files.filter(({ type }) => type !== 'L' && type !== 'K');
  const found =
    rest.length === read.entries.length ? own : [...own, `entries: ${read.entries.length} | ${rest.length}`];
  read.entries.forEach((entry, index) => {
    const file = rest[index];
    if (!file) return;
    const [one, other] = [ours(entry), theirs(file)];
    for (const field of Object.keys(one) as (keyof typeof one)[]) {
      if (!Object.is(one[field], other[field])) {
        found.push(`${shorten(entry.path)} ${field}: ${brief(one[field])} | ${brief(other[field])}`);
      }
    }
  });
  return found;
}

const end = new Uint8Array(1024);
const raw = (...entries: RawEntry[]): Uint8Array<ArrayBuffer> => Uint8Array.from([...rawTar(entries), ...end]);

describe('what both read alike', () => {
  test('files, directories, links and FIFOs of tar-stream', async () => {
    const [layer] = parseImageText(`
      layer
        bin/
        bin/busybox  2000  0755
        bin/sh => bin/busybox
        bin/ls -> busybox
        etc/passwd  "root:x:0:0"  0600
        etc/empty  0
        run/pipe  fifo
        etc/.wh.shadow
    `);
    expect(await gaps(await layerTar(layer!.entries))).toEqual([]);
  });

  test('names with a prefix', async () => {
    const name = `${'d/'.repeat(60)}file`;
    expect(await gaps(await makeTar([{ header: { name }, body: latin1('x') }]))).toEqual([]);
  });

  test('a PAX path and link of ASCII letters', async () => {
    const entries = [paxHeader({ path: 'p'.repeat(200) }), { body: 'abc' }, paxHeader({ size: '3' }), { body: 'abc' }];
    expect(await gaps(raw(...entries))).toEqual([]);
  });
});

describe('the small archives', () => {
  const folder = join(import.meta.dirname, '../fixtures/images');
  const archives = readdirSync(folder).filter((name) => name.endsWith('.tar'));

  /** By archive, then by layer; what is not named here is read alike. */
  const known: Record<string, Record<number, string[]>> = {
    'tiny-attested.oci.tar': {
      0: ['tiny mode: 493 | 33261'],
      1: ['etc/ mode: 493 | 16877', 'etc/motd mode: 420 | 33188'],
    },
    'whiteouts-crafted.tar': {
      1: ['fails: Invalid PAX header data format.'],
      2: [
        'a file of its own: L',
        'a file of its own: K',
        'opt/gnu-… (167) name: "opt/gnu-… (167)" | "opt/gnu-… (100)"',
        'opt/gnu-link link: "kkkkkkkk… (180)" | "kkkkkkkk… (100)"',
        'opt/base256 uid: 3000001 | NaN',
        'opt/base256 gid: 4000001 | NaN',
        'opt/base256 mtime: -3600 | NaN',
        'opt/sparse-pax0_1.img name: "opt/sparse-pax0_1.img" | "opt/GNUS… (37)"',
        'opt/sparse-pax0_1.img size: 4194304 | 16384',
        'opt/sparse-pax0_1.img contents: "head␀mid… (8302)" | "head␀mid… (8302)"',
        'opt/sparse-pax1_0.img name: "opt/sparse-pax1_0.img" | "opt/GNUS… (37)"',
        'opt/sparse-pax1_0.img size: 4194304 | 16896',
        'opt/sparse-pax1_0.img contents: "head␀mid… (8302)" | "4\n0\n4096… (8348)"',
      ],
    },
  };

  test.each(archives)('%s and its layers', async (name) => {
    const blob = await openAsBlob(join(folder, name));
    expect(await gaps(new Uint8Array(await blob.arrayBuffer()))).toEqual([]);
    const { images } = await openBlob(blob, name);
    for (const { index, range, compression } of images[0]!.layers) {
      const bytes = new Uint8Array(await blob.slice(range!.start, range!.end).arrayBuffer());
      const tar = compression === 'gzip' ? Uint8Array.from(gunzipSync(bytes)) : bytes;
      expect(await gaps(tar), `layer ${index}`).toEqual(known[name]?.[index] ?? []);
    }
  });
});

describe('what js-untar does not know', () => {
  test.each<[string, Uint8Array<ArrayBuffer>, string[]]>([
    [
      'owners are read as decimal numbers',
      raw({ uid: '0001750', gid: '0000144' }),
      ['file uid: 1000 | 1750', 'file gid: 100 | 144'],
    ],
    ['names are Latin-1', raw({ name: 'é' }), ['é name: "é" | "Ã©"']],
    [
      'base-256 numbers are none',
      raw({ uid: base256(5n, 8), mtime: base256(-5n) }),
      ['file uid: 5 | NaN', 'file mtime: -5 | NaN'],
    ],
    [
      'GNU long names are files of their own',
      raw({ name: '././@LongLink', type: 'L', body: `long\0` }, { name: 'cut' }),
      ['a file of its own: L', 'long name: "long" | "cut"'],
    ],
    [
      'GNU long links too',
      raw({ type: 'K', body: `long\0` }, { type: '2', link: 'cut' }),
      ['a file of its own: K', 'file link: "long" | "cut"'],
    ],
    ['PAX times keep their text', raw(paxHeader({ mtime: '1.5' }), {}), ['file mtime: 1.5 | "1.5"']],
    ['PAX names of digits become numbers', raw(paxHeader({ path: '2024' }), {}), ['2024 name: "2024" | 2024']],
    [
      'a PAX size does not tell how much to read',
      raw(paxHeader({ size: '3' }), { body: 'abc', size: octal(0) }),
      ['entries: 1 | 2', 'file contents: "abc" | ""'],
    ],
    ['PAX values with newlines fail', raw(paxHeader({ path: 'a\nb' }), {}), ['fails: Invalid PAX header data format.']],
    ['PAX values that are not UTF-8', raw(paxHeader({ 'SCHILY.xattr.user.a': latin1('\xff\xfe') }), {}), ['fails: ']],
    [
      'a PAX global header wins over a local one',
      raw(paxHeader({ uid: '7' }, 'g'), paxHeader({ uid: '8' }), {}, { name: 'b' }),
      ['file uid: 8 | 7'],
    ],
    [
      'GNU sparse files are not expanded',
      raw({ type: 'S', dialect: 'gnu', body: 'ab', patch: { 386: `${octal(0)}\0${octal(2)}\0`, 483: octal(6) } }),
      ['file size: 6 | 2', 'file type: "0" | "S"', 'file contents: "ab␀" | ""'],
    ],
    [
      'PAX sparse files are not expanded',
      raw(paxHeader({ 'GNU.sparse.size': '6', 'GNU.sparse.map': '4,2', 'GNU.sparse.name': 'hole' }), { body: 'ab' }),
      ['hole name: "hole" | "file"', 'hole size: 6 | 2', 'hole contents: "␀ab" | "ab"'],
    ],
    [
      'contiguous files (type 7) have no contents',
      raw({ type: '7', body: 'abc' }),
      ['file type: "0" | "7"', 'file contents: "abc" | ""'],
    ],
    [
      'hard links with a size shift what follows',
      raw({ type: '1', link: 'a', size: octal(512) }, { name: 'next', body: 'abc' }),
      [
        'file size: 0 | 512',
        'next name: "next" | "abc"',
        'next size: 3 | NaN',
        'next mode: 420 | NaN',
        'next uid: 0 | NaN',
        'next gid: 0 | NaN',
        'next mtime: 0 | NaN',
        'next contents: "abc" | ""',
      ],
    ],
    [
      'a name that starts with four NULs ends the archive',
      raw({ name: '\0\0\0\0', prefix: 'p' }, { name: 'b' }),
      ['entries: 2 | 0'],
    ],
    ['type bits in a mode stay', raw({ mode: '0100644' }), ['file mode: 420 | 33188']],
  ])('%s', async (_, tar, expected) => {
    expect(await gaps(tar)).toEqual(expected);
  });

  test('no checksum is checked, no cut is noticed', async () => {
    const damaged = raw({ name: 'a', checksum: 'wrong' });
    expect((await readTar(damaged)).fault).toMatchObject({ kind: 'not-a-tar' });
    expect((await untar(damaged.buffer)).map(({ name }) => name)).toEqual(['a']);
    const cut = rawTar([{ name: 'a', body: 'x'.repeat(600) }]).slice(0, 700);
    expect((await readTar(cut)).fault).toMatchObject({ kind: 'truncated' });
    expect((await untar(cut.buffer)).map(({ size, buffer }) => [size, buffer.byteLength])).toEqual([[600, 188]]);
  });
});
