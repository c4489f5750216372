import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const peersFolder = resolve(import.meta.dirname, '../.peers');
const suffix = process.platform === 'win32' ? '.exe' : '';
const binFolder = process.platform === 'win32' ? 'Scripts' : 'bin';

/**
 * A program that tests compare with: named by PLIMSOLL_<NAME>, installed by `npm test`, or on the PATH; null where it
 * is not here.
 */
export function findPeer(name: string): string | null {
  const named = process.env[`PLIMSOLL_${name.toUpperCase()}`];
  const folders = [join(peersFolder, binFolder), ...(process.env.PATH ?? '').split(delimiter)];
  const candidates = [
    ...(named ? [named] : []),
    ...folders.filter(Boolean).map((folder) => join(folder, name + suffix)),
  ];
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}
