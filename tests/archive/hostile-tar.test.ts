// Tars made to harm: every limit of the reader, and every number and name that could mislead it.
import { describe, expect, test } from 'vitest';
import { readArchiveIndex } from '../../src/archive/archive-index.ts';
import { limits, TarReader } from '../../src/archive/tar-reader.ts';
import { ByteReader } from '../../src/bytes/byte-reader.ts';
import { FaultError, type Fault } from '../../src/fault.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { layerOf } from '../properties/support/audit.ts';
import { base256, octal, paxHeader, paxRecord, rawHeader, rawTar, utf8, type RawEntry } from './raw-tar.ts';
import { readEntries, readTar } from './read-tar.ts';

/** The same bytes again and again, without an end. */
class EndlessReader extends ByteReader {
  private readonly repeated: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    const times = Math.ceil(1_000_000 / bytes.length);
    this.repeated = new Uint8Array(bytes.length * times);
    for (let turn = 0; turn < times; turn++) this.repeated.set(bytes, turn * bytes.length);
  }

  get consumed(): number {
    return this.position;
  }

  skip(count: number): Promise<boolean> {
    return this.readPast(count);
  }

  protected more(): Promise<boolean> {
    this.append(this.repeated);
    return Promise.resolve(true);
  }
}

async function readEndless(...entries: RawEntry[]): Promise<{ entries: number; fault: Fault }> {
  const tar = new TarReader(new EndlessReader(rawTar(entries)), 'layer.tar');
  for (let count = 0; ; count++) {
    try {
      await tar.next();
    } catch (error) {
      if (error instanceof FaultError) return { entries: count, fault: error.fault };
      throw error;
    }
  }
}

const longPath = paxHeader({ path: 'x'.repeat(65_000) });
/** 300 of them, whose names have 305 letters. */
const manyAttributes = paxHeader(
  Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`SCHILY.xattr.user.${String(at).padEnd(300, 'x')}`, ''])),
);

describe('what has no end stops at a limit', () => {
  test.each<[string, RawEntry[], number, Partial<Fault>]>([
    ['entries', [{}], limits.entries, { kind: 'limit', limit: limits.entries, unit: 'entries' }],
    ['PAX headers', [paxHeader({ uid: '1' })], 0, { kind: 'limit', limit: limits.extensions }],
    ['empty PAX headers', [{ type: 'x' }], 0, { kind: 'limit', limit: limits.extensions }],
    ['PAX headers of 100 kB', [paxHeader({ a: 'x'.repeat(100_000) })], 0, { kind: 'limit', limit: limits.paxBytes }],
    ['global PAX headers', [paxHeader({ a: 'b' }, 'g')], 0, { kind: 'limit', limit: limits.extensions }],
    ['GNU long names', [{ type: 'L', body: 'x'.repeat(60_000) }], 0, { kind: 'limit', limit: limits.extensions }],
    ['GNU long links', [{ type: 'K', body: 'x'.repeat(60_000) }], 0, { kind: 'limit', limit: limits.extensions }],
    ['entries with long names', [longPath, {}], 3938, { kind: 'limit', limit: limits.namesBytes }],
    [
      'entries with long attributes, their names and values counted',
      [paxHeader({ 'SCHILY.xattr.user.a': 'x'.repeat(65_000) }), { name: 'file' }],
      Math.floor(limits.namesBytes / (65_000 + 'user.a'.length + 'file'.length)),
      { kind: 'limit', what: 'the names and attributes of a tar', limit: limits.namesBytes },
    ],
    [
      'entries with many attributes that have no value',
      [manyAttributes, { name: 'file' }],
      Math.floor(limits.namesBytes / (300 * 305 + 'file'.length)),
      { kind: 'limit', what: 'the names and attributes of a tar', limit: limits.namesBytes },
    ],
  ])(
    '%s',
    async (_, entries, count, fault) => {
      const read = await readEndless(...entries);
      expect(read.fault).toMatchObject(fault);
      expect(read.entries).toBe(count);
    },
    60_000,
  );

  test('global records, each under another name, are not kept', async () => {
    const many = Array.from({ length: 900 }, (_, at) => paxHeader({ [`key${at}`]: 'x'.repeat(1000), mtime: '7' }, 'g'));
    const { entries, fault } = await readEntries(...many, {});
    expect([entries.map(({ mtime }) => mtime), fault]).toEqual([[7], null]);
  });
});

