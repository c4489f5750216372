import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, run, works } from './run.mjs';

/** Larger cases that lie beside the repository, not in it. */
export const shared = resolve(root, '../shared/fixtures');
export const images = join(root, 'tests/.cache/images');

/**
 * Unpacks the larger cases' image archives, once.
 * @returns {string | null} why they are not there; null where they are
 */
export function unpackSharedFixtures() {
  const unpack = join(shared, 'images/unpack.sh');
  if (!existsSync(unpack)) return '../shared/fixtures is not here';
  // The stamp is as old as what was unpacked, so that newer cases are unpacked again.
  const stamp = join(images, 'unpacked.txt');
  if (existsSync(stamp) && statSync(stamp).mtimeMs > statSync(join(shared, 'README.md')).mtimeMs) return null;
  if (!works('python3')) return 'unpacking them needs python3, which is not here';
  mkdirSync(images, { recursive: true });
  run('sh', [unpack, images]);
  writeFileSync(stamp, '');
  return null;
}
