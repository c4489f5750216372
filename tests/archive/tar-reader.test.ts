import { describe, expect, test } from 'vitest';
import { limits, TarReader } from '../../src/archive/tar-reader.ts';
import { BlobReader } from '../../src/bytes/byte-reader.ts';
import { base256, latin1, octal, paxHeader, paxRecord, rawHeader, rawTar, utf8, type RawEntry } from './raw-tar.ts';
import { readEntries, readTar } from './read-tar.ts';

const long = (length: number): string => `deep/${'x'.repeat(length - 5)}`;

describe('names', () => {
  test.each<[string, RawEntry[], string]>([
    ['ustar', [{ name: 'etc/passwd' }], 'etc/passwd'],
    ['ustar, with a prefix', [{ name: 'c', prefix: 'a/b' }], 'a/b/c'],
    ['ustar, the whole field without a NUL', [{ name: long(100) }], long(100)],
    ['V7 has no prefix', [{ name: 'c', prefix: 'a/b', dialect: 'v7' }], 'c'],
    ['GNU keeps times where ustar has the prefix', [{ name: 'c', prefix: octal(5), dialect: 'gnu' }], 'c'],
    ['GNU long name', [{ name: '././@LongLink', type: 'L', body: `${long(300)}\0` }, { name: 'cut' }], long(300)],
    ['PAX path', [paxHeader({ path: long(300) }), { name: 'cut' }], long(300)],
    ['PAX path wins over a GNU long name', [paxHeader({ path: 'p' }), { type: 'L', body: 'l\0' }, { name: 'n' }], 'p'],
    ['an empty PAX path takes nothing away', [paxHeader({ path: '' }), { name: 'n' }], 'n'],
    ['not UTF-8', [{ patch: { 0: latin1('caf\xe9\0') } }], 'caf\udce9'],
    ['a newline in a PAX path', [paxHeader({ path: 'a\nb' }), {}], 'a\nb'],
    ['leading dots stay as they are', [{ name: './../x' }], './../x'],
  ])('%s', async (_, entries, path) => {
    const read = await readEntries(...entries);
    expect(read.fault).toBeNull();
    expect(read.entries.map((entry) => entry.path)).toEqual([path]);
  });

  test('extensions belong to the next entry alone', async () => {
    const { entries } = await readEntries(
      paxHeader({ path: 'one', linkpath: 'two' }),
      { type: '2' },
      { name: 'plain' },
    );
    expect(entries.map(({ path, link }) => [path, link])).toEqual([
      ['one', 'two'],
      ['plain', ''],
    ]);
  });

  test('a PAX global header holds for every entry behind it, a local one goes before it', async () => {
    const { entries } = await readEntries(
      paxHeader({ uid: '7', mtime: '100' }, 'g'),
      { name: 'a' },
      paxHeader({ uid: '8' }),
      { name: 'b' },
      { name: 'c' },
    );
    expect(entries.map(({ path, uid, mtime }) => [path, uid, mtime])).toEqual([
      ['a', 7, 100],
      ['b', 8, 100],
      ['c', 7, 100],
    ]);
  });
});

describe('links', () => {
  test.each<[string, RawEntry[], string, string]>([
    ['hard link', [{ type: '1', link: 'etc/a' }], '1', 'etc/a'],
    ['symbolic link', [{ type: '2', link: '../a' }], '2', '../a'],
    [
      'GNU long link',
      [
        { type: 'K', body: `${long(200)}\0` },
        { type: '2', link: 'cut' },
      ],
      '2',
      long(200),
    ],
    ['PAX linkpath', [paxHeader({ linkpath: long(200) }), { type: '1', link: 'cut' }], '1', long(200)],
  ])('%s', async (_, entries, type, link) => {
    const [entry] = (await readEntries(...entries)).entries;
    expect(entry).toMatchObject({ type, link, size: 0 });
  });

  test('a hard link has no body, whatever its size says (old programs repeat that of its target)', async () => {
    const { entries, fault } = await readEntries({ type: '1', link: 'a', size: octal(5000) }, { name: 'next' });
    expect(fault).toBeNull();
    expect(entries.map(({ path, size }) => [path, size])).toEqual([
      ['file', 0],
      ['next', 0],
    ]);
  });
});