describe('paths', () => {
  const levels = (count: number): string => Array.from({ length: count }, () => 'd').join('/');

  test.each<[string, RawEntry[]]>([
    ['PAX', [paxHeader({ path: levels(4097) }), {}]],
    ['GNU', [{ type: 'L', body: levels(4097) }, {}]],
    ['the target of a hard link', [paxHeader({ linkpath: levels(4097) }), { type: '1' }]],
  ])('4,097 levels, %s: what stands before is read', async (_, entries) => {
    const { entries: read, fault } = await readEntries({ name: 'good' }, ...entries);
    expect(read.map(({ path }) => path)).toEqual(['good']);
    expect(fault).toMatchObject({ kind: 'limit', what: 'a path', limit: limits.pathLevels, unit: 'levels' });
  });

  test('4,096 levels are read', async () => {
    const { entries, fault } = await readEntries(paxHeader({ path: levels(4096) }), {});
    expect([entries.length, fault]).toEqual([1, null]);
  });

  test('a link above the limit of a path', async () => {
    const { fault } = await readEntries(paxHeader({ linkpath: 'x'.repeat(limits.pathBytes + 1) }), { type: '2' });
    expect(fault).toMatchObject({ kind: 'limit', limit: limits.pathBytes, unit: 'bytes' });
  });

  test('one attribute above the limit of PAX records, and one below', async () => {
    const attribute = (length: number): RawEntry[] => [paxHeader({ 'SCHILY.xattr.user.a': 'x'.repeat(length) }), {}];
    const below = await readEntries(...attribute(limits.paxBytes - 100));
    expect([below.entries[0]?.xattrs?.['user.a']?.length, below.fault]).toEqual([limits.paxBytes - 100, null]);
    const { entries: read, fault } = await readEntries({ name: 'good' }, ...attribute(limits.paxBytes));
    expect(read.map(({ path }) => path)).toEqual(['good']);
    expect(fault).toMatchObject({ kind: 'limit', what: 'PAX headers', limit: limits.paxBytes, unit: 'bytes' });
  });

  test('PAX keys that JavaScript objects know are keys like any other', async () => {
    const keys = ['__proto__', 'constructor', 'toString', 'SCHILY.xattr.__proto__'];
    const body = Uint8Array.from(keys.flatMap((key) => [...paxRecord(key, 'v')]));
    const { entries: read, fault } = await readEntries({ type: 'x', body }, { name: 'a' });
    expect(fault).toBeNull();
    expect(read[0]).toMatchObject({ path: 'a', mode: 0o644, uid: 0 });
    expect(Object.keys(read[0]!.xattrs!)).toEqual(['__proto__']);
  });

  test('an empty GNU long name takes no name away', async () => {
    const { entries } = await readEntries({ type: 'L', body: '\0' }, { name: 'hidden' });
    expect(entries.map(({ path }) => path)).toEqual(['hidden']);
  });
});

