import { expect, test } from 'vitest';
import { aboutSmaller } from '../../src/optimize/base-sizes.ts';

test('says how much, that it is an estimate, and by which images of which days', () => {
  expect(aboutSmaller('node:18-bullseye', 'node:18-bullseye-slim')).toBe(
    'About 900 MB smaller on a disk and 329 MB in transfer: an estimate by node:24-bookworm of 2026-07-14 and node:24-bookworm-slim of 2026-09-09.',
  );
});

test.each([
  ['node:20-slim', 'node:20'],
  ['node:20', 'node:20'],
  ['rust:1.80', 'rust:1.80-alpine'],
  ['example/app:1', 'node:20-slim'],
  ['node:20', 'node:20-windows'],
])('%s to %s: nothing', (from, to) => expect(aboutSmaller(from, to)).toBeNull());
