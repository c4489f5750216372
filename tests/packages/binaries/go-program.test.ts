import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openGoProgram } from '../../../src/packages/binaries/go-program.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { baseAddress, programBytes, segmentStart, type ProgramShape } from './elf-program.ts';
import { namesOf, readStream } from './read-stream.ts';
import { framed, inlineInfo, joinBytes, moduleNames, modules, pointerInfo, pointers } from './go-bytes.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const readIn = (bytes: Uint8Array, piece: number, size?: number): Promise<Cataloged | null> =>
  readStream(openGoProgram, bytes, piece, size);

const none = new Uint8Array(0);
const code = { flags: 5, bytes: new Uint8Array(5000).fill(0x90) };
const withData = (bytes: Uint8Array, shape: ProgramShape = {}): Uint8Array =>
  programBytes({ ...shape, segments: [code, { flags: 6, bytes }] });
const info = inlineInfo('go1.22.3', framed(modules));
const sizes = [1, 7, 100, 4096, 65_536, Infinity];

describe('build information of Go', () => {
  test.each<[string, ProgramShape]>([
    ['64 bits', {}],
    ['32 bits', { bits: 32 }],
    ['big-endian', { isBigEndian: true }],
    ['32 bits, big-endian', { bits: 32, isBigEndian: true }],
  ])('of a program of %s, in pieces of any size', async (_, shape) => {
    for (const size of sizes) {
      const said = await readIn(withData(info, shape), Math.min(size, 1e9));
      expect(namesOf(said)).toEqual(moduleNames);
      expect(said?.unknowns).toEqual([]);
    }
  });

  test('stands at a step of 16 bytes of the addresses, and nowhere else', async () => {
    const at = (before: number): Promise<Cataloged | null> =>
      readIn(withData(joinBytes(new Uint8Array(before), info)), 1000);
    expect(namesOf(await at(160))).toEqual(moduleNames);
    expect(namesOf(await at(8))).toEqual([]);
    const shifted = [code, { flags: 6, bytes: joinBytes(new Uint8Array(8), info), address: 0x500008 }];
    expect(namesOf(await readIn(programBytes({ segments: shifted }), 1000))).toEqual(moduleNames);
  });

  test('is looked for in what is written to alone: a program may have the mark among its texts', async () => {
    expect(await readIn(programBytes({ segments: [{ flags: 4, bytes: info }] }), 1000)).toEqual({
      packages: [],
      unknowns: [],
    });
  });

  test('is found where the program headers were moved to the end', async () => {
    const bytes = joinBytes(withData(joinBytes(info, new Uint8Array(70_000))), new Uint8Array(112));
    new DataView(bytes.buffer).setBigUint64(32, BigInt(bytes.length - 112), true);
    expect(namesOf(await readIn(bytes, 5000))).toEqual(moduleNames);
  });

  test('behind a mark that nothing of Go follows is found', async () => {
    const marks = joinBytes(...Array.from({ length: 900 }, () => joinBytes(info.subarray(0, 14), Uint8Array.of(3, 0))));
    expect(namesOf(await readIn(withData(joinBytes(marks, info)), 1000))).toEqual(moduleNames);
    const tooMany = joinBytes(marks, marks, info);
    expect(namesOf(await readIn(withData(tooMany), 1000))).toEqual([]);
  });

  test('keeps a version between releases as it is written, and one of experiments without them', async () => {
    const version = async (text: string): Promise<string | null | undefined> =>
      (await readIn(withData(inlineInfo(text, framed(modules))), 1000))?.packages.at(-1)?.version;
    expect(await version('go1.20.4 X:boringcrypto')).toBe('go1.20.4');
    expect(await version('devel go1.27-8c2b4d6 Mon Aug 3')).toBe('devel go1.27-8c2b4d6 Mon Aug 3');
  });

  test('of a program without modules says so, and gives the standard library', async () => {
    const said = await readIn(withData(inlineInfo('go1.22.3', none)), 1000);
    expect(namesOf(said)).toEqual(['stdlib go1.22.3']);
    expect(said?.unknowns).toEqual(['was built by Go without modules, and does not tell of what it uses']);
  });

  test('that ends early gives what is whole, and says so', async () => {
    const cut = withData(info).subarray(0, 4096 * 3 + 32 + 9 + 2 + 16 + modules.indexOf('dep\tgithub.com/old') + 9);
    const said = await readIn(cut, 1000);
    expect(namesOf(said)).toEqual([moduleNames[0], moduleNames[1], moduleNames[4]]);
    expect(said?.unknowns).toEqual(['ends inside what it tells of its Go modules']);
  });

  test('that claims a length without end takes what is there', async () => {
    const said = await readIn(withData(inlineInfo('go1.22.3', framed(modules), 2 ** 60)), 1000);
    expect(namesOf(said).slice(0, 3)).toEqual(moduleNames.slice(0, 3));
    expect(said?.unknowns).toEqual(['ends inside what it tells of its Go modules']);
  });

  test('of more than 4 MB is read up to there', async () => {
    const line = 'dep\tgolang.org/x/net\tv0.7.0\th1:a=\n';
    const many = inlineInfo('go1.22.3', framed(line.repeat(150_000)));
    const said = await readIn(withData(many), 65_536);
    expect(said?.packages).toHaveLength(20_001);
    expect(said?.unknowns).toEqual([
      'tells of more than 20,000 Go modules: the others were left out',
      'tells of its Go modules in more than 4.00 MB: what lies behind was left out',
    ]);
    const long = inlineInfo('go1.22.3', framed(`dep\t${'a'.repeat(5000)}\tv1\n${modules}`));
    expect((await readIn(withData(long), 65_536))?.unknowns).toEqual([
      'names a Go module in more than 4,096 letters, which was left out',
    ]);
  });
});

