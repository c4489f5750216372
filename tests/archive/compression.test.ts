import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { canUnpack, sniffCompression, type Compression } from '../../src/archive/compression.ts';
import { guardFrom, maxRatio } from '../../src/archive/compression/expansion.ts';
import { GzipMembers } from '../../src/archive/compression/gzip-members.ts';
import { openRange, type OpenOptions } from '../../src/archive/open-range.ts';
import { BlobReader, ChunkReader, type ByteReader } from '../../src/bytes/byte-reader.ts';
import { FaultError, toFault, type Fault } from '../../src/fault.ts';
import { bombHead, gzipBomb, zstdZeros } from '../support/bombs.ts';
import { estargzFooter, gzipMembers } from '../support/compress-layer.ts';
import { skippableFrame, zstdFrame } from '../support/zstd-writer.ts';

const fileName = 'layer';
const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat(parts));

interface Outcome {
  readonly bytes: Buffer;
  readonly fault: Fault | null;
}

async function readAll(reader: ByteReader): Promise<Outcome> {
  const pieces: Uint8Array[] = [];
  let fault: Fault | null = null;
  try {
    while (await reader.fill(1)) {
      pieces.push(reader.peek(reader.buffered).slice());
      reader.advance(reader.buffered);
    }
  } catch (error) {
    fault = toFault(error, 'unnamed');
  }
  await reader.close();
  return { bytes: Buffer.concat(pieces), fault };
}

/** Read from the middle of a file, as a layer is. */
function unpack(stored: Uint8Array, compression: Compression): Promise<Outcome> {
  const file = new Blob([new Uint8Array(1000), new Uint8Array(stored), new Uint8Array(1000).fill(7)]);
  return readAll(openRange(file, { start: 1000, end: 1000 + stored.length }, compression, { fileName }));
}

function expectSame(outcome: Outcome, expected: Uint8Array): void {
  expect(outcome.fault).toBeNull();
  expect(outcome.bytes.length).toBe(expected.length);
  expect(Buffer.compare(outcome.bytes, expected)).toBe(0);
}

const text = Buffer.from(Array.from({ length: 40_000 }, (_, line) => `usr/share/doc/${line * 7}\n`).join(''));
const sample = Buffer.concat([text, randomBytes(300_000), Buffer.alloc(700_000), text]);
const noise = randomBytes(3_000_000);

