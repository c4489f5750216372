import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unpack, type UnpackTarget } from '../../src/archive/unpack.ts';
import { FaultError } from '../../src/fault.ts';

/** Keeps what is written, up to so many bytes. */
class Room implements UnpackTarget {
  readonly chunks: Uint8Array<ArrayBuffer>[] = [];
  discarded = false;
  private left: number;

  constructor(bytes = Infinity) {
    this.left = bytes;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.left -= chunk.length;
    if (this.left < 0) {
      throw new FaultError({ kind: 'no-space', fileName: 'web.tar.gz', bytes: 0, detail: 'the disk is full' });
    }
    this.chunks.push(chunk.slice());
  }

  async finish(): Promise<Blob> {
    return new Blob(this.chunks);
  }

  async discard(): Promise<void> {
    this.discarded = true;
  }
}

// Not compressible, so that it comes in many pieces.
let noise = 1;
const contents = Uint8Array.from({ length: 3_000_000 }, () => (noise = Math.imul(noise, 1_103_515_245) + 12_345) >> 16);
const gzipped = Uint8Array.from(gzipSync(contents));

test('the bytes come out as they went in, with progress in terms of the dropped file', async () => {
  const told: number[] = [];
  const { blob, fault } = await unpack(new Blob([gzipped]), 'gzip', { fileName: 'web.tar.gz' }, new Room(), (done) =>
    told.push(done),
  );
  expect(fault).toBeNull();
  expect(Buffer.from(await blob!.arrayBuffer()).equals(contents)).toBe(true);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBeGreaterThan(gzipped.length / 2);
  expect(told.at(-1)).toBeLessThanOrEqual(gzipped.length);
});

test('a cut archive gives what came out before, and says so', async () => {
  const cut = new Blob([gzipped.slice(0, gzipped.length / 2)]);
  const { blob, fault } = await unpack(cut, 'gzip', { fileName: 'web.tar.gz' }, new Room());
  expect(fault).toMatchObject({ kind: 'bad-compression', fileName: 'web.tar.gz' });
  expect(blob!.size).toBeGreaterThan(0);
  expect(blob!.size).toBeLessThan(contents.length);
});

test('where there is no room, nothing is kept', async () => {
  const room = new Room(1_000_000);
  const { blob, fault } = await unpack(new Blob([gzipped]), 'gzip', { fileName: 'web.tar.gz' }, room);
  expect(blob).toBeNull();
  expect(fault).toMatchObject({ kind: 'no-space' });
  expect(room.discarded).toBe(true);
});
