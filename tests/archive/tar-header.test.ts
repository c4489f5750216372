import { expect, test } from 'vitest';
import { blockSize, checksumMatches } from '../../src/archive/tar-header.ts';

/** A block of such bytes behind `before` others, with the checksum that adding them up one by one gives. */
function block(byteAt: (offset: number) => number, before: number, signed = false): Uint8Array {
  const bytes = new Uint8Array(before + blockSize + 3).fill(7);
  const header = bytes.subarray(before, before + blockSize);
  header.forEach((_, offset) => (header[offset] = byteAt(offset)));
  header.fill(32, 148, 156);
  const sum = header.reduce((total, byte) => total + (signed && byte > 127 ? byte - 256 : byte), 0);
  header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return bytes;
}

test.each([
  ['every byte as large as can be', () => 255],
  ['no byte', () => 0],
  ['bytes of all kinds', (offset: number) => (offset * 89) % 256],
])('%s, wherever the block lies', (_, byteAt) => {
  for (let before = 0; before < 9; before++) {
    const bytes = block(byteAt, before);
    expect(checksumMatches(bytes, before)).toBe(true);
    bytes[before + 300]! ^= 1;
    expect(checksumMatches(bytes, before)).toBe(false);
  }
});

test('the signed sum of old programs', () => {
  const bytes = block((offset) => (offset < 20 ? 200 : 65), 0, true);
  expect(checksumMatches(bytes)).toBe(true);
});

test('a view into a larger buffer', () => {
  const bytes = block((offset) => offset % 256, 5);
  expect(checksumMatches(bytes.subarray(5))).toBe(true);
});
