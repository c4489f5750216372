import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/bytes/text.ts';
import { untar } from '../archive/js-untar.ts';
import { imageConfig, makeArchive, makeTar, packBlobs, sha256Hex } from '../support/make-archive.ts';
import { latin1, octal, paxHeader, rawTar, type RawEntry } from '../archive/raw-tar.ts';
import { readTar } from '../archive/read-tar.ts';
import { scanBlob } from '../support/open-image.ts';
import { lineOf, save, saveText } from './support.ts';

const shop = `
  layer  base
    etc/
    etc/motd  "hello"  0640  1:2
    etc/old  "old"
    bin/busybox  "box"  0755
    bin/sh => bin/busybox  0755
    tmp/cache  "cache"
  layer  next
    etc/motd  "bye"  0600  3:4
    etc/.wh.old
    tmp/.wh.cache
    run/pipe  fifo
    bin/ls -> sh
`;

test.each(['none', 'gzip', 'zstd'] as const)('the merged tree as of a layer, %s', async (compression) => {
  const first = await saveText(shop, { layer: 0, compression });
  expect(first.entries.map(lineOf)).toEqual([
    'etc/',
    'bin/',
    'tmp/',
    'etc/motd "hello"',
    'etc/old "old"',
    'bin/busybox "box"',
    'bin/sh => bin/busybox',
    'tmp/cache "cache"',
  ]);
  const last = await saveText(shop, { compression });
  expect(last.entries.map(lineOf).toSorted()).toEqual([
    'bin/',
    'bin/busybox "box"',
    'bin/ls -> sh',
    'bin/sh => bin/busybox',
    'etc/',
    'etc/motd "bye"',
    'run/',
    'run/pipe',
    'tmp/',
  ]);
  const motd = last.entries.find(({ path }) => path === 'etc/motd');
  expect(motd).toMatchObject({ mode: 0o600, uid: 3, gid: 4, mtime: 1_700_000_000 });
  expect(last).toMatchObject({ missing: 0, leftOut: 0, fault: null });
});

test('a folder is saved under its own name; of one layer, what it stored', async () => {
  const merged = await saveText(shop, { path: '/etc' });
  expect(merged.entries.map(lineOf)).toEqual(['etc/', 'etc/motd "bye"']);
  const own = await saveText(shop, { mode: 'layer', layer: 1 });
  expect(own.entries.map(lineOf).toSorted()).toEqual(['bin/ls -> sh', 'etc/motd "bye"', 'run/', 'run/pipe']);
  const deep = await saveText('layer\n  a/b/c/d  "x"\n', { path: '/a/b/c' });
  expect(deep.entries.map(lineOf)).toEqual(['c/', 'c/d "x"']);
});

test('a deleted and an overwritten file, as the layer stored them', async () => {
  const deleted = await saveText(shop, { path: '/etc/old', mode: 'layer', layer: 0, format: 'file' });
  expect(decodeText(deleted.bytes)).toBe('old');
  const before = await saveText(shop, {
    path: '/etc/motd',
    mode: 'layer',
    layer: 0,
    format: 'file',
    compression: 'gzip',
  });
  expect(decodeText(before.bytes)).toBe('hello');
  const link = await saveText(shop, { path: '/bin/sh', mode: 'layer', layer: 0, format: 'file' });
  expect(decodeText(link.bytes)).toBe('box');
});

test('a name whose file is gone, or lies outside of the folder, has the contents itself', async () => {
  const text = 'layer\n  a/file  "x"\n  b/one => a/file\n  b/two => a/file\nlayer\n  a/.wh.file\n';
  const whole = await saveText(text);
  expect(whole.entries.map(lineOf)).toEqual(['a/', 'b/', 'b/one "x"', 'b/two => b/one']);
  const folder = await saveText(text, { path: '/b', layer: 0 });
  expect(folder.entries.map(lineOf)).toEqual(['b/', 'b/one "x"', 'b/two => b/one']);
  const lower = await saveText('layer\n  a/file  "x"\nlayer\n  c => a/file\n', { mode: 'layer', layer: 1 });
  expect(lower.entries.map(lineOf)).toEqual(['c "x"']);
});

