import { expect, test } from 'vitest';
import { credentialFiles, gapOfCredentialFiles } from '../../../src/hardening/checks/credential-files.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { lines } from '../said.ts';

const found = async (text: string): Promise<string[]> =>
  credentialFiles(await hardenedImage(text)).map(({ path, layer, message }) => `${path} [${layer}] ${message}`);

test.each([
  [
    'an SSH key',
    `layer\n root/.ssh/id_rsa  1679`,
    ['/root/.ssh/id_rsa [0] Its name is that of a private SSH key (1.68 kB).'],
  ],
  [
    'settings of the program itself, whatever the case of their names',
    `layer\n app/.ENV  10\n srv/site/settings.py  20\nlayer\n app/config/database.yml  30`,
    [
      '/app/.ENV [0] Its name is that of an environment file, in which passwords and tokens are kept (10 B).',
      '/app/config/database.yml [1] Its name is that of Rails’ settings for its database, with a password (30 B).',
      '/srv/site/settings.py [0] Its name is that of Django’s settings, which hold its secret key (20 B).',
    ],
  ],
  [
    'endings',
    `layer\n a/store.jks  1\n b/key.P12  2\n c/vpn.ovpn  3\n d/x.pcap  4`,
    [
      '/a/store.jks [0] Its name is that of a Java key store (1 B).',
      '/b/key.P12 [0] Its name is that of a store of keys (PKCS #12) (2 B).',
      '/c/vpn.ovpn [0] Its name is that of settings for a VPN, often with its key (3 B).',
      '/d/x.pcap [0] Its name is that of recorded network traffic (4 B).',
    ],
  ],
  [
    'what command-line tools store',
    `layer\n root/.aws/credentials  1\n root/.cargo/credentials  2\n root/desk.rdp  3`,
    [
      '/root/.aws/credentials [0] Its name is that of credentials that tools of AWS, Cargo or RubyGems store (1 B).',
      '/root/.cargo/credentials [0] Its name is that of credentials that tools of AWS, Cargo or RubyGems store (2 B).',
      '/root/desk.rdp [0] Its name is that of settings for a remote desktop, often with a password (3 B).',
    ],
  ],
  [
    'a bundle, which is a folder',
    `layer\n root/office.tblk/Contents/config.ovpn  5`,
    [
      '/root/office.tblk [0] Its name is that of settings for a VPN, often with its key (5 B).',
      '/root/office.tblk/Contents/config.ovpn [0] Its name is that of settings for a VPN, often with its key (5 B).',
    ],
  ],
])('%s', async (_, text, expected) => {
  expect(await found(text)).toEqual(expected);
});

test.each([
  ['deleted (the search for secrets tells of these)', `layer\n root/id_rsa  10\nlayer\n root/.wh.id_rsa`],
  ['empty', `layer\n app/.env  0`],
  ['a public key, an example', `layer\n root/.ssh/id_rsa.pub  10\n app/.env.example  10`],
  ['a folder of that name', `layer\n app/.env/bin/python  10`],
  [
    'modules of libraries',
    `layer\n usr/lib/python3/site-packages/h2/settings.py  10\n app/node_modules/x/database.yml  9`,
  ],
  [
    'what a package brought',
    `layer\n usr/share/doc/x/test.p12  10\n var/lib/dpkg/info/x.list  ${lines('/usr/share/doc/x/test.p12')}`,
  ],
  ['a symbolic link', `layer\n app/.env -> /run/secrets/env`],
])('none: %s', async (_, text) => {
  expect(await found(text)).toEqual([]);
});

test('a key among the modules of a library is one', async () => {
  expect(await found(`layer\n app/node_modules/x/id_rsa  10`)).toHaveLength(1);
});

test('of more names than are looked into, so much is said', async () => {
  const keys = Array.from({ length: 1001 }, (_, number) => ` k${number}/id_rsa  1`).join('\n');
  const image = await hardenedImage(`layer\n${keys}`);
  expect(credentialFiles(image)).toHaveLength(1000);
  expect(gapOfCredentialFiles(image)).toBe(
    'The image has 1,001 files and folders with names that are looked for; the first 1,000 of them were looked into.',
  );
  expect(gapOfCredentialFiles(await hardenedImage('layer\n id_rsa  1'))).toBeNull();
});
