import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { endOfDirectory } from '../../src/archive/zip-records.ts';
import { isZip, ZipReader } from '../../src/archive/zip-reader.ts';

const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'));
const archive = Uint8Array.from(zipSync({ 'a.txt': latin1('a'.repeat(99)), 'b.txt': [latin1('b'), { level: 0 }] }));
const end = archive.length - 22;
const directory = Buffer.from(archive).readUInt32LE(end + 16);

function read(bytes: Uint8Array, most = 1000): Record<string, string | null> {
  const reader = new ZipReader(bytes);
  const entries = [...reader.entries()].map((entry): [string, string | null] => {
    const content = entry && reader.contentOf(entry, most);
    return [entry?.name ?? 'none', content && Buffer.from(content.bytes).toString('latin1')];
  });
  return Object.fromEntries(entries);
}

describe('a zip archive in memory', () => {
  test('gives its entries, and `most` bytes of each', () => {
    expect(isZip(archive)).toBe(true);
    expect(read(archive)).toEqual({ 'a.txt': 'a'.repeat(99), 'b.txt': 'b' });
    expect(read(archive, 7)).toEqual({ 'a.txt': 'aaaaaaa', 'b.txt': 'b' });
  });

  test('with the records of 64 bits between its directory and its end', () => {
    const long = endOfDirectory(0x1_0000, end - directory, directory);
    expect(long.length).toBe(98);
    // As of more than 4 GB, where the plain record says no place.
    for (const at of [12, 16]) new DataView(long.buffer).setUint32(76 + at, 0xffff_ffff, true);
    const bytes = Uint8Array.from([...archive.subarray(0, end), ...long]);
    expect(new ZipReader(bytes).hasDirectory).toBe(true);
    expect(read(bytes)).toEqual({ 'a.txt': 'a'.repeat(99), 'b.txt': 'b' });
  });

  test('whose directory ends too early tells of one that is missing', () => {
    const bytes = archive.slice();
    bytes[directory + 46 + 5] = 0;
    expect(read(bytes)).toEqual({ 'a.txt': 'a'.repeat(99), none: null });
  });

  test('cut before its directory is looked through for headers', () => {
    const cut = archive.subarray(0, directory + 3);
    expect(new ZipReader(cut).hasDirectory).toBe(false);
    expect(read(cut)).toEqual({ 'a.txt': 'a'.repeat(99), 'b.txt': 'b' });
  });

  test('cut behind an archive in it is not taken for that one with a program in front', () => {
    const outer = Uint8Array.from(
      zipSync({ 'first.txt': latin1('1'), 'in.zip': [archive, { level: 0 }], 'z.txt': latin1('z') }),
    );
    const cut = outer.subarray(0, outer.length - 30);
    expect(new ZipReader(outer).hasDirectory).toBe(true);
    expect(new ZipReader(cut).hasDirectory).toBe(false);
    expect(Object.keys(read(cut, 10_000))).toEqual(['first.txt', 'in.zip', 'a.txt', 'b.txt', 'z.txt']);
  });

  test('that is encrypted, or packed otherwise, has no content', () => {
    const encrypted = archive.slice();
    encrypted[directory + 8] = 1;
    const packed = archive.slice();
    packed[directory + 10] = 99;
    expect([read(encrypted)['a.txt'], read(packed)['a.txt']]).toEqual([null, null]);
  });
});