test('a hard link without a target is told', async () => {
  const saved = await saveText('layer\n  a => nowhere\n  b  "x"\n');
  expect(saved.entries.map(lineOf)).toEqual(['b "x"']);
  expect(saved.missing).toBe(1);
});

/** An image of layers as raw entries, each its own tar. */
async function rawImage(...layers: RawEntry[][]): Promise<Blob> {
  const blobs = layers.map((entries) => {
    const blob = rawTar([...entries]);
    return { diffHex: sha256Hex(blob), blob };
  });
  return packBlobs({ config: imageConfig(blobs, []), layers: blobs }, { layout: 'docker25' });
}

test('devices, extended attributes, long and odd names, sparse files', async () => {
  const long = `deep/${'d'.repeat(150)}/${'f'.repeat(150)}`;
  const file = await rawImage([
    { name: 'dev/null', type: '3', patch: { 329: octal(1, 7), 337: octal(3, 7) } },
    paxHeader({ 'SCHILY.xattr.user.note': latin1('a\0b') }),
    { name: 'etc', type: '5', mode: '0000700' },
    paxHeader({ 'SCHILY.xattr.security.capability': latin1('\x01\0\xff') }),
    { name: 'ping', body: 'x' },
    paxHeader({ path: long, uid: '5000000', mtime: '1.25' }),
    { name: 'cut', body: 'long' },
    { patch: { 0: latin1('caf\xe9\0') }, body: 'bytes' },
    { name: '../up', body: 'up' },
    { name: 'neg', mtime: new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 251]), body: 'n' },
    paxHeader({ 'GNU.sparse.map': '2,3', 'GNU.sparse.size': '8', 'GNU.sparse.name': 'holes' }),
    { name: 'GNUSparseFile/holes', body: 'abc' },
  ]);
  const saved = await save(file, await scanBlob(file, 'web.tar'));
  const { entries, fault } = await readTar(saved.bytes);
  expect(fault).toBeNull();
  const of = (path: string) => entries.filter((entry) => entry.path === path);
  expect(of('dev/null')[0]).toMatchObject({ type: '3' });
  expect(saved.bytes.join().includes(latin1(octal(1, 7)).join())).toBe(true);
  expect(of('etc/').map(({ xattrs, mode }) => [mode, xattrs])).toEqual([
    [0o700, null],
    [0o700, { 'user.note': 'a\0b' }],
  ]);
  expect(of('ping')[0]?.xattrs).toEqual({ 'security.capability': decodeText(latin1('\x01\0\xff')) });
  expect(of(long)[0]).toMatchObject({ uid: 5_000_000, mtime: 1.25, size: 4 });
  expect(decodeText(of('caf\udce9')[0]!.body)).toBe('bytes');
  expect(of('__/up')).toHaveLength(1);
  expect(of('neg')[0]?.mtime).toBe(-5);
  expect(of('holes')[0]?.body).toEqual(encodeText('\0\0abc\0\0\0'));
  const alone = await save(file, await scanBlob(file, 'web.tar'), { path: '/holes', format: 'file' });
  expect(decodeText(alone.bytes)).toBe('\0\0abc\0\0\0');
});

test('other programs read the tar: tar-stream, js-untar, GNU tar', async () => {
  const { bytes } = await saveText(shop, { layer: 0 });
  const names: string[] = [];
  const reading = extract();
  reading.on('entry', ({ name, linkname, mode, uid }, body, next) => {
    names.push([name, linkname ?? '', mode?.toString(8), uid].join(' '));
    body.resume();
    next();
  });
  await new Promise<void>((resolve) => reading.on('finish', () => resolve()).end(Buffer.from(bytes)));
  expect(names).toContain('bin/sh bin/busybox 755 0');
  expect(names).toContain('etc/motd  640 1');
  const untarred = await untar(bytes.buffer);
  expect(untarred.map(({ name }) => name)).toEqual(names.map((line) => line.split(' ')[0]));
  const { stdout } = spawnSync('tar', ['-tvf', '-', '--numeric-owner'], { input: bytes, encoding: 'utf8' });
  expect(stdout).toMatch(/-rw-r----- 1\/2 +5 .* etc\/motd\n/);
  expect(stdout).toMatch(/bin\/sh link to bin\/busybox/);
});