describe('numbers', () => {
  const huge = 2n ** 63n - 1n;

  test.each<[string, RawEntry[], string]>([
    ['a size near 2^63', [{ size: base256(huge) }], 'size'],
    ['a PAX size near 2^63', [paxHeader({ size: String(huge) }), {}], 'size'],
    ['a negative PAX size', [paxHeader({ size: '-512' }), {}], 'size'],
    ['a PAX size with a fraction', [paxHeader({ size: '1.5' }), {}], 'size'],
    ['an owner near 2^63', [{ uid: base256(2n ** 55n - 1n, 8) }], 'owner or time'],
    ['a PAX owner that is not exact', [paxHeader({ uid: '99999999999999999999' }), {}], 'uid'],
    ['a PAX group with a fraction', [paxHeader({ gid: '1.5' }), {}], 'gid'],
    ['a time near 2^63', [{ mtime: base256(huge) }], 'owner or time'],
    ['the size of a PAX header, negative', [{ type: 'x', size: base256(-1n) }, {}], 'size'],
    ['the size of a long name, negative', [{ type: 'L', size: base256(-512n) }, {}], 'size'],
  ])('%s is a fault that names the field', async (_, entries, field) => {
    const { entries: read, fault } = await readEntries({ name: 'good' }, ...entries);
    expect(read.map(({ path }) => path)).toEqual(['good']);
    expect(fault).toMatchObject({ kind: 'bad-number', field });
  });

  test.each(['1', '2', '3', '4', '5', '6'])('type %s has no body, whatever its size says', async (type) => {
    for (const size of [octal(5000), base256(2n ** 40n), base256(-1n), 'hello']) {
      const { entries, fault } = await readEntries({ type, size, link: 'a' }, { name: 'next' });
      expect([entries.map((entry) => [entry.path, entry.size]), fault]).toEqual([[['file', 0], ['next', 0]], null]); // prettier-ignore
    }
  });

  test('a body that goes beyond the end', async () => {
    const { entries, fault } = await readEntries({ name: 'good', body: 'x' }, { name: 'cut', size: octal(1_000_000) });
    expect(entries.map(({ path }) => path)).toEqual(['good']);
    expect(fault).toMatchObject({ kind: 'truncated', missing: 1_000_000 });
  });
});

describe('sparse files', () => {
  const eightPetabytes = 8_000_000_000_000_000;
  const pax = (size: string, map: string): RawEntry => paxHeader({ 'GNU.sparse.size': size, 'GNU.sparse.map': map });
  const gnuField = (value: bigint): Uint8Array => base256(value);
  const gnu = (size: bigint, pieces: readonly bigint[]): RawEntry => ({
    type: 'S',
    dialect: 'gnu',
    patch: { ...Object.fromEntries(pieces.map((piece, at) => [386 + at * 12, gnuField(piece)])), 483: gnuField(size) },
  });
  const stored = (lines: readonly string[]): RawEntry[] => [
    paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '20' }),
    { body: `${lines.join('\n')}\n`.padEnd(512, '\0') },
  ];

  test.each<[string, RawEntry[], string]>([
    ['PAX, a length near 2^63', [pax(String(2n ** 63n - 1n), '0,1'), {}], 'sparse size'],
    ['PAX, a negative length', [pax('-1', '0,1'), {}], 'sparse size'],
    ['PAX, pieces out of order', [pax('20', '8,2,4,2'), {}], 'sparse map'],
    ['PAX, pieces that overlap', [pax('20', '0,4,2,4'), {}], 'sparse map'],
    ['PAX, a piece beyond the end', [pax('20', '0,2,19,5'), {}], 'sparse map'],
    ['PAX, a negative offset', [pax('20', '-4,2'), {}], 'sparse map'],
    ['PAX, a length whose end overflows', [pax('20', `10,${2n ** 63n}`), {}], 'sparse map'],
    ['PAX, no numbers', [pax('20', 'a,0x10'), {}], 'sparse map'],
    ['PAX 1.0, pieces out of order', stored(['2', '8', '2', '4', '2']), 'sparse map'],
    ['PAX 1.0, a piece beyond the end', stored(['1', '19', '2']), 'sparse map'],
    ['GNU, a length near 2^63', [gnu(2n ** 63n - 1n, [0n, 1n])], 'sparse size'],
    ['GNU, a negative length', [gnu(-1n, [0n, 1n])], 'sparse size'],
    ['GNU, pieces out of order', [gnu(20n, [8n, 2n, 4n, 2n])], 'sparse map'],
    ['GNU, a negative piece', [gnu(20n, [0n, -1n])], 'sparse map'],
    ['GNU, a piece near 2^63', [gnu(20n, [0n, 2n ** 63n - 1n])], 'sparse map'],
  ])('%s is a fault', async (_, entries, field) => {
    const { entries: read, fault } = await readEntries({ name: 'good' }, ...entries);
    expect(read.map(({ path }) => path)).toEqual(['good']);
    expect(fault).toMatchObject({ kind: 'bad-number', field });
  });

  test('a file of 8 PB counts as what it claims; where the sum is not exact any more, the layer ends', async () => {
    const claim = pax(String(eightPetabytes), '');
    const blob = new Blob([rawTar([claim, { name: 'a' }, claim, { name: 'b' }])]);
    const { table, fault } = await scanLayer(blob, layerOf(blob), 'image.tar');
    expect([...table.sizes]).toEqual([eightPetabytes]);
    expect(fault).toMatchObject({ kind: 'bad-number', field: 'size, added to those before it,' });
  });

  test('a map of its own block, met at the end of the read window, leaves the name whole', async () => {
    // The header is the last block of the first window of 1 MB, so that the map has to be waited for.
    const before = rawTar([{ name: 'filler', body: new Uint8Array(1_048_576 - 1024) }]);
    const patch = { 386: `${octal(0)}\0${octal(1)}\0`, 482: '\x01', 483: octal(20) };
    const header = rawHeader({ name: 'sparse.img', type: 'S', dialect: 'gnu', size: octal(1), patch });
    const more = new Uint8Array(512);
    more.set(utf8(`${octal(4)}\0${octal(0)}\0`));
    const body = utf8('a'.padEnd(512, '\0'));
    expect(before.length).toBe(1_048_576 - 512);
    const { entries, fault } = await readTar(Uint8Array.from([...before, ...header, ...more, ...body]));
    expect(fault).toBeNull();
    expect(entries.map(({ path, size }) => [path, size])).toEqual([
      ['filler', 1_047_552],
      ['sparse.img', 20],
    ]);
  });

  test('records of a sparse file before a directory claim nothing', async () => {
    const { entries, fault } = await readEntries(pax('5000', '0,1'), { type: '5', name: 'd/' }, { name: 'next' });
    expect([entries.map(({ size }) => size), fault]).toEqual([[0, 0], null]);
  });
});

