import { describe, expect, test } from 'vitest';
import { secretFiles } from '../../../src/secrets/files/index.ts';
import { joined, latin1 } from '../support.ts';
import * as files from './key-files.ts';

const kindOf = (path: string, bytes: Uint8Array): string | null =>
  secretFiles.find((file) => file.selects(path, bytes))?.id ?? null;

const utf = (text: string): Uint8Array => joined(Uint8Array.of(0, text.length), latin1(text));
const uint32 = (value: number): Uint8Array => Uint8Array.from([24, 16, 8, 0].map((shift) => (value >>> shift) & 255));
const bksHeader = joined(uint32(2), uint32(20), new Uint8Array(20), uint32(1500));
const bksCertificate = joined(
  Uint8Array.of(1),
  utf('ca'),
  new Uint8Array(12),
  utf('X.509'),
  uint32(3),
  Uint8Array.of(1, 2, 3),
);
const bksEnd = new Uint8Array(21);
const keytabEntry = joined(Uint8Array.of(0, 1), utf('EXAMPLE.ORG'), utf('host'), new Uint8Array(30));
const keytab = joined(Uint8Array.of(5, 2), uint32(keytabEntry.length), keytabEntry);
/** Indefinite lengths, as some browsers write them. */
const pkcs12InBer = joined(
  Uint8Array.of(0x30, 0x80, 2, 1, 3, 0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1),
  Uint8Array.of(6, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 2, 0, 0, 0, 0),
);

test('every kind is told how to be ended, and no two share an id', () => {
  const ids = secretFiles.map(({ id }) => id);
  expect(ids).toHaveLength(new Set(ids).size);
  for (const { title, rotate } of secretFiles) {
    expect(title).not.toMatch(/\.$/);
    expect(rotate).toMatch(/^[A-Z].*\.$/);
  }
});

describe.each<[string, string | null, string, Uint8Array]>([
  ['a PKCS #12 store by keytool', 'pkcs12-key-store', '/opt/app/keystore.p12', files.pkcs12OfKey],
  ['one by openssl', 'pkcs12-key-store', '/opt/app/client.pfx', files.pkcs12OfKeyByOpenssl],
  ['one that is not encrypted', 'pkcs12-key-store', '/opt/app/noname', files.pkcs12Unencrypted],
  ['one in BER', 'pkcs12-key-store', '/opt/app/a.p12', pkcs12InBer],
  ['a PKCS #12 store of certificates by keytool', null, '/etc/ssl/certs/java/cacerts', files.pkcs12OfCertificate],
  ['one by openssl', null, '/opt/app/ca.p12', files.pkcs12OfCertificateByOpenssl],
  ['one that is not encrypted', null, '/opt/app/ca.p12', files.pkcs12OfCertificateUnencrypted],
  ['a JKS store', 'java-key-store', '/opt/app/keystore.jks', files.jksOfKey],
  ['a JCEKS store', 'java-key-store', '/opt/app/keystore', files.jceksOfKey],
  ['a JKS store of certificates', null, '/etc/ssl/certs/java/cacerts', files.jksOfCertificate],
  [
    'a class file, which begins like none of them',
    null,
    '/opt/A.class',
    Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52),
  ],
  [
    'a BKS store',
    'java-key-store',
    '/opt/app.bks',
    joined(bksHeader, bksCertificate, Uint8Array.of(4), utf('key'), bksEnd),
  ],
  ['a BKS store of certificates', null, '/opt/app.bks', joined(bksHeader, bksCertificate, bksCertificate, bksEnd)],
  ['a secret key of OpenPGP', 'gnupg-secret-key', '/root/.gnupg/secring.gpg', files.openPgpSecretKey],
  ['a public key of OpenPGP', null, '/usr/share/keyrings/debian.gpg', files.openPgpPublicKey],
  [
    'a key of the GnuPG agent',
    'gnupg-secret-key',
    '/root/.gnupg/private-keys-v1.d/FA66.key',
    latin1('Created: 20240101T000000\nKey: (private-key (ecc (curve Ed25519)'),
  ],
  [
    'an older one',
    'gnupg-secret-key',
    '/root/.gnupg/private-keys-v1.d/FA66.key',
    latin1('(21:protected-private-key(3:rsa'),
  ],
  [
    'one that lies on a card',
    null,
    '/root/.gnupg/private-keys-v1.d/FA66.key',
    latin1('(20:shadowed-private-key(3:rsa'),
  ],
  [
    'a KeePass database',
    'keepass-database',
    '/home/a/x.kdbx',
    Uint8Array.of(3, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5, 1, 0),
  ],
  [
    'a GNOME keyring',
    'desktop-keyring',
    '/root/.local/share/keyrings/login.keyring',
    latin1('GnomeKeyring\n\r\0\n\0\0'),
  ],
  ['Firefox’s key', 'firefox-logins', '/root/.mozilla/firefox/x.default/key4.db', latin1('SQLite format 3\0')],
  ['another database', null, '/var/lib/app.db', latin1('SQLite format 3\0')],
  ['a keytab', 'kerberos-keytab', '/etc/krb5.keytab', keytab],
  ['what only begins like a keytab', null, '/opt/a.bin', Uint8Array.of(5, 2, 0, 0, 0, 90, 0, 1, 0, 4, 1, 2, 3, 4)],
  [
    'a key of an onion service',
    'tor-service-key',
    '/var/lib/tor/s/hs_ed25519_secret_key',
    latin1('== ed25519v1-secret: type0 ==\0\0\0'),
  ],
  ['its public key', null, '/var/lib/tor/s/hs_ed25519_public_key', latin1('== ed25519v1-public: type0 ==\0\0\0')],
  ['a key of git-crypt', 'git-crypt-key', '/root/k', latin1('\0GITCRYPTKEY\0\0\0\x02')],
])('%s', (_, kind, path, bytes) => {
  test(`is ${kind ?? 'no secret'}`, () => {
    expect(kindOf(path, bytes)).toBe(kind);
  });

  test('cut anywhere, is that or none', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect([kind, null]).toContain(kindOf(path, bytes.slice(0, length)));
    }
  });
});