describe('numbers', () => {
  const big = 8_589_934_592; // one more than eleven octal digits can say
  test.each<[string, RawEntry[], object]>([
    ['octal', [{ uid: octal(1000, 7), mode: '0004755' }], { uid: 1000, mode: 0o4755 }],
    ['octal with blanks before and behind', [{ uid: '   144 \0' }], { uid: 100 }],
    ['an empty field is 0', [{ mtime: new Uint8Array(12) }], { mtime: 0 }],
    ['the type bits in a mode are left out', [{ mode: '0100644' }], { mode: 0o644 }],
    ['base-256, positive', [{ uid: base256(3_000_000_000n, 8) }], { uid: 3_000_000_000 }],
    ['base-256, negative', [{ mtime: base256(-1_000_000n) }], { mtime: -1_000_000 }],
    ['PAX size', [paxHeader({ size: '3' }), { body: 'abc', size: octal(0) }], { size: 3 }],
    ['PAX mtime with a fraction', [paxHeader({ mtime: '1350244992.023960108' }), {}], { mtime: 1350244992.0239601 }],
    ['PAX mtime, negative', [paxHeader({ mtime: '-86400.5' }), {}], { mtime: -86400.5 }],
    ['PAX owner', [paxHeader({ uid: '4000000000', gid: '5' }), {}], { uid: 4_000_000_000, gid: 5 }],
  ])('%s', async (_, entries, expected) => {
    const read = await readEntries(...entries);
    expect(read.fault).toBeNull();
    expect(read.entries[0]).toMatchObject(expected);
  });

  test('a size above eight gigabytes, in base-256 and in PAX', async () => {
    for (const entries of [[{ size: base256(BigInt(big)) }], [paxHeader({ size: String(big) }), { size: octal(0) }]]) {
      const read = await readEntries(...entries);
      expect(read.entries.map(({ size }) => size)).toEqual([big]);
      expect(read.fault).toMatchObject({ kind: 'truncated' });
    }
  });

  test.each<[string, RawEntry[], string]>([
    ['base-256 above 2^53', [{ size: base256(2n ** 60n) }], 'size'],
    ['a negative size', [{ size: base256(-1n) }], 'size'],
    ['a size that is no number', [{ size: 'hello' }], 'size'],
    ['a PAX size that is no number', [paxHeader({ size: 'many' }), {}], 'size'],
    ['an owner that is no number', [{ uid: '99' }], 'owner or time'],
    ['a PAX time that is no number', [paxHeader({ mtime: 'now' }), {}], 'mtime'],
    ['a PAX record with a wrong length', [{ type: 'x', body: '99 path=a\n' }, {}], 'PAX record length'],
    ['a PAX record without a length', [{ type: 'x', body: 'path=a\n' }, {}], 'PAX record length'],
    ['a PAX record of length 0', [{ type: 'x', body: '0 path=a\n' }, {}], 'PAX record length'],
    ['a PAX record with an endless length', [{ type: 'x', body: `${'1'.repeat(400)} a=b\n` }, {}], 'PAX record length'],
    ['a PAX record without =', [{ type: 'x', body: '9 pathxx\n' }, {}], 'PAX record length'],
  ])('%s is a fault that names the field', async (_, entries, field) => {
    const { fault } = await readEntries({ name: 'good' }, ...entries);
    expect(fault).toMatchObject({ kind: 'bad-number', fileName: 'layer.tar', field });
  });
});

test('a body is given whole up to a limit', async () => {
  const reader = new TarReader(new BlobReader(new Blob([rawTar([{ body: 'hello' }])])), 'layer.tar');
  await reader.next();
  await expect(reader.body(4)).rejects.toMatchObject({ fault: { kind: 'limit', limit: 4 } });
  expect([...(await reader.body(5))]).toEqual([...utf8('hello')]);
});

test('LIBARCHIVE.xattr records: names with escapes, values in base64 without padding; SCHILY’s come first', async () => {
  const records = {
    'LIBARCHIVE.xattr.user.only': 'AQAAAg',
    'LIBARCHIVE.xattr.user.a%20b%3D': 'eA',
    'LIBARCHIVE.xattr.user.%zz': 'eQ==',
    'LIBARCHIVE.xattr.user.both': 'bm8',
    'LIBARCHIVE.xattr.user.broken': '=no base64=',
    'SCHILY.xattr.user.both': 'yes',
  };
  const { entries } = await readEntries(paxHeader(records), { name: 'f' });
  expect(entries[0]?.xattrs).toEqual({
    'user.only': '\x01\x00\x00\x02',
    'user.a b=': 'x',
    'user.%zz': 'y',
    'user.both': 'yes',
  });
});

test('SCHILY.xattr records, values of any bytes', async () => {
  const records = { 'SCHILY.xattr.security.capability': latin1('\x01\x00\n=\x02'), 'SCHILY.xattr.user.a': 'b' };
  const { entries } = await readEntries(paxHeader(records), { name: 'bin/ping' }, { name: 'next' });
  expect(entries[0]?.xattrs).toEqual({ 'security.capability': '\x01\x00\n=\x02', 'user.a': 'b' });
  expect(entries[1]?.xattrs).toBeNull();
});

