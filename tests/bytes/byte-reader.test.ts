import { describe, expect, test } from 'vitest';
import {
  BlobReader,
  ChunkReader,
  type ByteReader,
  type ChunkSource,
  seekThreshold,
} from '../../src/bytes/byte-reader.ts';

const megabyte = 1024 * 1024;
const size = 9 * megabyte + 17;
const byteAt = (position: number): number => (position * 7 + (position >> 8)) & 0xff;
const bytes = Uint8Array.from({ length: size }, (_, position) => byteAt(position));

/** A Blob whose stream is no byte stream, as some browsers give it, and that counts how often it is opened. */
class PlainBlob extends Blob {
  static opened = 0;
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    PlainBlob.opened++;
    const whole = super.arrayBuffer();
    let at = 0;
    return new ReadableStream({
      async pull(controller) {
        const chunk = new Uint8Array((await whole).slice(at, at + 65_536));
        at += chunk.length;
        if (chunk.length === 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
  }
  override slice(start?: number, end?: number): Blob {
    return new PlainBlob([super.slice(start, end)]);
  }
}

/** Pieces of odd lengths, so that items lie across them, in one buffer that each piece overwrites. */
function chunks(all: Uint8Array): ChunkSource {
  const buffer = new Uint8Array(70_001);
  let at = 0;
  return {
    consumed: 42,
    async next() {
      const piece = all.subarray(at, at + buffer.length);
      at += piece.length;
      buffer.fill(0xff);
      buffer.set(piece);
      return piece.length > 0 ? buffer.subarray(0, piece.length) : null;
    },
    close: async () => undefined,
  };
}

const sources: Record<string, () => ByteReader> = {
  'a Blob read into our own buffer': () => new BlobReader(new Blob([bytes])),
  'a Blob without byte streams': () => new BlobReader(new PlainBlob([bytes])),
  'a range of a Blob': () => {
    const padded = new Blob([new Uint8Array(1000), bytes, new Uint8Array(1000)]);
    return new BlobReader(padded, { start: 1000, end: 1000 + size });
  },
  'pieces of a stream': () => new ChunkReader(chunks(bytes)),
};

async function next(reader: ByteReader, count: number): Promise<Uint8Array> {
  expect(await reader.fill(count)).toBe(true);
  const read = reader.peek(count).slice();
  reader.advance(count);
  return read;
}

describe.each(Object.entries(sources))('%s', (_, open) => {
  test('gives all bytes in order, whatever the sizes asked for', async () => {
    const reader = open();
    const sizes = [1, 511, 512, 65_537, megabyte - 3, megabyte + 5, 3 * megabyte, 100];
    let position = 0;
    for (const count of sizes) {
      expect(reader.position).toBe(position);
      const read = await next(reader, count);
      expect(Buffer.compare(read, bytes.subarray(position, position + count))).toBe(0);
      position += count;
    }
    await reader.close();
  });

  test('peeking consumes nothing, and what was buffered stays when more is filled', async () => {
    const reader = open();
    await reader.fill(10);
    expect([...reader.peek(4)]).toEqual([0, 1, 2, 3].map(byteAt));
    reader.advance(3);
    await reader.fill(2 * megabyte);
    expect([...reader.peek(2)]).toEqual([3, 4].map(byteAt));
    expect(reader.position).toBe(3);
  });

  test.each([0, 1, 600, megabyte, 2 * megabyte, 2 * megabyte + 1, 5 * megabyte])(
    'passes over %i bytes',
    async (count) => {
      const reader = open();
      await next(reader, 5);
      expect(await reader.skip(count)).toBe(true);
      expect(reader.position).toBe(5 + count);
      expect([...(await next(reader, 3))]).toEqual([5, 6, 7].map((offset) => byteAt(count + offset)));
    },
  );

  test('passes over everything up to the end, but not further', async () => {
    const reader = open();
    expect(await reader.skip(size)).toBe(true);
    expect(await reader.fill(1)).toBe(false);
    expect(await open().skip(size + 1)).toBe(false);
    expect(await open().skip(size + 100 * megabyte)).toBe(false);
  });

  test('says where the source ends too early, and keeps what is there', async () => {
    const reader = open();
    await reader.skip(size - 5);
    expect(await reader.fill(6)).toBe(false);
    expect(reader.buffered).toBe(5);
    expect([...(await next(reader, 5))]).toEqual([5, 4, 3, 2, 1].map((back) => byteAt(size - back)));
  });
});

test('small gaps are read through, large ones seeked over', async () => {
  const reader = new BlobReader(new PlainBlob([bytes, new Uint8Array(seekThreshold * 2)]));
  PlainBlob.opened = 0;
  for (let gap = 0; gap < 3; gap++) {
    await next(reader, 1);
    await reader.skip(megabyte);
  }
  expect(PlainBlob.opened).toBe(1);
  await reader.skip(seekThreshold + megabyte);
  await next(reader, 1);
  expect(PlainBlob.opened).toBe(2);
});

test.each([0, 7])(
  'what stands behind a gap that is seeked over is right, in a range that starts at %i',
  async (start) => {
    const gap = new Uint8Array(seekThreshold + megabyte);
    const tail = Uint8Array.of(1, 2, 3, 4, 5);
    const blob = new Blob([new Uint8Array(start), bytes, gap, tail]);
    const reader = new BlobReader(blob, { start, end: blob.size });
    await next(reader, 11);
    expect(await reader.skip(size - 11 + gap.length)).toBe(true);
    expect(reader.position).toBe(size + gap.length);
    expect([...(await next(reader, 5))]).toEqual([1, 2, 3, 4, 5]);
    expect(await reader.fill(1)).toBe(false);
  },
);

test('the buffer of a closed reader serves the next one, and never two at once', async () => {
  const blob = new Blob([bytes]);
  const first = new BlobReader(blob);
  await first.fill(1);
  await first.close();
  await first.close();
  expect(first.buffered).toBe(0);
  const [second, third] = [new BlobReader(blob), new BlobReader(blob, { start: megabyte, end: size })];
  await Promise.all([second.fill(1000), third.fill(1000)]);
  expect(second.window.buffer).not.toBe(third.window.buffer);
  expect([...second.peek(1000)]).toEqual([...bytes.subarray(0, 1000)]);
  expect([...third.peek(1000)]).toEqual([...bytes.subarray(megabyte, megabyte + 1000)]);
  await Promise.all([second.close(), third.close()]);
});

test('a range that goes over the end of its file is cut there', async () => {
  const reader = new BlobReader(new Blob([bytes.slice(0, 100)]), { start: 90, end: 200 });
  expect(await reader.fill(11)).toBe(false);
  expect(reader.buffered).toBe(10);
});

test('a stream tells how far the file below it was read, hands on its failures, and is closed', async () => {
  const closed: string[] = [];
  const failing: ChunkSource = {
    consumed: 42,
    next: () => Promise.reject(new Error('named')),
    close: async () => void closed.push('closed'),
  };
  const reader = new ChunkReader(failing);
  expect(reader.consumed).toBe(42);
  await expect(reader.fill(1)).rejects.toThrow('named');
  await reader.close();
  expect(closed).toEqual(['closed']);
});

test('a rest and the piece behind it are joined in a room that is used again, though the source writes over its pieces', async () => {
  const piece = new Uint8Array(1000);
  let given = 0;
  const source: ChunkSource = {
    consumed: 0,
    next: () => {
      for (let at = 0; at < piece.length; at++) piece[at] = (given * piece.length + at) % 251;
      return Promise.resolve(given++ < 50 ? piece : null);
    },
    close: () => Promise.resolve(),
  };
  const reader = new ChunkReader(source);
  const buffers = new Set<ArrayBufferLike>();
  for (let start = 0; start < 50_000; start += 625) {
    expect(await reader.fill(625)).toBe(true);
    expect(reader.position).toBe(start);
    expect([...reader.peek(625)]).toEqual(Array.from({ length: 625 }, (_, at) => (start + at) % 251));
    buffers.add(reader.window.buffer);
    reader.advance(625);
  }
  expect(await reader.fill(1)).toBe(false);
  expect(buffers.size).toBe(2);
});
