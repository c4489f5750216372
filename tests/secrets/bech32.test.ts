import { expect, test } from 'vitest';
import { isBech32 } from '../../src/secrets/bech32.ts';

// Valid and invalid texts of BIP 173 itself.
test.each(['A12UEL5L', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw', '?1ezyfcl'])('%s', (text) => {
  expect(isBech32(text)).toBe(true);
});

test.each(['x1b4n0q5v', 'li1dgmt3', 'A1G7SGD8', '10a06t8', 'pzry9x0s0muk', 'A12UEL5Q'])('not %s', (text) => {
  expect(isBech32(text)).toBe(false);
});