test('ACLs are read where they are attributes, as Docker and containerd set them', async () => {
  const acl = latin1('\x02\0\0\0');
  const records = { 'SCHILY.acl.access': 'user::rw-', 'SCHILY.xattr.system.posix_acl_access': acl };
  const { entries } = await readEntries(
    paxHeader(records),
    { name: 'both' },
    paxHeader({ 'SCHILY.acl.default': 'user::rw-' }),
    { name: 'text' },
  );
  expect(entries.map(({ xattrs }) => xattrs)).toEqual([{ 'system.posix_acl_access': '\x02\0\0\0' }, null]);
});

describe('numbers of a device', () => {
  /** The fields for them: major at 329, minor at 337. */
  const device = (major: string, minor: string, type = '3'): RawEntry => ({ type, patch: { 329: major, 337: minor } });

  test.each<[string, RawEntry[], [number, number]]>([
    ['a character device, in octal', [device(octal(1, 7), octal(3, 7))], [1, 3]],
    ['a block device', [device(octal(259, 7), octal(17, 7), '4')], [259, 17]],
    ['none said', [{ type: '3' }], [0, 0]],
    [
      'SCHILY records: more than the fields hold',
      [paxHeader({ 'SCHILY.devmajor': '4294967295', 'SCHILY.devminor': '1048576' }), device(octal(1, 7), octal(3, 7))],
      [4_294_967_295, 1_048_576],
    ],
    [
      'one record, the other number from its field',
      [paxHeader({ 'SCHILY.devminor': '9' }), device(octal(8, 7), octal(3, 7), '4')],
      [8, 9],
    ],
    [
      'a field that holds no number, and a record that does',
      [paxHeader({ 'SCHILY.devmajor': '5' }), device('x', octal(3, 7))],
      [5, 3],
    ],
    ['an empty record says nothing', [paxHeader({ 'SCHILY.devmajor': '' }), device(octal(6, 7), octal(3, 7))], [6, 3]],
    ['a file has none, whatever stands there', [device(octal(6, 7), octal(3, 7), '0')], [0, 0]],
    [
      'a file has none, whatever its records say',
      [paxHeader({ 'SCHILY.devmajor': 'x', 'SCHILY.devminor': '2' }), device(octal(6, 7), octal(3, 7), '0')],
      [0, 0],
    ],
  ])('%s', async (_, entries, numbers) => {
    const read = await readEntries(...entries);
    expect(read.fault).toBeNull();
    expect(read.entries.map(({ major, minor }) => [major, minor])).toEqual([numbers]);
  });

  test('records belong to the next entry alone', async () => {
    const { entries } = await readEntries(
      paxHeader({ 'SCHILY.devmajor': '7', 'SCHILY.devminor': '8' }),
      device(octal(1, 7), octal(3, 7)),
      device(octal(1, 7), octal(5, 7)),
    );
    expect(entries.map(({ major, minor }) => [major, minor])).toEqual([
      [7, 8],
      [1, 5],
    ]);
  });

  test.each(['1.5', 'x', '99999999999999999999'])('a record that is no whole number (%s) is a fault', async (value) => {
    const { entries, fault } = await readEntries(
      { name: 'good' },
      paxHeader({ 'SCHILY.devmajor': value }),
      device(octal(1, 7), octal(3, 7)),
    );
    expect(entries.map(({ path }) => path)).toEqual(['good']);
    expect(fault).toMatchObject({ kind: 'bad-number', field: 'SCHILY.devmajor' });
  });
});

describe('checksums', () => {
  // A name beyond ASCII, so that signed and unsigned sums differ.
  const name = { patch: { 0: latin1('\xe9\xe8') } };
  test.each(['unsigned', 'signed'] as const)('%s', async (checksum) => {
    const { entries, fault } = await readEntries({ ...name, checksum });
    expect(fault).toBeNull();
    expect(entries).toHaveLength(1);
  });

  test('wrong in the first header: not a tar', async () => {
    const { fault } = await readEntries({ checksum: 'wrong' });
    expect(fault).toEqual({ kind: 'not-a-tar', fileName: 'layer.tar', offset: 0 });
  });

  test('wrong later: what stands before it is read', async () => {
    const { entries, fault } = await readEntries({ name: 'a', body: 'hello' }, { name: 'b', checksum: 'wrong' });
    expect(entries.map(({ path }) => path)).toEqual(['a']);
    expect(fault).toEqual({ kind: 'bad-checksum', fileName: 'layer.tar', offset: 1024 });
  });

  test.each([0, 100, 124, 156, 345, 500])('a flipped byte at %i of a header is noticed', async (at) => {
    const tar = rawTar([{ name: 'a' }, { name: 'b' }]);
    tar[512 + at]! ^= 0x20;
    const { fault } = await readTar(tar);
    expect(fault).toEqual({ kind: 'bad-checksum', fileName: 'layer.tar', offset: 512 });
  });
});

