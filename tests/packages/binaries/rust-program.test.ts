import { zlibSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openRustProgram } from '../../../src/packages/binaries/rust-program.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { programBytes, type ProgramShape } from './elf-program.ts';
import { namesOf, readStream } from './read-stream.ts';

const zlib = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(zlibSync(Buffer.from(text)));

const readIn = (bytes: Uint8Array, piece: number, size?: number): Promise<Cataloged | null> =>
  readStream(openRustProgram, bytes, piece, size);

const crates = {
  packages: [
    { name: 'ryu', version: '1.0.23', source: 'crates.io' },
    { name: 'cc', version: '1.2.0', source: 'crates.io', kind: 'build' },
    { name: 'shared', version: '0.1.0', source: 'local' },
    { name: 'shipcheck', version: '0.1.0', source: 'local', root: true, dependencies: [0, 2] },
  ],
};
const listed = ['ryu 1.0.23', 'shared 0.1.0 application', 'shipcheck 0.1.0 application'];

const code = { flags: 5, bytes: new Uint8Array(5000).fill(0x90) };
const withSection = (bytes: Uint8Array, shape: ProgramShape = {}): Uint8Array<ArrayBuffer> =>
  programBytes({
    segments: [code],
    sections: [
      { name: '.comment', bytes: new Uint8Array(9) },
      { name: '.dep-v0', bytes },
    ],
    ...shape,
  });
const list = zlib(JSON.stringify(crates));

describe('crates of a Rust program', () => {
  test.each<[string, ProgramShape]>([
    ['64 bits', {}],
    ['32 bits', { bits: 32 }],
    ['big-endian', { isBigEndian: true }],
    ['32 bits, big-endian', { bits: 32, isBigEndian: true }],
  ])('of %s, in pieces of any size, without those that only took part in the build', async (_, shape) => {
    for (const piece of [1, 100, 4096, 1e9]) {
      const said = await readIn(withSection(list, shape), piece);
      expect(namesOf(said)).toEqual(listed);
      expect(said?.unknowns).toEqual([]);
    }
  });

  test('of a large program are found behind what is loaded, with symbols of 20 MB behind them', async () => {
    const large = { segments: [{ flags: 4, bytes: new Uint8Array(3_000_000) }] };
    expect(namesOf(await readIn(withSection(list, large), 65_536))).toEqual(listed);
    expect(namesOf(await readIn(withSection(list, { ...large, gap: 20_000_000 }), 65_536))).toEqual(listed);
  });

  test('that lie between 8 MB at the beginning and 8 MB at the end are told as unknown', async () => {
    const symbols = { name: '.debug', bytes: new Uint8Array(9_000_000) };
    const sections = [symbols, { name: '.dep-v0', bytes: list }, symbols];
    const said = await readIn(programBytes({ segments: [code], sections }), 65_536);
    expect(said).toEqual({
      packages: [],
      unknowns: ['is too large, or is damaged: whether it lists Rust crates is not known'],
    });
  });

  test('of a program that a tool appended a part to are found in front of that', async () => {
    const bytes = new Uint8Array(3_000_000);
    const small = withSection(list, { segments: [code, { flags: 6, bytes: new Uint8Array(1) }] });
    bytes.set(small);
    // The second of its segments lies behind all that it had.
    new DataView(bytes.buffer).setBigUint64(64 + 56 + 8, 2_000_000n, true);
    new DataView(bytes.buffer).setBigUint64(64 + 56 + 32, 900_000n, true);
    expect(namesOf(await readIn(bytes, 65_536))).toEqual(listed);
    // Where its table was moved into that part, as patchelf does.
    const table = small.length - 4 * 64;
    bytes.set(small.subarray(table), 2_000_000);
    new DataView(bytes.buffer).setBigUint64(40, 2_000_000n, true);
    expect(namesOf(await readIn(bytes, 65_536))).toEqual(listed);
  });

  test('are found where the program headers were moved to the end', async () => {
    const bytes = new Uint8Array(2_000_000);
    bytes.set(withSection(list));
    new DataView(bytes.buffer).setBigUint64(32, 1_900_000n, true);
    expect(namesOf(await readIn(bytes, 65_536))).toEqual(listed);
  });

  test('of a small program are found in what is loaded too', async () => {
    const bytes = withSection(list);
    const table = new DataView(bytes.buffer);
    // The first of its segments takes in all of it.
    table.setBigUint64(64 + 32, BigInt(bytes.length), true);
    expect(namesOf(await readIn(bytes, 1000))).toEqual(listed);
  });

  test.each<[string, Uint8Array, string]>([
    ['in another form', zlib('{"crates":[]}'), 'lists its Rust crates in a form that is not known'],
    ['that are no JSON', zlib('{"packages":['), 'lists its Rust crates in a form that is not known'],
    [
      'that are not packed',
      new TextEncoder().encode('{"packages":[]}'),
      'lists its Rust crates in a form that is not known',
    ],
    ['that are cut off', list.subarray(0, 60), 'has a damaged list of its Rust crates'],
    [
      'of 60 MB',
      zlib(`{"packages":[${' '.repeat(60_000_000)}]}`),
      'lists its Rust crates in more than 8.00 MB, which were not read',
    ],
    [
      'without names',
      zlib('{"packages":[{},1,null]}'),
      'lists Rust crates without a name or a version, which were left out',
    ],
    [
      'in each other',
      zlib(`{"packages":${'['.repeat(3_000_000)}`),
      'lists its Rust crates in a form that is not known',
    ],
  ])('%s are told as unknown', async (_, section, reason) => {
    expect(await readIn(withSection(section), 65_536)).toEqual({ packages: [], unknowns: [reason] });
  });

  test('of more than 20,000 are given up to there', async () => {
    const many = Array.from({ length: 20_005 }, (_, index) => ({ name: `c${index}`, version: '1.0.0' }));
    const said = await readIn(withSection(zlib(JSON.stringify({ packages: many }))), 65_536);
    expect(said?.packages).toHaveLength(20_000);
    expect(said?.unknowns).toEqual(['lists more than 20,000 Rust crates: the others were left out']);
  });
});

test('a program without such a section has none, and one without sections is not looked at', async () => {
  const other = programBytes({ segments: [code], sections: [{ name: '.dep-v1', bytes: list }] });
  expect(await readIn(other, 1000)).toEqual({ packages: [], unknowns: [] });
  expect(await readIn(programBytes({ segments: [code] }), 1000)).toBe(null);
  expect(await readIn(withSection(list, { hasGoNote: true }), 1000)).toBe(null);
});

test('a program of any damage, in pieces of any size, ends', async () => {
  const program = withSection(list);
  const damage = fc.array(fc.tuple(fc.nat(program.length - 1), fc.nat(255)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(program.length), fc.integer({ min: 1, max: 9000 }), async (changes, end, piece) => {
      const bytes = program.slice();
      // Half of them in the headers of sections.
      for (const [at, value] of changes) bytes[at % 2 === 0 ? at : bytes.length - 1 - (at % 320)] = value;
      const said = await readIn(bytes.subarray(0, end), piece, bytes.length);
      expect(Array.isArray(said?.unknowns ?? [])).toBe(true);
    }),
    { numRuns: 300 },
  );
});
