// Secret keys of GnuPG, as its agent keeps them, and of OpenPGP as packets (RFC 9580, 5.5.3). Those in a text's clothing are
// found by their first line, like other keys.
import type { SecretFile } from '../secret-file.ts';

const [secretKeyTag, isPacket, isNewFormat] = [5, 0x80, 0x40];
const versions = [3, 4, 5, 6];
/** Ids of algorithms: RSA, ElGamal, DSA, those of curves. */
const algorithms = [1, 2, 3, 16, 17, 18, 19, 20, 22, 25, 26, 27, 28];
const binaryName = /\.(?:gpg|pgp|key|asc|sec)$/i;
const agentName = /\/private-keys-v1\.d\/[^/]+\.key$/;
const agentText = /(?:^|\n)(?:Key: )?\((?:\d{2}:)?(?:protected-)?private-key/;

function isSecretKeyPacket(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  if (!(first & isPacket)) return false;
  const tag = first & isNewFormat ? first & 0x3f : (first >> 2) & 15;
  if (tag !== secretKeyTag) return false;
  const length = bytes[1] ?? 0;
  const oldLength = [1, 2, 4, 0][first & 3] ?? 0;
  const newLength = length < 192 ? 1 : length < 255 ? 2 : 5;
  const at = 1 + (first & isNewFormat ? newLength : oldLength);
  return versions.includes(bytes[at] ?? 0) && algorithms.includes(bytes[at + 5] ?? 0);
}

export const gnupg: readonly SecretFile[] = [
  {
    id: 'gnupg-secret-key',
    title: 'Secret key of GnuPG',
    severity: 'error',
    selects: (path, bytes) =>
      (binaryName.test(path) && isSecretKeyPacket(bytes)) ||
      (agentName.test(path) && agentText.test(new TextDecoder('latin1').decode(bytes.subarray(0, 2000)))),
    rotate: 'Publish the key’s revocation certificate (gpg --gen-revoke), and sign and encrypt with a new key.',
  },
];
