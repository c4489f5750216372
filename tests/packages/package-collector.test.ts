import { describe, expect, test } from 'vitest';
import type { Cataloger } from '../../src/packages/cataloger.ts';
import type { Cataloged } from '../../src/packages/package.ts';
import { PackageCollector } from '../../src/packages/package-collector.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { makeTar, sha256Hex, type TarItem } from '../support/make-archive.ts';

const named = (name: string): Cataloged => ({
  packages: [{ type: 'npm', name, version: null, licences: [] }],
  unknowns: [],
});

/** Tells of each file its bytes' hash, as a package's name. */
const hashing: Cataloger = {
  id: 'hash',
  title: 'hash',
  endings: ['.jar'],
  selects: (path) => !path.includes('skip'),
  mostBytes: 30_000_000,
  read: ({ bytes }) => named(sha256Hex(bytes)),
};

/** The same for ELF files, as their bytes come. */
const streaming: Cataloger = {
  id: 'stream',
  title: 'stream',
  magic: [0x7f, 0x45, 0x4c, 0x46],
  selects: () => true,
  mostBytes: 10,
  read: () => named('read at once'),
  stream: (_, head, size) => {
    if (head[4] !== 2) return null;
    const taken: Uint8Array[] = [];
    return {
      take: (bytes) => void taken.push(bytes.slice()),
      end: () => named(`${sha256Hex(Buffer.concat(taken))} of ${size}`),
    };
  },
};

const random = (size: number, start: readonly number[] = []): Uint8Array => {
  const bytes = new Uint8Array(size);
  for (let at = 0, state = 1; at < size; at++) bytes[at] = state = ((state * 75 + 74) % 65_537) & 255;
  bytes.set(start);
  return bytes;
};
const elf64 = [0x7f, 0x45, 0x4c, 0x46, 2];
const elf32 = [0x7f, 0x45, 0x4c, 0x46, 1];

async function collect(files: Record<string, Uint8Array>, cut = 0) {
  const items: TarItem[] = Object.entries(files).map(([name, body]) => ({ header: { name, mode: 0o644 }, body }));
  const tar = await makeTar(items);
  const range = { start: 0, end: tar.length - cut };
  const layer = { index: 0, name: 'l', file: 0, range, compression: 'none' as const, digest: null, diffId: '' };
  const collector = new PackageCollector([hashing, streaming]);
  const blob = new Blob([tar.subarray(0, tar.length - cut)]);
  const told = { ...layer, command: '', created: null };
  const secrets = await scanLayerSecrets(blob, told, { fileName: 'a.tar' }, undefined, undefined, [collector]);
  const { files: read, isComplete } = collector.result(secrets.isReadToEnd);
  return {
    isComplete,
    read: read.map(({ path, packages, unknowns }) => [path, packages[0]?.name ?? unknowns[0]]),
  };
}

describe('files that catalogers choose', () => {
  test.each([
    ['of some bytes', 1000],
    ['of just a piece', 1_048_576],
    ['larger than a piece', 1_048_577],
    ['of many pieces', 20_000_000],
  ])('%s are given whole', async (_, size) => {
    const bytes = random(size);
    const { read } = await collect({ 'a/b.JAR': bytes, 'a/skip.jar': bytes, 'a/c.txt': bytes });
    expect(read).toEqual([['/a/b.JAR', sha256Hex(bytes)]]);
  });

  test('one that is read as a whole for secrets is given as it is', async () => {
    const zip = random(3_000_000, [0x50, 0x4b, 3, 4]);
    expect((await collect({ 'a.jar': zip })).read).toEqual([['/a.jar', sha256Hex(zip)]]);
  });

  test('larger ones than a cataloger reads are told', async () => {
    expect((await collect({ 'a.jar': random(30_000_001) })).read).toEqual([['/a.jar', 'is larger than 30.0 MB']]);
  });

  test('a stream gets every byte in order, and a small file goes to read', async () => {
    const bytes = random(3_000_000, elf64);
    const { read } = await collect({ big: bytes, none: random(3_000_000, elf32), small: random(8, elf64) });
    expect(read).toEqual([
      ['/big', `${sha256Hex(bytes)} of 3000000`],
      ['/small', 'read at once'],
    ]);
  });

  test('of a layer that is cut off, the file in which it is says so', async () => {
    const { read, isComplete } = await collect({ big: random(3_000_000, elf64) }, 1_500_000);
    expect([read, isComplete]).toEqual([[['/big', 'could not be read to its end']], false]);
    const jar = await collect({ 'a.jar': random(3_000_000, [0x50, 0x4b, 3, 4]) }, 1_500_000);
    expect([jar.read, jar.isComplete]).toEqual([[['/a.jar', 'could not be read to its end']], false]);
  });
});
