import { expect, test } from 'vitest';
import { algorithmOf } from '../../src/bytes/digest.ts';

test.each([
  [`sha256:${'a'.repeat(64)}`, 'sha256'],
  [`sha512:${'0'.repeat(128)}`, 'sha512'],
  [`sha256:${'a'.repeat(63)}`, null],
  [`sha256:${'A'.repeat(64)}`, null],
  [`sha256:${'a'.repeat(64)}:b`, null],
  [`sha256${'a'.repeat(64)}`, null],
  [`sha512:${'a'.repeat(64)}`, null],
  [`md5:${'a'.repeat(64)}`, null],
  ['a'.repeat(64), null],
  ['', null],
])('%s', (text, algorithm) => {
  expect(algorithmOf(text)).toBe(algorithm);
});