describe('sparse files', () => {
  const expanded = (...pieces: [number, string][]): Uint8Array => {
    const file = new Uint8Array(20);
    for (const [at, text] of pieces) file.set(utf8(text), at);
    return file;
  };
  const data = { body: 'abcde' };
  const contents = expanded([4, 'abc'], [15, 'de']);
  const pieces = [4, 3, 15, 2];
  const gnuMap = (numbers: readonly number[]): string => numbers.map((number) => `${octal(number)}\0`).join('');
  const stored = `2\n${pieces.join('\n')}\n`.padEnd(512, '\0');
  const repeated: [string, string][] = pieces.map((number, at) => [at % 2 ? 'numbytes' : 'offset', String(number)]);
  const body00 = repeated.map(([key, value]) => paxRecord(`GNU.sparse.${key}`, value));

  const gnu: RawEntry = { ...data, type: 'S', dialect: 'gnu', patch: { 386: gnuMap(pieces), 483: octal(20) } };
  const pax00: RawEntry = {
    type: 'x',
    body: Uint8Array.from([
      ...paxRecord('GNU.sparse.size', '20'),
      ...paxRecord('GNU.sparse.numblocks', '2'),
      ...body00.flatMap((record) => [...record]),
    ]),
  };
  const pax01 = paxHeader({ 'GNU.sparse.size': '20', 'GNU.sparse.map': pieces.join(','), 'GNU.sparse.name': 'hole' });
  const pax10 = paxHeader({
    'GNU.sparse.major': '1',
    'GNU.sparse.minor': '0',
    'GNU.sparse.realsize': '20',
    'GNU.sparse.name': 'hole',
  });

  test.each<[string, RawEntry[]]>([
    ['GNU type S', [{ ...gnu, name: 'hole' }]],
    ['PAX 0.0', [pax00, { ...data, name: 'hole' }]],
    ['PAX 0.1', [pax01, { ...data, name: 'GNUSparseFile.0/hole' }]],
    ['PAX 1.0', [pax10, { name: 'GNUSparseFile.0/hole', body: stored + data.body }]],
  ])('%s', async (_, entries) => {
    const read = await readEntries(...entries, { name: 'next', body: 'n' });
    expect(read.fault).toBeNull();
    expect(read.entries.map(({ path, size }) => [path, size])).toEqual([
      ['hole', 20],
      ['next', 1],
    ]);
    expect(read.entries[0]?.body).toEqual(contents);
  });

  test('GNU type S with a map that goes on in a block of its own', async () => {
    const map = Array.from({ length: 6 }, (_, at) => [at * 3, 1]).flat();
    const more = new Uint8Array(512);
    more.set(utf8(gnuMap(map.slice(8))));
    const patch = { 386: gnuMap(map.slice(0, 8)), 482: '\x01', 483: octal(20) };
    const header = rawHeader({ name: 'hole', type: 'S', dialect: 'gnu', size: octal(6), patch });
    const body = utf8('abcdef'.padEnd(512, '\0'));
    const { entries, fault } = await readTar(Uint8Array.from([...header, ...more, ...body]));
    expect(fault).toBeNull();
    expect(entries[0]?.body).toEqual(expanded([0, 'a'], [3, 'b'], [6, 'c'], [9, 'd'], [12, 'e'], [15, 'f']));
  });

  test('a hole at the end only', async () => {
    const map = paxHeader({ 'GNU.sparse.size': '20', 'GNU.sparse.map': '0,2' });
    const [entry] = (await readEntries(map, { body: 'ab' })).entries;
    expect(entry?.body).toEqual(expanded([0, 'ab']));
  });

  test.each<[string, string, object]>([
    ['letters', 'x\n'.padEnd(512, '\0'), { kind: 'bad-number', field: 'sparse map' }],
    ['endless digits', '1'.repeat(1024), { kind: 'bad-number', field: 'sparse map' }],
    ['a million pieces and more', '9000000\n'.padEnd(512, '\0'), { kind: 'limit' }],
    ['empty lines', '9\n1\n'.padEnd(512, '\n'), { kind: 'bad-number' }],
  ])('a map of PAX 1.0 with %s is a fault', async (_, body, fault) => {
    expect((await readEntries(pax10, { body })).fault).toMatchObject(fault);
  });
});

