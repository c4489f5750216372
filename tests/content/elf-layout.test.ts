import { expect, test } from 'vitest';
import { offsetOf, readElfLayout, withoutCode } from '../../src/content/elf-layout.ts';
import { programBytes, type ProgramShape } from '../packages/binaries/elf-program.ts';

const segments = [
  { flags: 5, bytes: new Uint8Array(5000) },
  { flags: 6, bytes: new Uint8Array(100) },
];
const program = (shape: ProgramShape = {}): Uint8Array<ArrayBuffer> => programBytes({ segments, ...shape });

test.each<[string, ProgramShape]>([
  ['64 bits', {}],
  ['32 bits', { bits: 32 }],
  ['big-endian', { isBigEndian: true }],
  ['32 bits, big-endian', { bits: 32, isBigEndian: true }],
])('what is loaded of a program of %s', (_, shape) => {
  const layout = readElfLayout(program(shape), 99_999);
  expect(layout).toEqual({
    is64: shape.bits !== 32,
    isLittle: !shape.isBigEndian,
    loaded: [
      { offset: 4096, size: 5000, address: 0x401000, isExecutable: true, isWritable: false },
      { offset: 12_288, size: 100, address: 0x403000, isExecutable: false, isWritable: true },
    ],
    isKnown: true,
    sections: null,
  });
  expect([0x401010, 0x403000 + 99, 0x403000 + 100, 0].map((address) => offsetOf(layout!, address))).toEqual([
    4112,
    12_387,
    null,
    null,
  ]);
});

test('its table of sections', () => {
  const sections = [{ name: '.one', bytes: new Uint8Array(10) }];
  const found = [{}, { bits: 32 } as const].map(
    (shape) => readElfLayout(program({ ...shape, sections }), 99_999)?.sections,
  );
  expect(found).toEqual(Array(2).fill({ offset: 16_384 + 10 + 16, count: 3, names: 2 }));
});

test('of what is none, or is cut off, or has other headers, nothing is told', () => {
  const bytes = program();
  const changed = (at: number, value: number): Uint8Array => bytes.with(at, value);
  const others = [
    new Uint8Array(99),
    bytes.subarray(0, 63),

    changed(4, 3),
    changed(5, 0),
    changed(56, 200),
    changed(54, 1),
  ];
  expect(others.map((head) => readElfLayout(head, head.length))).toEqual(others.map(() => null));
});

test('where its program headers lie behind what was read, all of it may be what is wanted', () => {
  const cut = program().subarray(0, 150);
  const whole = { offset: 0, size: 9000, address: 0, isExecutable: false, isWritable: true };
  expect(readElfLayout(cut, 9000)).toMatchObject({ isKnown: false, loaded: [whole] });
  expect(readElfLayout(cut, 150)).toBe(null);
});

test('its code, where nothing else is in it', () => {
  const part = (offset: number, flags: string, size = 100) => ({
    ...{ offset, size, address: offset },
    ...{ isExecutable: flags.includes('x'), isWritable: flags.includes('w') },
  });
  const rest = (...loaded: ReturnType<typeof part>[]): [number, number][] =>
    withoutCode({ loaded }, 1000).map(({ start, end }) => [start, end]);
  expect(rest(part(0, ''), part(100, 'x'), part(200, ''), part(300, 'w'))).toEqual([
    [0, 100],
    [200, 1000],
  ]);
  // What begins with the header has more than code; so has what can be written to.
  expect(rest(part(0, 'x'), part(200, 'wx'))).toEqual([[0, 1000]]);
  expect(rest()).toEqual([[0, 1000]]);
  // Whatever a header says.
  expect(rest(part(500, 'x'), part(100, 'x'), part(150, 'x'), part(990, 'x', 1e9), part(2000, 'x'))).toEqual([
    [0, 100],
    [250, 500],
    [600, 990],
  ]);
});
