import { expect, test } from 'vitest';
import { severityInNoise } from '../../src/secrets/noise.ts';

test.each([
  '/usr/lib/x86_64-linux-gnu/libgnutls.so.30.34.3',
  '/usr/lib/libgnutls.so.30',
  '/usr/lib/x86_64-linux-gnu/libgnutls.a',
  '/usr/local/go/src/crypto/x509/platform_root_key.pem',
  '/usr/local/go/src/crypto/tls/testdata/example-key.pem',
  '/google-cloud-sdk/platform/gsutil/third_party/requests/tests/certs/valid/server/server.key',
  '/usr/share/perl5/Mojo/IOLoop/resources/server.key',
])('a private key in %s is known', (path) => {
  expect(severityInNoise('error', 'private-key', path, '')).toBeNull();
});

test.each([
  '/app/id_rsa',
  '/app/test/server.key',
  '/usr/local/lib/server.key',
  '/usr/share/nginx/html/server.key',
  '/app/node_modules/some-agent/lib/server.key',
  '/etc/ssl/private/server.key',
])('one in %s is not', (path) => {
  expect(severityInNoise('error', 'private-key', path, '')).not.toBeNull();
});

test('another kind of secret there is not known', () => {
  expect(severityInNoise('error', 'github-token', '/google-cloud-sdk/lib/tests/token.txt', '')).toBe('error');
});
