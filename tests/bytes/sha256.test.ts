import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createStreamingSha256, sha256 } from '../../src/bytes/sha256.ts';

const expected = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251);

test.each([0, 1, 55, 56, 63, 64, 65, 200_000])('%i bytes at once and in pieces', async (length) => {
  const part = bytes.subarray(0, length);
  expect(await sha256(part)).toBe(expected(part));
  const hasher = await createStreamingSha256();
  // Twice, since finishing starts it anew.
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < length; at += 77) hasher.update(part.subarray(at, at + 77));
    expect(hasher.finish()).toBe(expected(part));
  }
});
