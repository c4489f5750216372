import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { verifyLayer, type LayerDigests } from '../../src/analysis/verify-layer.ts';
import type { Compression } from '../../src/archive/compression.ts';
import type { HashAlgorithm } from '../../src/bytes/digest.ts';
import type { LayerBlob } from '../../src/image/model.ts';
import { bombHead, zstdZeros } from '../support/bombs.ts';
import { estargzFooter, gzipMembers } from '../support/compress-layer.ts';
import { skippableFrame, zstdFrame } from '../support/zstd-writer.ts';

const fileName = 'web.tar';
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
const digestOf = (bytes: Uint8Array, algorithm: HashAlgorithm = 'sha256'): string =>
  `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;

const before = 1000;

/** A file with the layer inside it, and how much of it was opened to be read. */
class Watched extends Blob {
  opened = 0;

  constructor(layer: Uint8Array) {
    super([new Uint8Array(before).fill(1), Uint8Array.from(layer), new Uint8Array(before).fill(2)]);
  }

  override slice(start = 0, end = this.size, type?: string): Blob {
    this.opened += end - start;
    return super.slice(start, end, type);
  }
}

interface Verified extends LayerDigests {
  /** Bytes of the file that were opened. */
  readonly opened: number;
  /** The furthest that was told. */
  readonly told: number;
}

/** Digests by the algorithms of those that are expected. */
async function verify(stored: Uint8Array, compression: Compression, digest: string, diffId: string): Promise<Verified> {
  const file = new Watched(stored);
  const range = { start: before, end: before + stored.length };
  const of = { index: 0, name: 'l', file: 0, command: '', created: null };
  const layer: LayerBlob = { ...of, range, compression, digest, diffId };
  let told = 0;
  const digests = await verifyLayer(file, layer, { fileName }, (done) => (told = Math.max(told, done)));
  return { ...digests, opened: file.opened, told };
}

const text = Buffer.from(Array.from({ length: 40_000 }, (_, line) => `usr/share/doc/${line * 7}\n`).join(''));
const tar = joined(text, randomBytes(3_000_000), Buffer.alloc(700_000), text);
const anyDigest = `sha256:${'0'.repeat(64)}`;

/** The browser's stream, which gives up after so many bytes came out. */
function givesUpAfter(count: number): void {
  const Native = DecompressionStream;
  vi.stubGlobal(
    'DecompressionStream',
    class {
      readonly readable: ReadableStream<Uint8Array>;
      readonly writable: WritableStream<BufferSource>;
      constructor(format: CompressionFormat) {
        let left = count;
        const { readable, writable } = new Native(format);
        const giveUp = new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            if (left <= 0) throw new TypeError('Junk found after end of compressed data.');
            controller.enqueue(chunk.subarray(0, left));
            left -= chunk.length;
          },
          flush() {
            throw new TypeError('Junk found after end of compressed data.');
          },
        });
        this.readable = readable.pipeThrough(giveUp);
        this.writable = writable;
      }
    },
  );
}

afterEach(() => void vi.unstubAllGlobals());

const layers: Readonly<Record<string, readonly [Compression, () => Promise<Uint8Array> | Uint8Array]>> = {
  uncompressed: ['none', () => tar],
  gzip: ['gzip', () => gzipSync(tar)],
  'gzip of many members': ['gzip', () => gzipMembers(tar, 100_000)],
  zstd: ['zstd', () => zstdFrame(tar, { checksum: true })],
  'zstd with frames that are passed over': [
    'zstd',
    async () => joined(skippableFrame(text), await zstdFrame(tar), skippableFrame(text, 7)),
  ],
};

describe('a layer is read once, for both digests', () => {
  test.each(Object.entries(layers))('%s', async (_, [compression, make]) => {
    const stored = await make();
    const diffId = digestOf(tar);
    for (const algorithm of ['sha256', 'sha512'] as const) {
      const digest = digestOf(stored, algorithm);
      expect(await verify(stored, compression, digest, diffId)).toEqual({
        blob: digest,
        tar: diffId,
        fault: null,
        opened: stored.length,
        told: stored.length,
      });
    }
  });

  test.each(Object.entries(layers))('%s, where one digest alone is known', async (_, [compression, make]) => {
    const stored = await make();
    const digest = digestOf(stored);
    expect(await verify(stored, compression, digest, 'md5:1')).toMatchObject({ blob: digest, tar: null });
    expect(await verify(stored, compression, '', anyDigest)).toMatchObject({ blob: null, tar: digestOf(tar) });
  });
});

describe('where the native gzip stream gives up and the layer is read anew', () => {
  // Before anything came out, inside the noise, behind nearly all.
  test.each([0, 1, 2_000_000, tar.length - 1])('after %i bytes', async (count) => {
    givesUpAfter(count);
    const stored = gzipMembers(tar, 150_000);
    const [digest, diffId] = [digestOf(stored), digestOf(tar)];
    const verified = await verify(stored, 'gzip', digest, diffId);
    expect(verified).toMatchObject({ blob: digest, tar: diffId, fault: null });
    expect(verified.opened).toBe(2 * stored.length);
  });

  test.each([
    ['zeros', new Uint8Array(100_000)],
    ['three megabytes of anything', Buffer.alloc(3_000_000, 'anything')],
    ['the footer of eStargz', estargzFooter(99)],
  ])('because %s stand behind the only member', async (_, behind) => {
    givesUpAfter(tar.length);
    const stored = joined(gzipSync(tar), behind);
    const [digest, diffId] = [digestOf(stored), digestOf(tar)];
    expect(await verify(stored, 'gzip', digest, diffId)).toMatchObject({ blob: digest, tar: diffId, fault: null });
  });
});

describe('where the layer can not be unpacked, its blob has a digest all the same', () => {
  const damaged = async (stored: Uint8Array | Promise<Uint8Array>): Promise<Uint8Array> => {
    const bytes = Uint8Array.from(await stored);
    // Far behind the beginning, so that much was read before.
    return bytes.fill(0xff, bytes.length - 900_000, bytes.length - 800_000);
  };

  test.each<[string, Compression, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['damaged gzip', 'gzip', () => damaged(gzipSync(tar)), 'bad-compression'],
    ['gzip that is cut', 'gzip', () => gzipSync(tar).subarray(0, 2_000_000), 'bad-compression'],
    ['damaged zstd', 'zstd', () => damaged(zstdFrame(tar, { checksum: true })), 'bad-compression'],
    ['xz', 'xz', () => randomBytes(5000), 'unsupported-compression'],
    ['a bomb', 'zstd', () => zstdZeros(bombHead), 'expansion'],
  ])('%s', { timeout: 30_000 }, async (_, compression, make, kind) => {
    const stored = await make();
    const digest = digestOf(stored);
    expect(await verify(stored, compression, digest, anyDigest)).toMatchObject({
      blob: digest,
      tar: null,
      fault: { kind, fileName },
      told: stored.length,
    });
  });

  test('a file that can be read no more has none', async () => {
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
    const of = { index: 0, name: 'l', file: 0, command: '', created: null, range: { start: 0, end: 10 } };
    for (const compression of ['none', 'gzip', 'zstd'] as const) {
      const layer: LayerBlob = { ...of, compression, digest: anyDigest, diffId: anyDigest };
      expect(await verifyLayer(new Gone(['0123456789']), layer, { fileName })).toMatchObject({
        blob: null,
        tar: null,
        fault: { kind: 'unreadable-file' },
      });
    }
  });
});
