import { expect, test } from 'vitest';
import { isKnownNoise } from '../../src/secrets/noise.ts';

test.each([
  '/usr/lib/x86_64-linux-gnu/libgnutls.so.30.34.3',
  '/usr/lib/libgnutls.so.30',
  '/usr/lib/x86_64-linux-gnu/libgnutls.a',
  '/usr/local/go/src/crypto/x509/platform_root_key.pem',
  '/usr/local/go/src/crypto/tls/testdata/example-key.pem',
  '/usr/share/doc/libxmlsec1-dev/examples/rsakey.pem',
  '/usr/lib/python3.11/test/keycert.pem',
  '/opt/conda/lib/python3.12/site-packages/tornado/test/test.key',
  '/app/node_modules/some-agent/test/server.key',
  '/google-cloud-sdk/platform/gsutil/third_party/requests/tests/certs/valid/server/server.key',
  '/etc/ssl/private/ssl-cert-snakeoil.key',
])('a private key in %s is known', (path) => {
  expect(isKnownNoise('private-key', path, '')).toBe(true);
});

test.each([
  '/app/id_rsa',
  '/app/test/server.key',
  '/usr/local/lib/server.key',
  '/usr/share/nginx/html/server.key',
  '/usr/lib/contests/server.key',
  '/app/node_modules/some-agent/lib/server.key',
  '/etc/ssl/private/server.key',
])('one in %s is not', (path) => {
  expect(isKnownNoise('private-key', path, '')).toBe(false);
});

test('other secrets in libraries’ tests are not known', () => {
  expect(isKnownNoise('github-token', '/app/node_modules/some-agent/test/token.txt', '')).toBe(false);
});
