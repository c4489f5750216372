// Stores of passwords, each told by its magic bytes.
import { beginsWith, type SecretFile } from '../secret-file.ts';

const keePassMagic = [0x03, 0xd9, 0xa2, 0x9a];
/** KeePass 1, 2 before its release, 2. */
const keePassKinds = [0x65, 0x66, 0x67].map((kind) => [...keePassMagic, kind, 0xfb, 0x4b, 0xb5]);
const changeAll = 'Change every password that is kept in it, each where it is used.';

export const passwordStores: readonly SecretFile[] = [
  {
    id: 'keepass-database',
    title: 'KeePass database',
    severity: 'error',
    selects: (_path, bytes) => keePassKinds.some((magic) => beginsWith(bytes, magic)),
    rotate: changeAll,
  },
  {
    id: 'desktop-keyring',
    title: 'Keyring of a desktop',
    severity: 'error',
    selects: (_path, bytes) =>
      beginsWith(bytes, 'GnomeKeyring\n\r\0\n') ||
      beginsWith(bytes, 'KWALLET\n\r\0\r\n') ||
      beginsWith(bytes, 'kych\0\x01\0\0'),
    rotate: changeAll,
  },
  {
    id: 'firefox-logins',
    title: 'Key to the logins kept by Firefox',
    severity: 'warning',
    selects: (path, bytes) => path.endsWith('/key4.db') && beginsWith(bytes, 'SQLite format 3\0'),
    rotate: changeAll,
  },
];
