import { crc24Of } from '../../../src/secrets/pgp-key.ts';
import type { Examples } from './index.ts';

// Keys in form only: what stands in them is counted, not made by any cipher.

const base64 = (bytes: readonly number[] | Uint8Array): string => btoa(String.fromCharCode(...bytes));
const filler = (length: number): number[] => Array.from({ length }, (_, at) => (at * 89 + (at >> 3) * 7 + 41) & 255);
const lines = (text: string, length: number, lineBreak: string): string =>
  (text.match(new RegExp(`.{1,${length}}`, 'g')) ?? []).join(lineBreak);

const der = (contents: readonly number[]): number[] => [
  0x30,
  0x82,
  contents.length >> 8,
  contents.length & 255,
  ...contents,
];
const derKey = base64(der([0x02, 0x01, 0x00, ...filler(300)]));
const encryptedDer = base64(der([0x30, 0x40, ...filler(300)]));

const pem = (kind: string, body: string, lineBreak = '\n'): string =>
  `-----⟦BEGIN ${kind} ${'KEY'}-----${lineBreak}${lines(body, 64, lineBreak)}${lineBreak}-----END ${kind} ${'KEY'}-----⟧`;
const bare = (text: string): string => text.replace(/[⟦⟧]/g, '');

const field = (bytes: readonly number[]): number[] => [0, 0, bytes.length >> 8, bytes.length & 255, ...bytes];
const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const openSsh = (cipher: string): string =>
  base64([
    ...ascii('openssh-key-v1\0'),
    ...[ascii(cipher), ascii(cipher === 'none' ? 'none' : 'bcrypt'), []].flatMap(field),
    ...[0, 0, 0, 1],
    ...field(filler(51)),
    ...field(filler(136)),
  ]);

/** A key of version 4, EdDSA: the name of its curve, a number of 263 bits, and how the secret part is encrypted. */
const pgp = (usage: number): number[] => [
  0xc5,
  0x58,
  ...[4, 0x65, 0x12, 0x34, 0x56, 22],
  ...[9, 0x2b, 6, 1, 4, 1, 0xda, 0x47, 0x0f, 1],
  ...[1, 7, ...filler(33)],
  usage,
  ...filler(36),
];
const armour = (bytes: readonly number[], checksum = crc24Of(Uint8Array.from(bytes))): string =>
  [
    `-----⟦BEGIN PGP PRIVATE ${'KEY'} BLOCK-----`,
    'Version: GnuPG v2',
    '',
    lines(base64(bytes), 64, '\n'),
    `=${base64([checksum >> 16, (checksum >> 8) & 255, checksum & 255])}`,
    `-----END PGP PRIVATE ${'KEY'} BLOCK-----⟧`,
  ].join('\n');

const putty = (encryption: string, derivation: string): string =>
  [
    `⟦PuTTY-User-Key-${'File'}-3: ssh-ed25519`,
    `Encryption: ${encryption}`,
    'Comment: me@laptop',
    'Public-Lines: 2',
    lines(base64(filler(51)), 64, '\n'),
    `${derivation}Private-Lines: 1`,
    base64(filler(35)),
    `Private-MAC: ${'0f1e'.repeat(16)}⟧`,
  ].join('\n');
const argon2 = `Key-Derivation: Argon2id\nArgon2-Memory: 8192\nArgon2-Passes: 21\nArgon2-Parallelism: 1\nArgon2-Salt: ${'a1b2'.repeat(8)}\n`;

const ofServiceAccount = `⟦-----${pem('PRIVATE', derKey, String.raw`\n`).replace('-----⟦', '')}`;

const wireGuard = base64(filler(32));
const secretNumber = base64(filler(32)).replaceAll('+', '-').replaceAll('/', '_').replace('=', '');