describe('what data are compressed with', () => {
  test.each<[Compression, number[]]>([
    ['gzip', [0x1f, 0x8b, 8, 0]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['zstd', [0x50, 0x2a, 0x4d, 0x18]],
    ['zstd', [0x5f, 0x2a, 0x4d, 0x18]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
    ['bzip2', [...Buffer.from('BZh91AY&')]],
    ['none', [0x60, 0x2a, 0x4d, 0x18]],
    ['none', [...Buffer.from('BZh is no more than a text')]],
    ['none', [...Buffer.from('manifest.json')]],
    ['none', [0x1f]],
    ['none', []],
  ])('%s is known by its first bytes: %j', (compression, head) => {
    expect(sniffCompression(Uint8Array.from(head))).toBe(compression);
  });

  test.each<[Compression, boolean]>([
    ['none', false],
    ['gzip', true],
    ['zstd', true],
    ['xz', false],
    ['bzip2', false],
  ])('%s can be unpacked: %s', (compression, expected) => expect(canUnpack(compression)).toBe(expected));

  test.each<Compression>(['xz', 'bzip2'])('%s is named as what is not read', (compression) => {
    const open = (): ByteReader => openRange(new Blob(['']), { start: 0, end: 0 }, compression, { fileName });
    expect(open).toThrow(FaultError);
    expect(open).toThrow(`compressed with ${compression}, which this version does not read`);
  });
});

/** Extra field, name, comment and a checksum of the header, which is not looked at. */
const withFields = joined(
  Uint8Array.of(0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3),
  Uint8Array.of(3, 0, 1, 2, 3),
  Buffer.from('a name\0a comment\0'),
  Uint8Array.of(0, 0),
  gzipSync(sample).subarray(10),
);

const gzips: Record<string, Uint8Array<ArrayBuffer>> = {
  'one member': joined(gzipSync(sample)),
  'two members': joined(gzipSync(sample.subarray(0, 400_000)), gzipSync(sample.subarray(400_000))),
  'many small members and an empty one at the end': gzipMembers(sample, 997),
  'members of 64 kB': gzipMembers(sample, 65_536),
  'members and the footer of eStargz': joined(gzipMembers(sample, 100_000), estargzFooter(123)),
  'one stored member': joined(gzipSync(sample, { level: 0 })),
  'every field of the header': withFields,
  'zeros behind the last member': joined(gzipMembers(sample, 500_000), new Uint8Array(10_000)),
  'zeros behind the only member': joined(gzipSync(sample), new Uint8Array(511)),
  'anything else behind the last member': joined(gzipMembers(sample, 500_000), Buffer.from('garbage')),
  'anything else behind the only member': joined(gzipSync(sample), Buffer.from('x')),
};

describe('gzip', () => {
  test.each(Object.entries(gzips))('%s', async (_, stored) => expectSame(await unpack(stored, 'gzip'), sample));

  test.each(Object.entries(gzips))('%s, by our own decoder', async (_, stored) => {
    expectSame(await readAll(new ChunkReader(new GzipMembers(new BlobReader(new Blob([stored])), fileName))), sample);
  });

  const damaged = { kind: 'bad-compression', fileName, compression: 'gzip' };

  test.each<[string, Uint8Array]>([
    ['a file that is cut', gzipSync(noise).subarray(0, 2_000_000)],
    ['a damaged block', joined(gzipSync(noise).subarray(0, 2_000_000), Buffer.alloc(1_000_000, 0xff))],
    ['a second member that is cut', joined(gzipSync(noise), gzipSync(noise).subarray(0, 1000))],
    ['a second member with a damaged header', joined(gzipSync(noise), Uint8Array.of(0x1f, 0x8b, 7, 0))],
  ])('%s gives what could be read, then the fault', async (_, stored) => {
    const { bytes, fault } = await unpack(stored, 'gzip');
    expect(fault).toEqual(damaged);
    expect(bytes.length).toBeGreaterThan(1_900_000);
    // Noise is stored as it is, so the damage itself may pass for contents up to the end of its block.
    expect(Buffer.compare(bytes.subarray(0, 1_900_000), noise.subarray(0, 1_900_000))).toBe(0);
  });

  test.each([-8, -1])('a trailer whose byte %i is wrong is damage', async (at) => {
    const stored = gzipSync(sample);
    stored[stored.length + at]! ^= 1;
    const { bytes, fault } = await unpack(stored, 'gzip');
    expect(fault).toEqual(damaged);
    expect(Buffer.compare(bytes, sample)).toBe(0);
  });

  test('a file that can be read no more is no damage', async () => {
    class Gone extends Blob {
      override slice(): Blob {
        return this;
      }
      override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
        return new ReadableStream({
          pull: (controller) => controller.error(new DOMException('gone', 'NotReadableError')),
        });
      }
    }
    const reader = openRange(new Gone(['0123456789']), { start: 0, end: 10 }, 'gzip', { fileName });
    expect((await readAll(reader)).fault).toEqual({ kind: 'unreadable-file', fileName: 'unnamed', detail: 'gone' });
  });
});

describe('zstd', () => {
  const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../fixtures/zstd', `${name}.zst`));
  const lines = Buffer.from(Array.from({ length: 30_000 }, (_, line) => `${line + 1}\n`).join(''));

  test.each(['level-3', 'level-19-no-checksum', 'no-content-size', 'window-128mb'])('%s', async (name) => {
    expectSame(await unpack(fixture(name), 'zstd'), lines);
  });

  const manyFrames = async (): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < sample.length; at += 9999) parts.push(await zstdFrame(sample.subarray(at, at + 9999)));
    return joined(...parts);
  };
  const frames: Record<string, () => Promise<Uint8Array>> = {
    'one frame': () => zstdFrame(sample),
    'a checksum': () => zstdFrame(sample, { checksum: true }),
    'a window of 128 MB': () => zstdFrame(sample, { windowLog: 27 }),
    'many frames': manyFrames,
    'an empty frame between': async () =>
      joined(
        await zstdFrame(sample.subarray(0, 7)),
        await zstdFrame(Buffer.alloc(0)),
        await zstdFrame(sample.subarray(7)),
      ),
    'skippable frames around': async () =>
      joined(
        skippableFrame(noise.subarray(0, 200_000), 3),
        await zstdFrame(sample),
        skippableFrame(Buffer.alloc(9), 15),
      ),
  };
  test.each(Object.entries(frames))('%s', async (_, make) => expectSame(await unpack(await make(), 'zstd'), sample));

  test('frames of several writers one after another', async () => {
    const stored = joined(
      fixture('level-3'),
      fixture('no-content-size'),
      await zstdFrame(sample),
      fixture('level-19-no-checksum'),
    );
    expectSame(await unpack(stored, 'zstd'), Buffer.concat([lines, lines, sample, lines]));
  });

  test('what is exactly as long as the output of the decoder', async () => {
    for (const length of [524_288, 1_048_576]) {
      const bytes = noise.subarray(0, length);
      expectSame(await unpack(await zstdFrame(bytes, { checksum: true }), 'zstd'), bytes);
      expectSame(await unpack(await zstdFrame(bytes), 'zstd'), bytes);
    }
  });

  test('two layers can be read at the same time', async () => {
    const both = [unpack(await manyFrames(), 'zstd'), unpack(fixture('window-128mb'), 'zstd')] as const;
    expectSame(await both[0], sample);
    expectSame(await both[1], lines);
  });

  test('a window above 128 MB goes over a limit', async () => {
    const limit = { kind: 'limit', fileName, what: 'the window of zstd data', limit: 134_217_728, unit: 'bytes' };
    expect((await unpack(fixture('window-256mb'), 'zstd')).fault).toEqual(limit);
    expect((await unpack(await zstdFrame(sample, { windowLog: 41 }), 'zstd')).fault).toEqual(limit);
  });

  const damaged = { kind: 'bad-compression', fileName, compression: 'zstd' };

  test.each<[string, (whole: Uint8Array) => Uint8Array]>([
    ['a file that is cut', (whole) => whole.subarray(0, 2_000_000)],
    ['a block of no known kind', (whole) => joined(whole.subarray(0, 6 + 15 * 131_075), Buffer.alloc(1_000_000, 0xff))],
    ['anything behind the last frame', (whole) => joined(whole, Buffer.from('garbage'))],
    ['a wrong checksum', (whole) => joined(whole.subarray(0, whole.length - 1), Uint8Array.of(whole.at(-1)! ^ 1))],
  ])('%s gives what could be read, then the fault', async (_, change) => {
    const { bytes, fault } = await unpack(change(await zstdFrame(noise, { checksum: true })), 'zstd');
    expect(fault).toEqual(damaged);
    expect(bytes.length).toBeGreaterThan(1_900_000);
    expect(Buffer.compare(bytes, noise.subarray(0, bytes.length))).toBe(0);
  });

  test('changed contents are told from their checksum', async () => {
    const stored = fixture('level-3');
    let noticed = 0;
    for (let at = 20; at < stored.length; at += 97) {
      const changed = Buffer.from(stored);
      changed[at]! ^= 0x10;
      const { bytes, fault } = await unpack(changed, 'zstd');
      // A copy from elsewhere may give the same bytes.
      if (fault === null) expect(Buffer.compare(bytes, lines)).toBe(0);
      else expect(fault).toEqual(damaged);
      if (fault !== null) noticed++;
    }
    expect(noticed).toBeGreaterThan(100);
  });
});

