// Downloads OSV's zips, https://google.github.io/osv.dev/data/#data-dumps.
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const bucket = 'https://osv-vulnerabilities.storage.googleapis.com';

/** Those that images of containers have packages of. */
export const fetchedEcosystems = [
  'Go',
  'PyPI',
  'npm',
  'Maven',
  'crates.io',
  'RubyGems',
  'NuGet',
  'Packagist',
  'Debian',
  'Ubuntu',
  'Alpine',
  'Red Hat',
  'Rocky Linux',
  'AlmaLinux',
  'openSUSE',
  'SUSE',
  'Wolfi',
  'Chainguard',
];

export const addressOf = (ecosystem: string, base = bucket): string =>
  `${base}/${encodeURIComponent(ecosystem)}/all.zip`;

/** The old zip stays until the new one is there as a whole. */
async function fetchOne(ecosystem: string, folder: string, base: string): Promise<void> {
  const response = await fetch(addressOf(ecosystem, base), { redirect: 'error' });
  if (!response.ok || !response.body)
    throw new Error(`the server answers ${response.status} ${response.statusText}`.trim());
  const expected = Number(response.headers.get('content-length') ?? NaN);
  const file = join(folder, ecosystem, 'all.zip');
  await mkdir(join(folder, ecosystem), { recursive: true });
  try {
    const target = createWriteStream(`${file}.part`);
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), target);
    if (target.bytesWritten < expected) throw new Error(`it ended after ${target.bytesWritten} of ${expected} bytes`);
    await rename(`${file}.part`, file);
  } finally {
    await rm(`${file}.part`, { force: true });
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

/** One after the other; those that could not be had, each with the reason. */
export async function fetchOsv(folder: string, ecosystems: readonly string[], base = bucket): Promise<string[]> {
  const failed: string[] = [];
  for (const ecosystem of ecosystems) {
    try {
      await fetchOne(ecosystem, folder, base);
    } catch (error) {
      failed.push(`${addressOf(ecosystem, base)} could not be downloaded: ${reasonOf(error)}.`);
    }
  }
  return failed;
}
