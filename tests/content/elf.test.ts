import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readElf } from '../../src/content/elf.ts';
import { elfBytes, elfMachines, type ElfShape } from '../support/elf-bytes.ts';

const withHalf = (bytes: Uint8Array<ArrayBuffer>, at: number, value: number): Uint8Array<ArrayBuffer> => {
  new DataView(bytes.buffer).setUint16(at, value, true);
  return bytes;
};

const withAddress = (bytes: Uint8Array<ArrayBuffer>, at: number, value: bigint): Uint8Array<ArrayBuffer> => {
  new DataView(bytes.buffer).setBigUint64(at, value, true);
  return bytes;
};

/** Of a file of 64 bits: its program headers begin behind its header, that of the interpreter is the second. */
const headersField = 32;
const headerSizeField = 54;
const headerCountField = 56;
const interpreterHeader = 64 + 56;
const loader = '/lib64/ld-linux-x86-64.so.2';
const program = (): Uint8Array<ArrayBuffer> => elfBytes({ interpreter: loader });

test.each<[string, ElfShape]>([
  ['386', { machine: 3, bits: 32 }],
  ['amd64', { machine: 62 }],
  ['arm', { machine: 40, bits: 32 }],
  ['arm64', { machine: 183 }],
  ['loong64', { machine: 258 }],
  ['mips', { machine: 8, bits: 32, isBigEndian: true }],
  ['mips64le', { machine: 8 }],
  ['ppc64', { machine: 21, isBigEndian: true }],
  ['ppc64le', { machine: 21 }],
  ['riscv64', { machine: 243 }],
  ['s390x', { machine: 22, isBigEndian: true }],
])('%s', (machine, shape) => {
  const bits = shape.bits ?? 64;
  const none = { needs: [], searchPaths: [], damage: null };
  const expected = { machine, bits, interpreter: '/lib/ld.so.1', isProgram: true, ...none };
  expect(readElf(elfBytes({ ...shape, interpreter: '/lib/ld.so.1' }))).toEqual(expected);
  expect(readElf(elfBytes({ ...shape, isPie: true, type: 3 }))).toEqual({ ...expected, interpreter: null });
});

test.each<[string, ElfShape, boolean]>([
  ['a program that is linked statically', { type: 2 }, true],
  ['a program for any address', { type: 3, interpreter: loader }, true],
  ['the same, linked statically', { type: 3, isPie: true }, true],
  ['a library', { type: 3 }, false],
  ['an object file', { type: 1 }, false],
])('%s', (_, shape, isProgram) => {
  expect(readElf(elfBytes(shape))).toMatchObject({ isProgram, damage: null });
});

test('what is no ELF file is none', () => {
  for (const text of ['', '\x7f', '\x7fEL', '\x7fELG', '#!/bin/sh\n', 'ELF']) {
    expect(readElf(new TextEncoder().encode(text))).toBe(null);
  }
});

describe('of this machine', () => {
  test.skipIf(!existsSync('/bin/ls') || process.arch !== 'x64')('/bin/ls, cut at every length', () => {
    const bytes = readFileSync('/bin/ls');
    const whole = readElf(bytes);
    const libraries = { needs: ['libselinux.so.1', 'libc.so.6'], searchPaths: [] };
    expect(whole).toEqual({
      machine: 'amd64',
      bits: 64,
      interpreter: loader,
      isProgram: true,
      ...libraries,
      damage: null,
    });
    let told = 0;
    for (let length = 4; length < 4096; length++) {
      const facts = readElf(bytes.subarray(0, length));
      if (facts?.damage === null) {
        told++;
        expect(facts).toEqual({ ...whole, needs: null });
      } else expect(facts).toMatchObject({ interpreter: null });
    }
    // From some length on everything that counts is there.
    expect(told).toBeGreaterThan(0);
    expect(readElf(bytes.subarray(0, 4095))?.damage).toBe(null);
  });

  test.skipIf(!existsSync('/bin/ls') || process.arch !== 'x64')('libraries are told in full, or not at all', () => {
    const bytes = readFileSync('/bin/ls');
    const whole = readElf(bytes)?.needs;
    for (let length = 4096; length < bytes.length; length += 509) {
      const needs = readElf(bytes.subarray(0, length))?.needs;
      if (needs !== null) expect(needs).toEqual(whole);
    }
    expect(readElf(bytes.subarray(0, bytes.length - 2048))?.needs).toEqual(whole);
  });

  test.skipIf(process.platform !== 'linux')('the program that runs this', () => {
    expect(readElf(readFileSync(process.execPath))).toMatchObject({ isProgram: true, bits: 64, damage: null });
  });
});

