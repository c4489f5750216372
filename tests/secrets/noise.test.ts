import { describe, expect, test } from 'vitest';
import { noise, severityInNoise } from '../../src/secrets/noise.ts';

test('each row says why, and what it is about', () => {
  for (const { reason, path, value } of noise) {
    expect(reason).toMatch(/\w/);
    expect(path ?? value).toBeDefined();
  }
});

describe('is not told', () => {
  test.each([
    ['', 'aws-access-key', 'AKIAIOSFODNN7EXAMPLE'],
    ['/app/server.py', 'generic-secret', '2YotnFZFEjr1zCsicMWpAA'],
    ['/app/.env', 'generic-secret', 'hunter2'],
    ['/package/.coveralls.yml', 'generic-secret', 'SIAeZjKYlHK74rbcFvNHMUzjRiMpflxve'],
    ['/usr/lib/ruby/3.1.0/uri/generic.rb', 'url-password', 'V3ry_S3nsit1ve'],
    ['/app/node_modules/ssh2/lib/protocol/constants.js', 'private-key', '-----BEGIN PRIVATE KEY-----'],
  ])('%s %s %s', (path, detector, value) => {
    expect(severityInNoise('error', detector, path, value)).toBeNull();
  });
});

describe('is told as a hint', () => {
  test.each([
    '/etc/ssl/private/ssl-cert-snakeoil.key',
    '/usr/share/doc/openssl/demos/server.pem',
    '/usr/share/man/man5/netrc.5',
    '/usr/lib/python3.11/test/keycert.pem',
    '/usr/local/lib/python3.11/site-packages/passlib/tests/test_handlers.py',
    '/usr/lib/python3/dist-packages/twisted/test/server.pem',
    '/usr/local/go/src/cmd/go/testdata/example-key.pem',
    '/usr/lib/go-1.19/src/crypto/x509/x509_test.go',
    '/var/lib/gems/3.1.0/gems/jwt-2.7.0/spec/fixtures/rsa.pem',
    '/app/node_modules/jsonwebtoken/test/priv.pem',
    '/app/node_modules/url/test.js',
    '/app/node_modules/passport/README.md',
    '/app/node_modules/aws-sdk/apis/iam-2010-05-08.examples.json',
  ])('what stands in %s', (path) => {
    expect(severityInNoise('error', 'private-key', path, 'x')).toBe('info');
    expect(severityInNoise('info', 'private-key', path, 'x')).toBe('info');
  });
});

describe('is told as it is', () => {
  test.each([
    '/app/tests/private.pem',
    '/app/README.md',
    '/app/node_modules/shop-settings/config/production.json',
    '/usr/share/shop/key.pem',
    '/usr/local/lib/python3.11/site-packages/shop/settings.py',
    '/etc/ssl/private/shop.key',
    '/usr/lib/python3.11/testament.py',
  ])('what stands in %s', (path) => {
    expect(severityInNoise('error', 'private-key', path, 'x')).toBe('error');
  });
});
