import { expect, test } from 'vitest';
import { aboutSmaller } from '../../../src/optimize/base-image/base-sizes.ts';

test('says how much, that it is an estimate, and by which images of which days', () => {
  expect(aboutSmaller('node:18-bullseye', 'node:18-bullseye-slim')).toBe(
    'node:24-bookworm of 2026-07-14 takes about 1.13 GB, node:24-bookworm-slim of 2026-09-09 takes about 230 MB: some 900 MB less, an estimate.',
  );
});

test('what the dropped image shows of its base counts before what is known of others', () => {
  expect(aboutSmaller('node:18', 'node:18-slim', 431_000_000)).toBe(
    'The base image stores 431 MB here, node:24-bookworm-slim of 2026-09-09 takes about 230 MB: some 201 MB less, an estimate.',
  );
  expect(aboutSmaller('example/node', 'node:18-slim', 431_000_000)).toMatch(/some 201 MB less/);
  expect(aboutSmaller('node:18', 'node:18-slim', 200_000_000)).toBeNull();
});

test.each([
  ['node:20-slim', 'node:20'],
  ['node:20', 'node:20'],
  ['rust:1.80', 'rust:1.80-alpine'],
  ['example/app:1', 'node:20-slim'],
  ['node:20', 'node:20-windows'],
])('%s to %s: nothing', (from, to) => expect(aboutSmaller(from, to)).toBeNull());
