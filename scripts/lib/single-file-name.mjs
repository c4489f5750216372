import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The page as one file, in dist beside the ordinary build. */
export const singleFileName = 'plimsoll.html';

/**
 * Removes what is in a folder, but for one name.
 * @param {string} folder
 * @param {string} kept
 */
export function emptyBut(folder, kept) {
  for (const name of readdirSync(folder)) {
    if (name !== kept) rmSync(join(folder, name), { recursive: true });
  }
}
