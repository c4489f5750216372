import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { decodeBase64 } from '../../src/bytes/base64.ts';

test('every byte comes back, whatever the padding', () => {
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const bytes of [every, every.subarray(1), every.subarray(2), randomBytes(100_000), new Uint8Array(0)]) {
    expect(Buffer.compare(decodeBase64(Buffer.from(bytes).toString('base64'))!, bytes)).toBe(0);
  }
});

test.each(['=', 'a', 'AAAA-_==', 'no.base64', 'é'])('%j is none', (text) => expect(decodeBase64(text)).toBeNull());
