import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packagesOfFile } from '../support/image-packages.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';

/** A package as packages.json has it. */
interface TruePackage {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly where: string;
  readonly installed: boolean;
}

const fixtures = sharedFixtures();

/** packages.json of an archive's folder; further archives of a folder have one of their own. */
function truthOf(archive: string): readonly TruePackage[] | null {
  if (!fixtures) return null;
  const folder = join(fixtures.shared, 'images', dirname(archive));
  const own = join(folder, `${basename(archive).replace(/\.tar(\.gz)?$/, '')}.packages.json`);
  const path = existsSync(own) ? own : join(folder, 'packages.json');
  if (!existsSync(path)) return null;
  return (JSON.parse(readFileSync(path, 'utf8')) as { packages: TruePackage[] }).packages;
}

const line = ({ type, name, version, purl }: Pick<TruePackage, 'type' | 'name' | 'version' | 'purl'>): string =>
  [type, name, version, purl].join(' ');

// packages.json of rpm-based is that of the images with an SQLite database; tests/packages/catalogers/rpm.test.ts has the others.
const isOther = (archive: string): boolean => /rpm-(?:bdb|ndb)\.tar$/.test(archive);
const cases = sharedArchives().filter((archive) => truthOf(archive) !== null && !isOther(archive));

describe.skipIf(!fixtures)('packages of the fixtures', () => {
  test.each(cases)('%s: as its package managers say', { timeout: 120_000 }, async (archive) => {
    const truth = truthOf(archive) ?? [];
    const { packages, unknowns, unreadLayers } = await packagesOfFile(join(fixtures!.images, archive));
    const found = packages.filter(({ hidden }) => hidden === null);
    const said = found.map((one) => line({ ...one, version: one.version ?? '(devel)' })).sort();
    const expected = truth
      .filter(({ installed }) => installed)
      .map(line)
      .sort();
    console.log(`${archive}: ${found.length} packages, ${packages.length - found.length} hidden`);
    expect(said).toEqual(expected);
    expect([unknowns, unreadLayers]).toEqual([[], []]);
  });
});