describe('shared libraries', () => {
  const needs = ['libpq.so.5', 'libc.so.6'];
  const linked = (shape: ElfShape = {}): Uint8Array<ArrayBuffer> => elfBytes({ type: 3, needs, ...shape });
  /** Its dynamic section is that of the second program header; of its entries, the third names the strings. */
  const dynamicHeader = 64 + 56;
  const dynamicAt = 64 + 56 * 3 + 16;

  test.each<[string, ElfShape]>([
    ['of 64 bits', {}],
    ['of 32 bits', { bits: 32, machine: 3 }],
    ['big-endian', { machine: 22, isBigEndian: true }],
    ['of 32 bits, big-endian', { bits: 32, machine: 20, isBigEndian: true }],
  ])('%s', (_, shape) => {
    expect(readElf(linked(shape))).toMatchObject({ needs, searchPaths: [], damage: null });
    const runPath = '$ORIGIN/../lib:/opt/lib';
    expect(readElf(linked({ ...shape, runPath }))?.searchPaths).toEqual(['$ORIGIN/../lib', '/opt/lib']);
  });

  test.each<[string, Uint8Array]>([
    ['a section that lies behind what was read', linked().subarray(0, dynamicAt - 1)],
    ['a section that does not end', withAddress(linked(), dynamicHeader + 32, 32n)],
    ['a section far away', withAddress(linked(), dynamicHeader + 8, 2n ** 63n)],
    ['strings that are loaded from nowhere', withAddress(linked(), dynamicAt + 16 * 2 + 8, 2n ** 64n - 1n)],
    ['no strings at all', withAddress(linked(), dynamicAt + 16 * 2, 7n)],
    ['a name behind the end', withAddress(linked(), dynamicAt + 8, 2n ** 40n)],
    ['a name that does not end', linked().subarray(0, -1)],
    ['a name of 256 bytes', linked({ needs: ['l'.repeat(256)] })],
    ['257 names', linked({ needs: Array.from({ length: 257 }, (_, index) => `lib${index}.so`) })],
    ['more entries than are looked at', linked({ needs: Array.from({ length: 4096 }, () => 'a') })],
  ])('are not told of %s', (_, bytes) => {
    expect(readElf(bytes)).toMatchObject({ needs: null, searchPaths: [] });
  });

  test('as many as are told, each as long as a name may be', () => {
    const most = Array.from({ length: 256 }, (_, index) => `${index}`.padStart(255, 'l'));
    expect(readElf(linked({ needs: most }))?.needs).toEqual(most);
  });

  test('no more folders than are looked in', () => {
    const runPath = Array.from({ length: 100 }, (_, index) => `/${index}`).join(':');
    expect(readElf(linked({ runPath }))?.searchPaths).toHaveLength(32);
  });
});

