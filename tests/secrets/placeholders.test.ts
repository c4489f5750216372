import { describe, expect, test } from 'vitest';
import { isPlaceholder } from '../../src/secrets/placeholders.ts';

describe('isPlaceholder', () => {
  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    'your-api-key',
    'YOUR_TOKEN',
    'change-me-now',
    'changeme',
    'replace_with_token',
    'token-goes-here',
    'xxxxxxxx',
    'sk-XXXXXXXX',
    '********',
    '0000000000000000',
    'abcdefghijklmnopqrstuvwxyz',
    '0123456789',
    '${TOKEN}',
    '$TOKEN',
    '{{ .Values.token }}',
    '<your token>',
    '%TOKEN%',
    '%(token)s',
    '[REDACTED]',
    'ghp_…12',
    'f…',
    'ghp_\u00e2\u20ac\u00a612',
    'ghp_\u00e2\u0080\u00a612',
  ])('takes %s for one', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  test.each([
    'FaKeT0kenF0rTestsOnly',
    'pYtH0nFakE/TestOnly+AbCdEfGhIjKlMnOpQr12',
    'V0123456789x7qpLmZ2aR',
    'correct horse battery staple',
    '5f4dcc3b5aa765d61d8327deb882cf99',
    'p@ss$word',
    'ghp_FaKeT0ken…12',
  ])('takes %s for a value', (value) => {
    expect(isPlaceholder(value)).toBe(false);
  });
});
