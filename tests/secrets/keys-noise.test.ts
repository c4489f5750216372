import { expect, test } from 'vitest';
import { isKnownNoise } from '../../src/secrets/noise.ts';

test.each([
  '/usr/lib/x86_64-linux-gnu/libgnutls.so.30.34.3',
  '/usr/lib/libgnutls.so.30',
  '/usr/lib/x86_64-linux-gnu/libgnutls.a',
  '/usr/local/go/src/crypto/x509/platform_root_key.pem',
  '/usr/local/go/src/crypto/tls/testdata/example-key.pem',
  '/google-cloud-sdk/platform/gsutil/third_party/requests/tests/certs/valid/server/server.key',
  '/usr/share/perl5/Mojo/IOLoop/resources/server.key',
])('a private key in %s is known', (path) => {
  expect(isKnownNoise('private-key', path, '')).toBe(true);
});

test.each([
  '/app/id_rsa',
  '/app/test/server.key',
  '/usr/local/lib/server.key',
  '/usr/share/nginx/html/server.key',
  '/app/node_modules/some-agent/lib/server.key',
  '/etc/ssl/private/server.key',
])('one in %s is not', (path) => {
  expect(isKnownNoise('private-key', path, '')).toBe(false);
});

test('another kind of secret there is not known', () => {
  expect(isKnownNoise('github-token', '/google-cloud-sdk/lib/tests/token.txt', '')).toBe(false);
});
