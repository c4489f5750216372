import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zip } from '../../../src/secrets/containers/zip.ts';
import { joined, latin1, openAll } from '../support.ts';

const files = {
  'META-INF/MANIFEST.MF': latin1('Main-Class: a.B\n'.repeat(40)),
  'application.yml': [latin1('password: x\n'), { level: 0 }],
  'lib/': new Uint8Array(0),
  'résumé.txt': latin1('hello'),
} as const;
const archive = Uint8Array.from(zipSync(files as never));
const names = ['META-INF/MANIFEST.MF', 'application.yml', 'résumé.txt'];
const end = archive.length - 22;
const number = (bytes: Uint8Array, at: number): number => Buffer.from(bytes).readUInt32LE(at);
const patched = (at: number, value: number, bytes = archive): Uint8Array => {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(value, at);
  return Uint8Array.from(copy);
};
const directory = number(archive, end + 16);

describe('a zip archive', () => {
  test('is told by its first bytes, or by its name and its end', () => {
    const withProgram = joined(latin1('#!/bin/bash\nexec java -jar "$0"\n'), archive);
    expect(zip.selects('/opt/anything', archive)).toBe(true);
    expect(zip.selects('/opt/a.jar', withProgram)).toBe(true);
    expect(zip.selects('/opt/a.sh', withProgram)).toBe(false);
    expect(zip.selects('/opt/a.jar', latin1('a text'))).toBe(false);
  });

  test('gives its entries, stored and deflated', async () => {
    const { texts, isWhole } = await openAll(zip, archive);
    expect(Object.keys(texts)).toEqual(names);
    expect(texts['application.yml']).toBe('password: x\n');
    expect(texts[names[0]!]).toBe('Main-Class: a.B\n'.repeat(40));
    expect(isWhole).toBe(true);
  });

  test('with a program in front or a comment behind gives them too', async () => {
    const commented = joined(archive.subarray(0, -2), Uint8Array.of(5, 0), latin1('hello'));
    for (const bytes of [joined(latin1('#!/bin/sh\n'), archive), commented]) {
      const { inside, isWhole } = await openAll(zip, bytes);
      expect(inside.map(({ name }) => name)).toEqual(names);
      expect(isWhole).toBe(true);
    }
  });

  test('cut before its directory, gives what is there and says so', async () => {
    const { texts, isWhole } = await openAll(zip, archive.subarray(0, directory + 10));
    expect(texts['application.yml']).toBe('password: x\n');
    expect(Object.keys(texts)).toEqual(names);
    expect(isWhole).toBe(false);
  });

  test.each([
    ['an entry behind the end', patched(directory + 42, 0x7fffffff)],
    ['an entry where none is', patched(directory + 42, 3)],
    ['a stored entry longer than the file', patched(directory + 46 + names[0]!.length + 20, 0xffffffff)],
    ['a directory before the front', patched(end + 12, 0xfffffff0)],
    ['a method that is not known', patched(directory + 10, 99)],
  ])('whose directory lies (%s) still gives the last entry and says so', async (_, bytes) => {
    const { texts, isWhole } = await openAll(zip, bytes);
    expect(texts['résumé.txt']).toBe('hello');
    expect(isWhole).toBe(false);
  });

  test('with a bomb in it ends at the limit, and passes what stands before', async () => {
    const bomb = Uint8Array.from(zipSync({ a: latin1('first'), bomb: new Uint8Array(60_000_000), z: latin1('last') }));
    expect(bomb.length).toBeLessThan(100_000);
    const { texts, bytesOut, isWhole } = await openAll(zip, bomb, 2_000_000);
    expect(texts['a']).toBe('first');
    expect({ bytesOut, isWhole }).toEqual({ bytesOut: 2_000_000, isWhole: false });
  });

  test('whose entries are all the same bytes ends at the limit', async () => {
    const one = Uint8Array.from(zipSync({ bomb: new Uint8Array(1_000_000) }));
    const start = number(one, one.length - 22 + 16);
    const listed = one.subarray(start, one.length - 22);
    const many = Array.from({ length: 5000 }, () => listed);
    const tail = patched(12, listed.length * many.length, one.subarray(-22));
    const { bytesOut, isWhole } = await openAll(zip, joined(one.subarray(0, start), ...many, tail), 10_500_000);
    expect({ bytesOut, isWhole }).toEqual({ bytesOut: 10_500_000, isWhole: false });
  });

  test('of any damage ends, within the limit', async () => {
    const damage = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(archive.length), async (changes, length) => {
        const bytes = archive.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const { bytesOut } = await openAll(zip, bytes.subarray(0, length), 100_000);
        expect(bytesOut).toBeLessThanOrEqual(100_000);
      }),
    );
  });
});