/** Before 1.18: letters among what is only read, strings and pointers to them among the data. */
function older(size: 4 | 8, isBigEndian: boolean, textAt = 64): Uint8Array<ArrayBuffer> {
  const text = framed(modules);
  const constants = joinBytes(new Uint8Array(textAt), latin1('go1.16.5go1.7'), text, latin1('go1.99'));
  const lengths = [code.bytes.length, constants.length];
  const [constantsAt, dataAt] = [1, 2].map((index) => baseAddress + segmentStart(index, lengths)) as [number, number];
  const strings = pointers(size, isBigEndian, [constantsAt + textAt, 8, constantsAt + textAt + 13, text.length]);
  const where = dataAt + 32 + 4096;
  const data = joinBytes(pointerInfo(size, isBigEndian, [where, where + 2 * size]), new Uint8Array(4096), strings);
  const segments = [code, { flags: 4, bytes: constants }, { flags: 6, bytes: data }];
  return programBytes({ bits: size === 8 ? 64 : 32, isBigEndian, hasGoNote: true, segments });
}

describe('build information of Go before 1.18', () => {
  const expected = [...moduleNames.slice(0, 4), 'stdlib go1.16.5'];

  test.each([
    [8, false],
    [8, true],
    [4, false],
    [4, true],
  ] as const)('with pointers of %i bytes, big-endian: %s', async (size, isBigEndian) => {
    for (const piece of sizes) {
      const said = await readIn(older(size, isBigEndian), Math.min(piece, 1e9));
      expect(namesOf(said)).toEqual(expected);
      expect(said?.unknowns).toEqual([]);
    }
  });

  test('of a program without a note of Go is read where it is there at once, else told', async () => {
    const bytes = older(8, false);
    bytes.fill(0, 64 + 3 * 56, 64 + 3 * 56 + 16);
    expect(namesOf(await readIn(bytes, 1e9))).toEqual(expected);
    const said = await readIn(bytes, 1000);
    expect(said).toEqual({
      packages: [],
      unknowns: ['was built by a Go before 1.18, and where it tells of its modules could not be read'],
    });
  });

  test('whose pointers lead nowhere is told', async () => {
    const data = joinBytes(pointerInfo(8, false, [1, 2]), new Uint8Array(64));
    for (const piece of [100, 1e9]) expect((await readIn(withData(data), piece))?.unknowns).toHaveLength(1);
  });
});

describe('what is no such program', () => {
  test('is none of Go, and nothing is said of it', async () => {
    expect(await readIn(withData(new Uint8Array(9000)), 1000)).toEqual({ packages: [], unknowns: [] });
    expect(await readIn(programBytes({}), 1000)).toBe(null);
    expect(await readIn(latin1('#!/bin/sh\n'), 1000)).toBe(null);
  });

  test('is of Go by its note, or is packed: both are told', async () => {
    const said = await readIn(withData(new Uint8Array(900), { hasGoNote: true }), 1000);
    expect(said?.unknowns).toEqual(['was built by Go, and does not tell from which modules']);
    const packed = withData(new Uint8Array(900));
    packed.set(latin1('UPX!'), 300);
    expect((await readIn(packed, 1000))?.unknowns).toEqual([
      'is packed by UPX, so that it does not show what it was built from',
    ]);
  });
});

test('a program of any damage, in pieces of any size, ends', async () => {
  const programs = [withData(info), older(8, false), older(4, true)];
  const damage = fc.array(fc.tuple(fc.nat(20_000), fc.nat(255)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(2),
      damage,
      fc.nat(25_000),
      fc.integer({ min: 1, max: 9000 }),
      async (which, changes, end, piece) => {
        const bytes = programs[which]!.slice();
        for (const [at, value] of changes) if (at < bytes.length) bytes[at % 600 < 300 ? at % 300 : at] = value;
        const said = await readIn(bytes.subarray(0, end), piece, bytes.length);
        expect(Array.isArray(said?.unknowns ?? [])).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
