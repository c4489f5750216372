import { decodeBase64 } from '../../bytes/base64.ts';
import { isBech32 } from '../bech32.ts';
import type { Detector } from '../detector.ts';
import { lookBehind } from '../matcher.ts';
import { crc24Of, severityOfPgpKey } from '../pgp-key.ts';
import { decodePemBody, isDerKey, severityOfOpenSshKey } from '../private-key-body.ts';

/** An RSA key of 16,384 bits takes 12,700 characters. */
const longestKey = 16_384;
/** Lines of base64; in a string with what stands between them there. */
const body = String.raw`(?<body>[A-Za-z0-9+/=\s\\"',]{48,16000})`;
const lineBreak = String.raw`[\s\\nr]{1,8}`;
/** RFC 1421, 4.6.1: how OpenSSL says that it encrypted the body by itself. */
const openSslCipher = `(?<cipher>${lineBreak}Proc-Type: 4,ENCRYPTED${lineBreak}DEK-Info: [A-Z0-9-]{3,20},[0-9A-Fa-f]{16,32})?`;
const pem = String.raw`(?<=-----)BEGIN (?<kind>(?:RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY)-----${openSslCipher}${body}-----END \k<kind>-----`;

function severityOfPem({ groups }: RegExpExecArray): Detector['severity'] | null {
  const { kind = '', cipher, body: text = '' } = groups ?? {};
  const bytes = decodePemBody(text);
  if (!bytes) return null;
  if (cipher) return bytes.length >= 48 && bytes.length % 8 === 0 ? 'warning' : null;
  const isEncrypted = kind.startsWith('ENCRYPTED');
  if (!isDerKey(bytes, isEncrypted)) return null;
  return isEncrypted ? 'warning' : 'error';
}

const openSsh = `(?<=-----)BEGIN OPENSSH PRIVATE KEY-----${body}-----END OPENSSH PRIVATE KEY-----`;

function severityOfOpenSsh({ groups }: RegExpExecArray): Detector['severity'] | null {
  const bytes = decodePemBody(groups?.['body'] ?? '');
  return bytes && severityOfOpenSshKey(bytes);
}

const anyPem = new RegExp(pem);
const anyOpenSsh = new RegExp(openSsh);

function severityOfArmour({ groups }: RegExpExecArray): Detector['severity'] | null {
  const { body: text = '', checksum } = groups ?? {};
  const bytes = decodePemBody(text);
  if (!bytes) return null;
  const stated = checksum ? decodeBase64(checksum) : null;
  if (stated && crc24Of(bytes) !== ((stated[0]! << 16) | (stated[1]! << 8) | stated[2]!)) return null;
  return severityOfPgpKey(bytes);
}

/** Names of a JWK's members that stand beside "d", whatever order its program writes. */
const namesBesideD = new Set('kty crv ext key_ops kid alg use x y n e p q dp dq qi'.split(' '));
const endsInMember = new RegExp(
  `"(?:${[...namesBesideD].join('|')})"\\s{0,8}:\\s{0,8}"[^"\\s]{1,90}"\\s{0,8},\\s{0,8}$`,
);
/** Characters that take as many bits as the private numbers of the curves, and of RSA with 1024 bits and more. */
const isLengthOfKey = (length: number): boolean => [43, 64, 75, 76, 88].includes(length) || length > 165;
const isRunOfOne = (value: string): boolean => /^(.)\1*$/.test(value);

const replace = 'Make a new key, put it in place of this one wherever that is trusted, and take this one off there';

