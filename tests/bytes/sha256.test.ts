import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashAlgorithms } from '../../src/bytes/digest.ts';
import { sha256 } from '../../src/bytes/sha256.ts';
import { createStreamingHash, toHex } from '../../src/bytes/streaming-hash.ts';

const expected = (bytes: Uint8Array, algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251);

test.each([0, 1, 55, 56, 63, 64, 65, 200_000])('%i bytes at once and in pieces', async (length) => {
  const part = bytes.subarray(0, length);
  expect(await sha256(part)).toBe(`sha256:${expected(part, 'sha256')}`);
  for (const algorithm of hashAlgorithms) {
    const hash = await createStreamingHash(algorithm);
    // Twice, since finishing starts it anew.
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < length; at += 77) hash.update(part.subarray(at, at + 77));
      expect(toHex(hash.finish())).toBe(expected(part, algorithm));
    }
  }
});