describe('links in an image archive', () => {
  const indexOf = (...entries: RawEntry[]): ReturnType<typeof readArchiveIndex> =>
    readArchiveIndex({ kind: 'file', name: 'image.tar', file: new Blob([rawTar(entries)]) });

  test.each<[string, RawEntry[]]>([
    ['a symbolic link to itself', [{ type: '2', name: 'a', link: 'a' }]],
    ['a hard link to itself', [{ type: '1', name: 'a', link: 'a' }]],
    ['links in a circle', [{ type: '2', name: 'a', link: 'b' }, { type: '1', name: 'b', link: 'a' }]], // prettier-ignore
    ['a link to a directory', [{ type: '5', name: 'd/' }, { type: '2', name: 'a', link: 'd' }]], // prettier-ignore
    ['a link to nothing', [{ type: '2', name: 'a', link: 'none' }]],
    ['a link out of the archive', [{ type: '2', name: 'a', link: '../../../etc/passwd' }]],
    ['a link to an object’s own name', [{ type: '2', name: 'a', link: '__proto__' }]],
    ['a chain of 100 links', Array.from({ length: 100 }, (_, at) => ({ type: '2', name: at === 0 ? 'a' : `l${at}`, link: `l${at + 1}` }))], // prettier-ignore
  ])('%s leads nowhere', async (_, entries) => {
    const index = await indexOf(...entries);
    expect([index.find('a'), index.fault]).toEqual([null, null]);
  });

  test('a link to a later entry is followed', async () => {
    const index = await indexOf({ type: '1', name: 'a', link: 'b' }, { name: 'b', body: 'x' });
    expect(index.find('a')).toMatchObject({ name: 'b' });
  });
});
