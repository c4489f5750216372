// PKCS #12, RFC 7292. The bags that keys lie in are named in the clear, only what is in them is encrypted; certificates are
// encrypted together with the names of their bags. So a store in which no key's bag is named holds certificates only, as the
// trust stores of Java do.
import { beginsWith, type SecretFile } from '../secret-file.ts';

/** PFX: SEQUENCE, the version 3, SEQUENCE, OID pkcs7-data or pkcs7-signedData; lengths are left out. */
const [sequence, version, objectId] = [0x30, [2, 1, 3], [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7]];
/** keyBag, pkcs8ShroudedKeyBag and secretBag: 1.2.840.113549.1.12.10.1.1, 2 and 5. */
const bag = [6, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1];
const bagsOfKeys = [1, 2, 5];

/** Behind a tag and its length; 0 where it is not that tag. */
function behindLength(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== sequence) return 0;
  const length = bytes[at + 1] ?? 0;
  return at + 2 + (length > 0x80 ? length & 0x7f : 0);
}

function isPkcs12(bytes: Uint8Array): boolean {
  const outer = behindLength(bytes, 0);
  if (outer === 0 || !beginsWith(bytes.subarray(outer), version)) return false;
  const inner = behindLength(bytes, outer + version.length);
  return inner > 0 && beginsWith(bytes.subarray(inner), objectId);
}

function namesKey(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(bag[0]!); at >= 0; at = bytes.indexOf(bag[0]!, at + 1)) {
    if (beginsWith(bytes.subarray(at, at + bag.length), bag) && bagsOfKeys.includes(bytes[at + bag.length] ?? 0))
      return true;
  }
  return false;
}

export const pkcs12: readonly SecretFile[] = [
  {
    id: 'pkcs12-key-store',
    title: 'Key store (PKCS #12)',
    severity: 'error',
    selects: (_path, bytes) => isPkcs12(bytes) && namesKey(bytes),
    rotate:
      'Revoke the certificate at its issuer and make a new key; the password of the store protects little once others have it.',
  },
];
