import { expect, test } from 'vitest';
import { packed } from '../../src/workers/packed.ts';

const column = (length: number): Float64Array<ArrayBuffer> => Float64Array.from({ length }, (_, index) => index);

test('large columns are copied and move, the given ones stay', () => {
  const input = {
    fileName: 'web.tar',
    rootfs: { names: { bytes: column(1000) } },
    hashed: [{ digests: column(2000) }],
  };
  const { input: posted, transfer } = packed(input);
  expect(transfer).toHaveLength(2);
  const received = structuredClone(posted, { transfer });
  expect(received).toEqual(input);
  expect(input.rootfs.names.bytes).toHaveLength(1000);
});

test('of a view, only what it shows is sent', () => {
  const whole = new Uint8Array(100_000);
  const { transfer } = packed({ part: whole.subarray(10, 10_010) });
  expect(transfer.map((buffer) => (buffer as ArrayBuffer).byteLength)).toEqual([10_000]);
});

test('what is small, or no plain object, goes as it is', () => {
  const input = { small: column(3), blob: new Blob(['a']), map: new Map([['a', column(1000)]]), none: null };
  const { input: posted, transfer } = packed(input);
  expect(transfer).toEqual([]);
  expect(posted).toEqual(input);
  expect((posted as typeof input).blob).toBe(input.blob);
});
