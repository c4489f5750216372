import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface SharedFixtures {
  /** Holds the unpacked archives: `<name>/<archive>.tar`. */
  readonly images: string;
  /** The folder with truth.json and the like for each of them. */
  readonly shared: string;
}

const root = resolve(import.meta.dirname, '../..');

/** The larger cases, which lie beside the repository; null where they are not there. */
export function sharedFixtures(): SharedFixtures | null {
  const shared = join(root, '../shared/fixtures');
  const images = process.env.PLIMSOLL_FIXTURES ?? join(root, 'tests/.cache/images');
  return existsSync(shared) && existsSync(images) ? { images, shared } : null;
}

/** Every unpacked archive as `<name>/<archive>`, sorted; empty where there are none. */
export function sharedArchives(): string[] {
  const fixtures = sharedFixtures();
  if (!fixtures) return [];
  return readdirSync(fixtures.images, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tar(\.gz)?$/.test(name))
    .sort();
}
