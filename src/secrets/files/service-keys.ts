// Keys of services, in formats of their own.
import { beginsWith, type SecretFile } from '../secret-file.ts';

const mostComponents = 16;
const longestName = 255;

/**
 * https://web.mit.edu/kerberos/krb5-latest/doc/formats/keytab_file_format.html: two bytes are little to go by, so the first
 * entry has to make sense too.
 */
function isKeytab(bytes: Uint8Array): boolean {
  if (!beginsWith(bytes, [5, 2]) || bytes.length < 12) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [length, components, realmLength] = [view.getInt32(2), view.getUint16(6), view.getUint16(8)];
  if (length <= 0 || length > bytes.length - 6 || components < 1 || components > mostComponents) return false;
  const realm = bytes.subarray(10, 10 + realmLength);
  return realmLength >= 1 && realmLength <= longestName && realm.every((byte) => byte > 32 && byte < 127);
}

export const serviceKeys: readonly SecretFile[] = [
  {
    id: 'kerberos-keytab',
    title: 'Kerberos keytab',
    severity: 'error',
    selects: (_path, bytes) => isKeytab(bytes),
    rotate: 'Give the principal new keys at the KDC (kadmin: ktadd), which ends those in this file.',
  },
  {
    id: 'tor-service-key',
    title: 'Key of a Tor onion service',
    severity: 'error',
    selects: (_path, bytes) => beginsWith(bytes, '== ed25519v1-secret: type0 =='),
    rotate: 'Make a new onion service with a new address; whoever has the key can answer at the old one.',
  },
  {
    id: 'git-crypt-key',
    title: 'Key of git-crypt',
    severity: 'error',
    selects: (_path, bytes) => beginsWith(bytes, '\0GITCRYPTKEY\0'),
    rotate: 'Change every secret in the files that git-crypt encrypts: their history can be read with this key.',
  },
];