describe('damage', () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    ['cut inside the first bytes', () => program().subarray(0, 10), /ends inside its ELF header/],
    ['cut inside the header', () => program().subarray(0, 63), /ends inside its ELF header/],
    ['cut inside the program headers', () => program().subarray(0, 130), /program headers lie behind/],
    ['cut inside the name', () => program().subarray(0, -1), /name of its interpreter lies behind/],
    ['no width', () => program().fill(7, 4, 5), /neither 32 nor 64 bits/],
    ['no order', () => program().fill(0, 5, 6), /no order of bytes/],
    ['headers of no size', () => withHalf(program(), headerSizeField, 0), /are 0 bytes long instead of 56/],
    ['no headers', () => withHalf(program(), headerCountField, 0), /no program headers/],
    ['129 headers', () => withHalf(program(), headerCountField, 129), /has 129 program headers; 128/],
    ['more than fit', () => withHalf(program(), headerCountField, 0xffff), /65,535 or more/],
    ['headers at the end of the world', () => withAddress(program(), headersField, 2n ** 64n - 1n), /lie behind/],
    ['headers over the header, as a loop', () => withAddress(program(), headersField, 0n), /lie over its ELF header/],
    ['a name of 4,097 bytes', () => withAddress(program(), interpreterHeader + 32, 4097n), /longer than 4,096 bytes/],
    ['a name of one byte', () => withAddress(program(), interpreterHeader + 32, 1n), /is empty/],
    ['an empty name', () => elfBytes({ interpreter: '\0' }), /is empty/],
    ['a name without an end', () => withAddress(program(), interpreterHeader + 32, 5n), /does not end/],
    ['a name far away', () => withAddress(program(), interpreterHeader + 8, 2n ** 63n), /lies behind what could be/],
  ])('%s', (_, make, damage) => {
    const facts = readElf(make());
    expect(facts?.damage).toMatch(damage);
    expect(facts?.damage).toMatch(/^[A-Z].*\.$/);
    expect(facts?.interpreter).toBe(null);
  });

  test('two interpreters: the first is told', () => {
    const bytes = elfBytes({ interpreter: '/first', isPie: true });
    new DataView(bytes.buffer).setUint32(interpreterHeader + 56, 3, true);
    expect(readElf(bytes)).toMatchObject({ interpreter: '/first', damage: expect.stringMatching(/two interpreters/) });
  });

  test('a machine that nobody knows', () => {
    expect(readElf(elfBytes({ machine: 9999, interpreter: '/ld.so' }))).toMatchObject({
      machine: 'machine 9999',
      interpreter: '/ld.so',
      damage: 'It is for a machine that images have no name for: number 9999, 64 bits, little-endian.',
    });
    // The machine is known, but not in that order of bytes.
    expect(readElf(elfBytes({ machine: elfMachines.amd64, isBigEndian: true }))?.machine).toBe('machine 62');
  });

  test('sections that lead round and round are not followed', () => {
    const bytes = program();
    // All sections, and their names, in the header itself.
    withAddress(bytes, 40, 0n);
    for (const [field, value] of [58, 60, 62].map((at, index) => [at, [64, 0xffff, 0][index]!] as const)) {
      withHalf(bytes, field, value);
    }
    expect(readElf(bytes)).toMatchObject({ interpreter: loader, damage: null });
  });

  test('a dynamic section that does not end', () => {
    const bytes = elfBytes({ type: 3, isPie: true });
    withAddress(bytes, bytes.length - 32, 1n);
    withAddress(bytes, bytes.length - 16, 1n);
    withAddress(bytes, interpreterHeader + 32, 2n ** 60n);
    expect(readElf(bytes)?.isProgram).toBe(false);
  });
});

describe('whatever the bytes are, something is told', () => {
  const isSound = (bytes: Uint8Array): void => {
    const facts = readElf(bytes);
    expect(facts === null || facts.damage === null || facts.damage.endsWith('.')).toBe(true);
  };

  test('any bytes behind the magic number', () => {
    const start = fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(1, 2));
    const bytes = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(start, bytes, (kind, rest) => isSound(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, ...kind, ...rest))),
      { numRuns: 2000 },
    );
  });

  test('a sound file with changed bytes', () => {
    const sound = elfBytes({ interpreter: loader, isPie: true, type: 3, needs: ['libc.so.6'], runPath: '/a:/b' });
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = sound.slice();
        for (const [at, value] of changes) if (at > 3) bytes[at] = value;
        isSound(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});