export const keys: Readonly<Record<string, Examples>> = {
  'private-key': {
    matches: [
      pem('PRIVATE', derKey),
      pem('RSA PRIVATE', derKey, '\r\n'),
      pem('EC PRIVATE', derKey, '\n    '),
      pem('DSA PRIVATE', derKey),
      pem('ENCRYPTED PRIVATE', encryptedDer),
      `{"private_key": "${pem('PRIVATE', derKey, String.raw`\n`)}\\n"}`,
      `KEY="{\\"private_key\\": \\"${pem('PRIVATE', derKey, String.raw`\\n`)}\\""`,
      `KEY=${pem('PRIVATE', derKey, ' ')}`,
      `key = "${pem('RSA PRIVATE', derKey, '\\n" +\n  "')}"`,
      pem('RSA PRIVATE', `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,${'0A'.repeat(16)}\n\n${base64(filler(304))}`),
    ],
    misses: [
      bare(pem('PRIVATE', derKey.slice(0, -64))),
      bare(pem('PRIVATE', encryptedDer)),
      bare(pem('PRIVATE', 'XXXX'.repeat(30))),
      bare(pem('PUBLIC', derKey)),
      `-----BEGIN RSA PRIVATE ${'KEY'}-----\nMIIEpAIBAAKCAQEA...\n-----END RSA PRIVATE ${'KEY'}-----`,
    ],
    worst: [
      `-----BEGIN PRIVATE ${'KEY'}-----${'A'.repeat(16_000)}`,
      bare(pem('PRIVATE', 'XXXX'.repeat(30))),
      `-----BEGIN RSA PRIVATE ${'KEY'}-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,${'0A'.repeat(16)}`,
    ],
  },
  'google-service-account-key': {
    matches: [
      `{"type": "service_account", "private_key_id": "${'0f1e2d3c'.repeat(5)}", "private_key": "${ofServiceAccount}\\n"}`,
      `{\n  "private_key_id": "${'0f1e2d3c'.repeat(5)}",\n  "private_key": "${ofServiceAccount}\\n",\n  "client_email": "a@b.c"}`,
    ],
    misses: [
      `{"private_key_id": "${'0f1e2d3c'.repeat(5)}", "private_key": "-----BEGIN PRIVATE ${'KEY'}-----\\nMIIE…"}`,
      `{"private_key_id": "${'0f1e2d3c'.repeat(5)}", "client_email": "a@b.c"}`,
      `{"private_key": "${bare(ofServiceAccount)}"}`,
      'json["private_key_id"] = id',
    ],
    worst: [
      '"private_key_id"',
      `"private_key_id": "${'0f1e2d3c'.repeat(5)}", "private_key": "-----BEGIN PRIVATE ${'KEY'}-----${'A'.repeat(15_000)}`,
    ],
  },
  'openssh-private-key': {
    matches: [pem('OPENSSH PRIVATE', openSsh('none')), pem('OPENSSH PRIVATE', openSsh('aes256-ctr'), String.raw`\n`)],
    misses: [
      bare(pem('OPENSSH PRIVATE', openSsh('none').slice(0, -64))),
      bare(pem('OPENSSH PRIVATE', derKey)),
      `-----BEGIN OPENSSH PRIVATE ${'KEY'}-----\nb3BlbnNzaC1rZXktdjEAAAAA…`,
    ],
    worst: [`-----BEGIN OPENSSH PRIVATE ${'KEY'}-----${'A'.repeat(16_000)}`],
  },
  'base64-private-key': {
    matches: [
      `client-key-data: ⟦${btoa(`${bare(pem('RSA PRIVATE', derKey))}\n`)}⟧`,
      `TLS_KEY=⟦${btoa(bare(pem('PRIVATE', derKey)))}⟧`,
      `DEPLOY_KEY="⟦${btoa(bare(pem('OPENSSH PRIVATE', openSsh('none'))))}⟧"`,
    ],
    misses: [
      btoa(`-----BEGIN CERTIFICATE-----\n${derKey}\n-----END CERTIFICATE-----\n`),
      btoa(bare(pem('PRIVATE', 'XXXX'.repeat(30)))),
    ],
    worst: [
      btoa(`-----BEGIN PRIVATE ${'KEY'}-----${'A'.repeat(11_000)}`),
      btoa(`-----BEGIN CERTIFICATE-----${derKey}`),
    ],
  },
  'pgp-private-key': {
    matches: [armour(pgp(0)), armour(pgp(254)).replace('Version: GnuPG v2\n', '')],
    misses: [
      bare(armour(pgp(0), 0x123456)),
      bare(armour([0xc6, ...pgp(0).slice(1)])),
      bare(armour(pgp(0))).replaceAll('PRIVATE', 'PUBLIC'),
    ],
    worst: [`-----BEGIN PGP PRIVATE ${'KEY'} BLOCK-----\n${'A'.repeat(16_000)}`, bare(armour(pgp(0), 0x123456))],
  },
  'age-secret-key': {
    matches: [`# created: 2026\n⟦AGE-SECRET-${'KEY'}-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JSW25AW4⟧`],
    misses: [
      `AGE-SECRET-${'KEY'}-1${'Q'.repeat(58)}`,
      `AGE-SECRET-${'KEY'}-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L`,
      'AGE-SECRET-KEY-1...',
    ],
    worst: [`AGE-SECRET-${'KEY'}-1${'Q'.repeat(58)} `],
  },
  'putty-private-key': {
    matches: [putty('none', ''), putty('aes256-cbc', argon2)],
    misses: [bare(putty('none', '')).replace('Private-MAC', 'MAC'), `PuTTY-User-Key-${'File'}-2: ssh-rsa`],
    worst: [bare(putty('none', '')).slice(0, 120), `${bare(putty('none', '')).slice(0, 120)}${'A'.repeat(6000)}`],
  },
  'wireguard-key': {
    path: '/etc/wireguard/wg0.conf',
    matches: [
      `[Interface]\nPrivateKey = ⟦${wireGuard}⟧\nAddress = 10.0.0.2/32`,
      `[Peer]\nPresharedKey=⟦${wireGuard}⟧\n`,
    ],
    misses: [`PublicKey = ${wireGuard}`, `PrivateKey = ${'A'.repeat(43)}=`, `PrivateKey = ${wireGuard.slice(1)}`],
    worst: [`PrivateKey = ${'A'.repeat(43)}= `],
  },
  'jwk-private-key': {
    path: '/app/keys.json',
    matches: [
      `{"kty":"EC","crv":"P-256","x":"${secretNumber}","y":"${secretNumber}","d":"⟦${secretNumber}⟧"}`,
      `{"keys":[{\n  "d": "⟦${secretNumber.repeat(8)}⟧",\n  "e": "AQAB",\n  "kty": "RSA"\n}]}`,
    ],
    misses: [
      `{"kty":"EC","x":"${secretNumber}","y":"${secretNumber}"}`,
      `{"a":{"kty":"EC"},"b":{"d":"${secretNumber}"}}`,
      `{"kty":"OKP","d":"${'A'.repeat(43)}"}`,
    ],
    worst: [`"d":"${secretNumber}"`, `"d":"${secretNumber.repeat(20)}`],
  },
};
