import { randomBytes } from 'node:crypto';
import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { InflateError } from '../../src/archive/compression/deflate-bits.ts';
import { Inflater } from '../../src/archive/compression/inflate.ts';

const pieceSize = 10_000;

/** All that comes out when the input comes in parts of `partSize` bytes, as the reader of a file gives it. */
function inflate(deflated: Uint8Array, partSize = 3000): { bytes: Buffer; end: number } {
  const inflater = new Inflater(pieceSize);
  const pieces: Uint8Array[] = [];
  let [from, to] = [0, Math.min(partSize, deflated.length)];
  for (;;) {
    const last = to === deflated.length;
    const stop = inflater.run(deflated.subarray(from, to), 0, last);
    expect(inflater.at).toBeGreaterThanOrEqual(0);
    from += inflater.at;
    if (stop === 'end') break;
    if (stop === 'output') pieces.push(inflater.take().slice());
    else to = Math.min(deflated.length, Math.max(to + partSize, from + Inflater.wantedInput));
  }
  pieces.push(inflater.take().slice());
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(pieceSize + 258);
  return { bytes: Buffer.concat(pieces), end: from };
}

const words = ['docker', 'save', 'layer', 'usr/share/doc/', '\n', 'lib', '0755', ' '];
const text = Buffer.from(
  Array.from(randomBytes(60_000), (byte) => words[byte % words.length]! + (byte > 200 ? byte : '')).join(''),
);
const mixed = Buffer.concat([text, randomBytes(90_000), Buffer.alloc(200_000), text, Buffer.alloc(70_000, 'ab')]);

const samples: Record<string, Buffer> = {
  nothing: Buffer.alloc(0),
  'one byte': Buffer.from('a'),
  'a text': text,
  noise: randomBytes(100_000),
  zeros: Buffer.alloc(1_000_000),
  'a bit of everything': mixed,
};

const ways: Record<string, ZlibOptions> = {
  'as usual': {},
  'as well as it can': { level: 9, memLevel: 9 },
  'in small blocks': { memLevel: 1 },
  'with fixed codes': { strategy: constants.Z_FIXED },
  'without copies': { strategy: constants.Z_HUFFMAN_ONLY },
  stored: { level: 0 },
  'within a small window': { windowBits: 9 },
};

describe.each(Object.entries(samples))('%s', (_, sample) => {
  test.each(Object.entries(ways))('deflated %s comes back', (_way, options) => {
    const deflated = deflateRawSync(sample, options);
    const { bytes, end } = inflate(Buffer.concat([deflated, Buffer.from('behind')]));
    expect(Buffer.compare(bytes, sample)).toBe(0);
    // What follows the stream is left alone, to the byte.
    expect(end).toBe(deflated.length);
    expect(Buffer.compare(inflate(deflated, 517).bytes, sample)).toBe(0);
  });
});

test('no run takes in more than belongs to the stream, wherever that ends', () => {
  for (let length = 2000; length < 2500; length++) {
    const deflated = deflateRawSync(text.subarray(0, length), { level: 1 });
    expect(inflate(Buffer.concat([deflated, text]), 600).end).toBe(deflated.length);
  }
});

test('a stream that is cut anywhere is noticed', () => {
  const deflated = deflateRawSync(text.subarray(0, 3000));
  for (let length = 0; length < deflated.length; length++) {
    expect(() => inflate(deflated.subarray(0, length)), `cut to ${length}`).toThrow(InflateError);
  }
});

test('damage ends in an error or in other bytes, never in an endless loop or another exception', () => {
  const deflated = deflateRawSync(text.subarray(0, 50_000));
  let errors = 0;
  for (let round = 0; round < 500; round++) {
    const damaged = Buffer.from(deflated);
    const [high, low, value] = randomBytes(3) as unknown as [number, number, number];
    damaged[((high << 8) | low) % damaged.length]! ^= value | 1;
    try {
      inflate(damaged);
    } catch (error) {
      expect(error).toBeInstanceOf(InflateError);
      errors++;
    }
  }
  expect(errors).toBeGreaterThan(50);
});

test('noise is no stream', () => {
  let ended = 0;
  for (let round = 0; round < 300; round++) {
    try {
      inflate(randomBytes(2000));
      ended++;
    } catch (error) {
      expect(error).toBeInstanceOf(InflateError);
    }
  }
  expect(ended).toBeLessThan(150);
});

test.each([
  ['a block of no known kind', [0b111]],
  ['a stored block whose length is damaged', [1, 5, 0, 0, 0]],
  ['a copy of what is not there', [0x03, 0x02, 0x00]],
])('%s is named', (message, bytes) => {
  expect(() => inflate(Uint8Array.from(bytes))).toThrow(message);
});

test('what came out before the damage can be taken', () => {
  const deflated = deflateRawSync(text, { memLevel: 1 });
  const damaged = Buffer.concat([deflated.subarray(0, 8000), Buffer.alloc(100, 0xff)]);
  const inflater = new Inflater(1_000_000);
  expect(() => inflater.run(damaged, 0, true)).toThrow(InflateError);
  const { length } = inflater.pending;
  expect(length).toBeGreaterThan(10_000);
  expect(Buffer.compare(inflater.take().subarray(0, 10_000), text.subarray(0, 10_000))).toBe(0);
});