describe('a body in pieces', () => {
  const body = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);

  async function piecesOf(archive: Uint8Array<ArrayBuffer>, least: number, shared: number) {
    const tar = new TarReader(new BlobReader(new Blob([archive])), 'a.tar');
    await tar.next();
    const pieces: { bytes: Uint8Array; isLast: boolean }[] = [];
    try {
      for await (const { bytes, isLast } of tar.storedPieces(least, shared))
        pieces.push({ bytes: bytes.slice(), isLast });
    } catch (error) {
      return { pieces, error, next: null };
    }
    return { pieces, error: null, next: await tar.next() };
  }

  test.each([
    [100, 30],
    [1, 0],
    [999, 1],
    [5000, 100],
  ])('of %i bytes or more, %i of them shared', async (least, shared) => {
    const { pieces, next } = await piecesOf(rawTar([{ name: 'a', body }, { name: 'b' }]), least, shared);
    const all = pieces.flatMap(({ bytes }, index) => [...(index === 0 ? bytes : bytes.subarray(shared))]);
    expect(Uint8Array.from(all)).toEqual(body);
    expect(pieces.map(({ isLast }) => isLast)).toEqual(pieces.map((_, index) => index === pieces.length - 1));
    for (const { bytes, isLast } of pieces) expect(isLast || bytes.length >= least + shared).toBe(true);
    expect(next?.offset).toBe(1536);
  });

  test('of one that is cut: the last piece is what is there, and the error says how much is missing', async () => {
    const { pieces, error } = await piecesOf(rawTar([{ name: 'a', body }]).slice(0, 512 + 700), 5000, 10);
    expect(pieces).toEqual([{ bytes: body.slice(0, 700), isLast: true }]);
    expect(error).toMatchObject({ fault: { kind: 'truncated', missing: 300 } });
  });
});

describe('where an archive ends', () => {
  const whole = rawTar([
    { name: 'a', body: 'hello' },
    { name: 'b', body: 'x'.repeat(600) },
  ]);

  test('after two blocks of zeros; what follows is not read', async () => {
    const zeros = new Uint8Array(1024);
    const { entries, fault } = await readTar(Uint8Array.from([...whole, ...zeros, ...rawTar([{ name: 'hidden' }])]));
    expect([entries.length, fault]).toEqual([2, null]);
  });

  test('without any block of zeros', async () => {
    expect((await readTar(whole)).fault).toBeNull();
  });

  test('an empty tar has no entries', async () => {
    expect(await readTar(new Uint8Array(1024))).toEqual({ entries: [], fault: null });
  });

  test.each([
    ['in the second header', 1024 + 100, { kind: 'truncated', offset: 1024 }],
    ['in the second body', 1024 + 512 + 200, { kind: 'truncated', missing: 400 }],
  ])('cut %s: what stands before is read', async (_, length, fault) => {
    const read = await readTar(whole.slice(0, length));
    expect(read.entries.map(({ path }) => path)).toEqual(['a']);
    expect(read.fault).toMatchObject(fault);
  });

  test('a text file is no tar', async () => {
    for (const text of ['hello\n', 'line\n'.repeat(500)]) {
      const { entries, fault } = await readTar(Uint8Array.from(utf8(text)));
      expect(entries).toEqual([]);
      expect(fault).toEqual({ kind: 'not-a-tar', fileName: 'layer.tar', offset: 0 });
    }
  });
});

describe('limits', () => {
  test('an endless PAX header is refused before it is read', async () => {
    const { fault } = await readEntries({ type: 'x', size: octal(limits.paxBytes + 1) });
    expect(fault).toMatchObject({ kind: 'limit', limit: limits.paxBytes });
  });

  test('an endless long name too', async () => {
    const { fault } = await readEntries({ type: 'L', size: octal(limits.pathBytes + 1) });
    expect(fault).toMatchObject({ kind: 'limit', limit: limits.pathBytes });
  });

  test('a PAX path above the limit', async () => {
    const { fault } = await readEntries(paxHeader({ path: 'x'.repeat(limits.pathBytes + 1) }), {});
    expect(fault).toMatchObject({ kind: 'limit', limit: limits.pathBytes });
  });

  test('a long row of PAX headers before one entry is read, the last record counting', async () => {
    const headers = Array.from({ length: 500 }, (_, number) => paxHeader({ path: `p${number}` }));
    expect((await readEntries(...headers, {})).entries.map(({ path }) => path)).toEqual(['p499']);
  });
});
