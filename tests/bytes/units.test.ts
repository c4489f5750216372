import { expect, test } from 'vitest';
import { formatBytes } from '../../src/bytes/units.ts';

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [1234, '1.23 kB'],
  [9994, '9.99 kB'],
  [9996, '10.0 kB'],
  [99_960, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.00 MB'],
  [4_981_248, '4.98 MB'],
  [691_000_000, '691 MB'],
  [1_200_000_000, '1.20 GB'],
  [2 ** 53, '9.01 PB'],
  [5e18, '5000 PB'],
  [-1500, '−1.50 kB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