/** Private keys. */
export const keys: readonly Detector[] = [
  {
    id: 'private-key',
    title: 'Private key (PEM)',
    severity: 'error',
    anchors: ['', 'RSA ', 'EC ', 'DSA ', 'ENCRYPTED '].map((kind) => `BEGIN ${kind}PRIVATE KEY`),
    pattern: new RegExp(pem, 'y'),
    reach: longestKey,
    distinctive: true,
    check: (_, match) => severityOfPem(match),
    rotate: `${replace}; have a certificate for it revoked by its issuer.`,
  },
  {
    // https://cloud.google.com/iam/docs/keys-create-delete: the key's number stands before it.
    id: 'google-service-account-key',
    title: 'Key of a Google Cloud service account',
    severity: 'error',
    anchors: ['"private_key_id"'],
    pattern: new RegExp(
      String.raw`"private_key_id"\s{0,8}:\s{0,8}"[0-9a-f]{16,64}"\s{0,8},\s{0,8}"private_key"\s{0,8}:\s{0,8}"` +
        String.raw`(?<value>-----BEGIN (?<kind>PRIVATE KEY)-----${body}-----END \k<kind>-----)`,
      'y',
    ),
    reach: longestKey,
    distinctive: true,
    check: (_, match) => severityOfPem(match),
    rotate:
      'Delete the key in IAM & Admin, Service accounts, Keys of the Google Cloud project (gcloud iam service-accounts keys delete).',
  },
  {
    id: 'openssh-private-key',
    title: 'OpenSSH private key',
    severity: 'error',
    anchors: ['BEGIN OPENSSH PRIVATE KEY'],
    pattern: new RegExp(openSsh, 'y'),
    reach: longestKey,
    distinctive: true,
    check: (_, match) => severityOfOpenSsh(match),
    rotate:
      'Make a new key with ssh-keygen, and take the public part of this one out of every authorized_keys and account.',
  },
  {
    // As Kubernetes keeps them in a Secret and in client-key-data, and many an environment variable does.
    id: 'base64-private-key',
    title: 'Private key (PEM in base64)',
    severity: 'error',
    // '-----BEGIN ' and the first bits of a letter.
    anchors: ['LS0tLS1CRUdJTiB'],
    pattern: /(?<![A-Za-z0-9+/])LS0tLS1CRUdJTiB[A-Za-z0-9+/]{60,16000}={0,2}/y,
    reach: longestKey,
    distinctive: true,
    check: (value) => {
      if (!atob(value.slice(0, 48)).includes('PRIVATE')) return null;
      const bytes = decodeBase64(value);
      const text = bytes && new TextDecoder('latin1').decode(bytes);
      if (!text) return null;
      const [asPem, asOpenSsh] = [anyPem.exec(text), anyOpenSsh.exec(text)];
      return (asPem && severityOfPem(asPem)) ?? (asOpenSsh && severityOfOpenSsh(asOpenSsh));
    },
    rotate: `${replace}; a Kubernetes user’s is ended by taking its rights away, as its certificate can’t be revoked.`,
  },
  {
    id: 'pgp-private-key',
    title: 'PGP private key',
    severity: 'error',
    anchors: ['BEGIN PGP PRIVATE KEY BLOCK'],
    pattern: new RegExp(
      String.raw`(?<=-----)BEGIN PGP PRIVATE KEY BLOCK-----` +
        String.raw`(?:${lineBreak}Version: [^\r\n\\]{1,80})?(?:${lineBreak}Comment: [^\r\n\\]{1,120})?` +
        String.raw`(?<body>[A-Za-z0-9+/\s\\"',]{48,16000}={0,2})(?:${lineBreak}=(?<checksum>[A-Za-z0-9+/]{4}))?` +
        String.raw`[\s\\nr"',+]{1,60}-----END PGP PRIVATE KEY BLOCK-----`,
      'y',
    ),
    reach: longestKey,
    distinctive: true,
    check: (_, match) => severityOfArmour(match),
    rotate: 'Revoke it (gpg --gen-revoke), publish the revocation, and sign with a new key.',
  },
  {
    // https://github.com/C2SP/C2SP/blob/main/age.md
    id: 'age-secret-key',
    title: 'age secret key',
    severity: 'error',
    anchors: ['AGE-SECRET-KEY-1'],
    pattern: /(?<![A-Z0-9-])AGE-SECRET-KEY-1[A-Z0-9]{58}(?![A-Z0-9])/y,
    distinctive: true,
    check: (value) => (isBech32(value) ? 'error' : null),
    rotate: 'Make a new key with age-keygen, and encrypt for that one what was encrypted for this one.',
  },
  {
    // https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html
    id: 'putty-private-key',
    title: 'PuTTY private key',
    severity: 'error',
    anchors: ['PuTTY-User-Key-File-'],
    pattern: new RegExp(
      [
        'PuTTY-User-Key-File-[123]: [a-z0-9-]{3,40}',
        'Encryption: (?<cipher>[a-z0-9-]{3,20})',
        String.raw`Comment: [^\r\n]{0,120}`,
        String.raw`Public-Lines: \d{1,3}`,
        String.raw`(?:[A-Za-z0-9+/=\s]{20,6000})(?:Key-Derivation: [A-Za-z0-9]{3,10}`,
        String.raw`Argon2-Memory: \d{1,9}`,
        String.raw`Argon2-Passes: \d{1,9}`,
        String.raw`Argon2-Parallelism: \d{1,9}`,
        String.raw`Argon2-Salt: [0-9a-f]{8,128}[\r\n]{1,2})?Private-Lines: \d{1,3}`,
        String.raw`(?<body>[A-Za-z0-9+/=\s]{20,9000})Private-(?:MAC|Hash): [0-9a-f]{40,64}`,
      ].join(String.raw`\r?\n`),
      'y',
    ),
    reach: longestKey,
    distinctive: true,
    check: (_, { groups }) => {
      if (!decodePemBody(groups?.['body'] ?? '')) return null;
      return groups?.['cipher'] === 'none' ? 'error' : 'warning';
    },
    rotate:
      'Make a new key with PuTTYgen, and take the public part of this one out of every authorized_keys and account.',
  },
  {
    // https://git.zx2c4.com/wireguard-tools/about/src/man/wg.8: 32 bytes, so the last character stands for four bits.
    id: 'wireguard-key',
    title: 'WireGuard key',
    severity: 'error',
    anchors: ['PrivateKey', 'PresharedKey'],
    pattern:
      /P(?:rivate|reshared)Key[ \t]{0,8}=[ \t]{0,8}(?<value>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)(?![A-Za-z0-9+/=])/y,
    paths: /\.(?:conf|netdev|nmconnection|sh|ya?ml)$|\/wg[^/]*$|^$/,
    check: (value) => (isRunOfOne(value.slice(0, -2)) ? null : 'error'),
    rotate: 'Make a new key with wg genkey, and give its public part to every peer in place of this one’s.',
  },
  {
    // RFC 7518, 6.2.2 and 6.3.2
    id: 'jwk-private-key',
    title: 'Private key (JWK)',
    severity: 'error',
    anchors: ['"d"'],
    pattern: /"d"\s{0,8}:\s{0,8}"(?<value>[A-Za-z0-9_-]{37,1400})"(?=\s{0,8}(?:\}|,\s{0,8}"(?<next>[a-z_]{1,12})"))/y,
    reach: 2048,
    check: (value, { input, index, groups }) => {
      const isBeside =
        namesBesideD.has(groups?.['next'] ?? '') ||
        endsInMember.test(input.slice(Math.max(0, index - lookBehind), index));
      return isLengthOfKey(value.length) && !isRunOfOne(value) && isBeside ? 'error' : null;
    },
    rotate: 'Make a new key, publish its public part, and take this one’s out of the set of keys that is trusted.',
  },
];