test('a zip of the same: modes, links, several names, and no devices', async () => {
  const contents = { 'big.bin': new Uint8Array(300_000).map((_, at) => at % 251) };
  const text = `${shop}    big.bin  300000\n    hollow  ""\n`;
  const { bytes, leftOut, missing } = await saveText(text, { format: 'zip', contents });
  expect([leftOut, missing]).toEqual([1, 0]);
  const files = unzipSync(bytes);
  expect(Object.keys(files).toSorted()).toEqual(
    ['big.bin', 'bin/', 'bin/busybox', 'bin/ls', 'bin/sh', 'hollow', 'etc/', 'etc/motd', 'run/', 'tmp/'].toSorted(),
  );
  expect(decodeText(files['bin/sh']!)).toBe('box');
  expect(files['big.bin']).toEqual(contents['big.bin']);
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-zip-'));
  writeFileSync(join(folder, 'it.zip'), bytes);
  const script = `
import zipfile, sys
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in sorted(z.infolist(), key=lambda i: i.filename): print(i.filename, oct(i.external_attr >> 16), i.date_time[0])
`;
  const { stdout, stderr } = spawnSync('python3', ['-c', script, join(folder, 'it.zip')], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toContain('bin/ls 0o120777 2023');
  expect(stdout.split('\n')).toContain('etc/motd 0o100600 2023');
  expect(stdout.split('\n')).toContain('bin/ 0o40755 1980');
});

test('a large file with several names is read again for each in a zip', async () => {
  const big = new Uint8Array(17_000_000).fill(7);
  const text = 'layer\n  a  17000000\n  b => a\n  c  "x"\n  d => a\n';
  const { bytes, missing } = await saveText(text, { format: 'zip', contents: { a: big }, compression: 'gzip' });
  expect(missing).toBe(0);
  const files = unzipSync(bytes);
  expect(Object.keys(files).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  for (const name of ['a', 'b', 'd']) expect(Buffer.compare(files[name]!, big)).toBe(0);
});

test.each(['tar', 'zip'] as const)(
  'a damaged layer: what stands before the damage is saved, a %s stays whole',
  async (format) => {
    const lower = await makeTar([{ header: { name: 'low' }, body: encodeText('low') }]);
    const upper = await makeTar([
      { header: { name: 'one' }, body: encodeText('one') },
      { header: { name: 'cut' }, body: new Uint8Array(200_000).fill(9) },
    ]);
    const blobs = [lower, upper.slice(0, 100_000)].map((blob) => ({ diffHex: sha256Hex(blob), blob }));
    const file = await packBlobs({ config: imageConfig(blobs, []), layers: blobs }, { layout: 'docker25' });
    const saved = await save(file, await scanBlob(file, 'web.tar'), { format });
    expect(saved).toMatchObject({ missing: 1, fault: { kind: 'truncated', fileName: 'web.tar (layer 1)' } });
    if (format === 'zip') {
      const files = unzipSync(saved.bytes);
      expect(Object.keys(files)).toEqual(['low', 'one', 'cut']);
      expect(files.cut!.length).toBeLessThan(100_000);
      return;
    }
    const { entries, fault } = await readTar(saved.bytes);
    expect(fault).toBeNull();
    expect(entries.map(({ path, size }) => [path, size])).toEqual([
      ['low', 3],
      ['one', 3],
      ['cut', 200_000],
    ]);
  },
);

test('a layer that the archive does not hold is told, the others are saved', async () => {
  const file = await makeArchive('layer\n  a  "x"\nlayer\n  b  "y"\n', { layout: 'docker25' });
  const scanned = await scanBlob(file, 'web.tar');
  const layers = scanned.image.layers.map((layer) => (layer.index === 0 ? { ...layer, range: null } : layer));
  const saved = await save(file, { ...scanned, image: { ...scanned.image, layers } });
  expect(saved).toMatchObject({ missing: 1, fault: { kind: 'missing-blob' } });
  expect((await readTar(saved.bytes)).entries.map(lineOf)).toEqual(['b "y"']);
});