describe('archive bombs', { timeout: 120_000 }, () => {
  const bombs: [Compression, () => Promise<Uint8Array<ArrayBuffer>>][] = [
    ['gzip', async () => gzipBomb(bombHead)],
    ['zstd', () => zstdZeros(bombHead)],
  ];

  async function pass(file: Blob, compression: Compression, until: number, options: Partial<OpenOptions> = {}) {
    const reader = openRange(file, { start: 0, end: file.size }, compression, { fileName, ...options });
    let [largest, fault] = [0, null as Fault | null];
    try {
      while (reader.position < until && (await reader.fill(1))) {
        largest = Math.max(largest, reader.buffered);
        reader.advance(reader.buffered);
      }
    } catch (error) {
      fault = toFault(error, 'unnamed');
    }
    await reader.close();
    return { position: reader.position, largest, fault };
  }

  test.each(bombs)('10 MB of %s are stopped when 1 GB is out', async (compression, make) => {
    const file = new Blob([await make()]);
    expect(file.size).toBeGreaterThan(9_900_000);
    const before = process.memoryUsage().rss;
    const { position, largest, fault } = await pass(file, compression, Infinity);
    expect(fault).toMatchObject({ kind: 'expansion', fileName, compression });
    const { bytesIn, bytesOut } = fault as Extract<Fault, { kind: 'expansion' }>;
    expect(bytesOut).toBeGreaterThan(guardFrom);
    expect(bytesOut).toBeLessThan(guardFrom + 1_000_000);
    expect(bytesOut / bytesIn).toBeGreaterThan(maxRatio);
    expect(position).toBeLessThanOrEqual(bytesOut);
    expect(largest).toBeLessThanOrEqual(1_048_576);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });

  test.each(bombs)('a real file of zeros in %s is gone on with', async (compression, make) => {
    const { position, fault } = await pass(new Blob([await make()]), compression, 1_200_000_000, {
      allowExpansion: true,
    });
    expect(fault).toBeNull();
    expect(position).toBeGreaterThanOrEqual(1_200_000_000);
  });

  test('our own gzip decoder gives a bomb in pieces', async () => {
    const file = new Blob([gzipBomb(bombHead)]);
    const reader = new ChunkReader(new GzipMembers(new BlobReader(file), fileName));
    let largest = 0;
    while (reader.position < 300_000_000 && (await reader.fill(1))) {
      largest = Math.max(largest, reader.buffered);
      reader.advance(reader.buffered);
    }
    expect(reader.position).toBeGreaterThanOrEqual(300_000_000);
    expect(largest).toBeLessThan(300_000);
    await reader.close();
  });
});
