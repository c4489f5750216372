import { describe, expect, test } from 'vitest';
import { editGlobals, editHeaders, withSize, type HeaderEdit } from '../../src/archive/edit-header.ts';
import { checksumMatches, parseNumber } from '../../src/archive/tar-header.ts';
import { decodeText } from '../../src/bytes/text.ts';
import { base256, octal, paxHeader, rawHeader, rawTar, utf8, type RawEntry } from './raw-tar.ts';
import { readTar, type ReadEntry } from './read-tar.ts';

const none: HeaderEdit = { time: null, path: null, link: null, globals: null };
const long = 'd/'.repeat(80) + 'name';

/** What is read of an entry whose headers are edited; its body stays. */
async function edited(entries: readonly RawEntry[], edit: Partial<HeaderEdit>): Promise<ReadEntry> {
  const raw = rawTar(entries);
  const { body = '' } = entries.at(-1)!;
  const bodyBytes = Math.ceil(body.length / 512) * 512;
  const headers = editHeaders(raw.subarray(0, raw.length - bodyBytes), { ...none, ...edit });
  const read = await readTar(Uint8Array.from([...headers, ...raw.subarray(raw.length - bodyBytes)]));
  expect(read.fault).toBeNull();
  expect(read.entries).toHaveLength(1);
  return read.entries[0]!;
}

describe('times', () => {
  test.each<[string, RawEntry[]]>([
    ['ustar', [{ name: 'a', mtime: octal(1_700_000_000) }]],
    ['V7', [{ name: 'a', mtime: octal(1_700_000_000), dialect: 'v7' }]],
    ['before 1970', [{ name: 'a', mtime: base256(-5n) }]],
    ['a fraction in a record', [paxHeader({ mtime: '1700000000.25' }), { name: 'a', mtime: octal(1_700_000_000) }]],
    ['several', [paxHeader({ atime: '1', ctime: '2', mtime: '3', 'LIBARCHIVE.creationtime': '4' }), { name: 'a' }]],
  ])('%s', async (_, entries) => {
    const raw = rawTar(entries);
    const bytes = editHeaders(raw, { ...none, time: 86_400 });
    // Nothing else is said of it, so that all come out as one.
    const dialect = entries.at(-1)!.dialect ?? 'ustar';
    expect(bytes).toEqual(rawHeader({ name: 'a', mtime: octal(86_400), dialect }));
    expect((await edited(entries, { time: 86_400 })).mtime).toBe(86_400);
  });

  test('other records stay, and the header that holds them has the time too', () => {
    const entries = [paxHeader({ mtime: '5.5', 'SCHILY.xattr.user.a': 'b\n=c' }), { name: 'a' }];
    const expected = [
      { ...paxHeader({ 'SCHILY.xattr.user.a': 'b\n=c' }), mtime: octal(7) },
      { name: 'a', mtime: octal(7) },
    ];
    expect(editHeaders(rawTar(entries), { ...none, time: 7 })).toEqual(rawTar(expected));
  });

  test('those that GNU and star put where ustar has a prefix', () => {
    const gnu: RawEntry = { name: 'a', dialect: 'gnu', patch: { 345: octal(5), 357: octal(6), 369: octal(1) } };
    expect(editHeaders(rawTar([gnu]), { ...none, time: 0 })).toEqual(rawTar([{ ...gnu, patch: { 369: octal(1) } }]));
    const star = (time: number): RawEntry => ({
      name: 'a',
      prefix: 'of',
      patch: { 476: `${octal(time)}\0`, 488: `${octal(time)}\0`, 508: 'tar\0' },
      mtime: octal(time),
    });
    expect(editHeaders(rawTar([star(9)]), { ...none, time: 3 })).toEqual(rawTar([star(3)]));
  });

  test('of global headers', () => {
    const raw = rawTar([paxHeader({ mtime: '5', uid: '7' }, 'g'), paxHeader({ mtime: '6' }, 'g')]);
    expect(editGlobals(raw, 0)).toEqual(rawTar([paxHeader({ uid: '7' }, 'g')]));
    expect(editGlobals(raw, null)).toEqual(raw);
  });
});

describe('names', () => {
  const gnuLong = (type: string): RawEntry => ({ name: '././@LongLink', type, dialect: 'gnu', body: `${long}\0` });

  test.each<[string, RawEntry[]]>([
    ['of a header', [{ name: 'a', prefix: 'of', body: 'text' }]],
    ['of a record', [paxHeader({ path: long }), { name: 'a', body: 'text' }]],
    ['of GNU', [gnuLong('L'), { name: 'a', dialect: 'gnu', body: 'text' }]],
  ])('%s', async (_, entries) => {
    for (const path of ['new', 'x'.repeat(100), `${'y/'.repeat(90)}z`]) {
      const entry = await edited(entries, { path: utf8(path) });
      expect([entry.path, decodeText(entry.body)]).toEqual([path, 'text']);
    }
  });

  test.each<[string, RawEntry[]]>([
    ['of a header', [{ name: 'a', link: 'b', type: '1' }]],
    ['of a record', [paxHeader({ linkpath: long, path: long }), { name: 'a', link: 'b', type: '1' }]],
    ['of GNU', [gnuLong('K'), { name: 'a', link: 'b', type: '1', dialect: 'gnu' }]],
  ])('targets %s', async (_, entries) => {
    const before = (await readTar(rawTar(entries))).entries[0]!;
    for (const link of ['new', 'x'.repeat(100), `${'y/'.repeat(90)}z`]) {
      expect(await edited(entries, { link: utf8(link) })).toEqual({ ...before, link });
    }
  });

  test('a sparse file of PAX 1.0 keeps its map', async () => {
    const map = '1\n0\n4\n'.padEnd(512, '\0');
    const pax = {
      'GNU.sparse.major': '1',
      'GNU.sparse.minor': '0',
      'GNU.sparse.name': 'old',
      'GNU.sparse.realsize': '9',
    };
    const raw = rawTar([paxHeader(pax), { name: 'GNUSparseFile/old', body: `${map}text` }]);
    const headers = editHeaders(raw.subarray(0, raw.length - 512), { ...none, path: utf8('new'), time: 4 });
    const { entries } = await readTar(Uint8Array.from([...headers, ...raw.subarray(raw.length - 512)]));
    expect(entries.map(({ path, size, mtime, body }) => [path, size, mtime, decodeText(body)])).toEqual([
      ['new', 9, 4, 'text\0\0\0\0\0'],
    ]);
  });
});

test('an entry takes along what global headers said of it', async () => {
  const globals = new Map([
    ['uid', utf8('7')],
    ['gid', utf8('8')],
    ['mtime', utf8('9')],
  ]);
  const { uid, gid, mtime } = await edited([paxHeader({ gid: '5' }), { name: 'a' }], { globals });
  expect([uid, gid, mtime]).toEqual([7, 5, 9]);
  const other = await edited([{ name: 'a' }], { globals, time: 3, path: utf8('b') });
  expect([other.uid, other.gid, other.mtime, other.path]).toEqual([7, 8, 3, 'b']);
});

test('nothing to change changes nothing', () => {
  const raw = rawTar([paxHeader({ mtime: '5.5', path: long }), { name: 'a', uid: '0000012', prefix: 'of' }]);
  expect(editHeaders(raw, none)).toEqual(raw);
});

test.each([0, 511, 8 ** 11 - 1, 8 ** 11, 5e12])('a size of %d', (size) => {
  const header = withSize(rawHeader({ name: 'a' }), size);
  expect(checksumMatches(header)).toBe(true);
  expect(parseNumber(header, 124, 12)).toBe(size);
});
