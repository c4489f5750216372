import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readElf, type ElfFacts } from '../../src/content/elf.ts';
import { PassingElf, passingLimits, readElfInParts, type PassedElf } from '../../src/content/passing-elf.ts';
import { elfBytes, type ElfShape } from '../support/elf-bytes.ts';

const headBytes = 65_536;

/** In pieces of a size; null where its head tells all. */
function pass(bytes: Uint8Array, piece: number): PassedElf | null {
  const passing = PassingElf.of(bytes.subarray(0, headBytes), bytes.length);
  for (let at = 0; at < bytes.length; at += piece) passing?.take(bytes.subarray(at, at + piece));
  return passing?.end() ?? null;
}

/** As a program reads it that can read at any place. */
const readInParts = (bytes: Uint8Array): Promise<ElfFacts | null> =>
  readElfInParts(bytes.subarray(0, headBytes), bytes.length, async (start, end) => bytes.subarray(start, end));

const library = { type: 3, needs: ['libfoo.so.1', 'libc.so.6'], runPath: '$ORIGIN/../lib:/opt/lib' } as const;
const shapes: [string, ElfShape][] = [
  ['its strings at the beginning', { ...library, symbols: 200_000, code: 300_000 }],
  ['its strings behind the dynamic section', { ...library, code: 300_000 }],
  ['its strings in its head', { ...library, symbols: 10, code: 300_000 }],
  ['32 bits, big-endian', { ...library, symbols: 90_000, code: 99_000, bits: 32, isBigEndian: true, machine: 8 }],
  ['its program headers at its end', { ...library, symbols: 200_000, code: 300_000, headersLast: true }],
  ['an interpreter behind its head', { ...library, symbols: 200_000, code: 1, interpreter: '/lib64/ld.so' }],
  ['a program that is linked statically for any address', { type: 3, isPie: true, code: 300_000 }],
];

describe('what is told as it passes is what is told of it as a whole', () => {
  test.each(shapes)('%s', async (_, shape) => {
    const bytes = elfBytes(shape);
    const whole = readElf(bytes);
    expect(whole).toMatchObject({ damage: null, needs: shape.needs ?? [] });
    expect(readElf(bytes.subarray(0, headBytes))).not.toEqual(whole);
    for (const piece of [777, 16_384, 65_536, 1_000_000]) {
      expect(pass(bytes, piece)).toEqual({ elf: whole, isWhole: true });
    }
    expect(await readInParts(bytes)).toEqual(whole);
  });

  test.skipIf(process.platform !== 'linux')('of a program that runs', async () => {
    const bytes = readFileSync(process.execPath);
    const whole = readElf(bytes);
    expect(whole?.needs?.length).toBeGreaterThan(0);
    expect(pass(bytes, 65_536)).toEqual({ elf: whole, isWhole: true });
    expect(await readInParts(bytes)).toEqual(whole);
  });

  test('whatever stands in it, where nothing is said to be lost', async () => {
    const files = shapes.map(([, shape]) => elfBytes(shape));
    /** Where what is read lies: headers, and what they name. */
    const places = fc.oneof(
      fc.nat(600),
      fc.nat(600).map((back) => -back - 1),
      fc.nat(),
    );
    const changes = fc.array(fc.tuple(places, fc.nat(255)), { maxLength: 6 });
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(files.length - 1),
        changes,
        fc.integer({ min: 500, max: 200_000 }),
        async (which, changed, piece) => {
          const bytes = (files[which] as Uint8Array<ArrayBuffer>).slice();
          for (const [at, byte] of changed) bytes[(at + bytes.length) % bytes.length] = byte;
          expect(await readInParts(bytes)).toEqual(readElf(bytes));
          const passed = pass(bytes, piece);
          if (!passed?.isWhole) return;
          compared++;
          expect(passed.elf).toEqual(readElf(bytes));
        },
      ),
      { numRuns: 1500 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

test('of what its head tells, nothing is kept', () => {
  const head = [elfBytes({ ...library }), elfBytes({ type: 2, code: 300_000 }), new Uint8Array(300_000)];
  expect(head.map((bytes) => PassingElf.of(bytes.subarray(0, headBytes), bytes.length))).toEqual([null, null, null]);
});

test('a part that cannot be read is asked for once', async () => {
  const bytes = elfBytes({ ...library, symbols: 200_000, code: 300_000 });
  let asked = 0;
  const elf = await readElfInParts(bytes.subarray(0, headBytes), bytes.length, async () => {
    asked++;
    return null;
  });
  expect(elf?.needs).toBeNull();
  expect(asked).toBe(1);
});

describe('what is lost is said', () => {
  test('names that lie farther behind than the beginning that is kept', () => {
    const bytes = elfBytes({ ...library, symbols: passingLimits.startBytes + 100_000, code: 300_000 });
    expect(readElf(bytes)?.needs).toEqual(library.needs);
    expect(pass(bytes, 65_536)).toMatchObject({ elf: { needs: null, damage: null }, isWhole: false });
  });

  test('names behind the end of a file that is cut off', () => {
    const bytes = elfBytes({ ...library, code: 300_000 });
    expect(pass(bytes.subarray(0, bytes.length - 30), 65_536)).toMatchObject({ elf: { needs: null } });
  });
});
