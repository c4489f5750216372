// The catalogers of languages on the larger images, against what was read of them by hand-written programs (packages.json).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Cataloger } from '../../../src/packages/cataloger.ts';
import { npm } from '../../../src/packages/catalogers/npm.ts';
import { python } from '../../../src/packages/catalogers/python.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';
import { filesOfImage } from './files-of-image.ts';

const fixtures = sharedFixtures();

interface TruePackage {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly where: string;
  readonly license?: string | null;
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

function truth(name: string, type: string): TruePackage[] {
  const text = readFileSync(join(fixtures!.shared, `images/${name}/packages.json`), 'utf8');
  return (JSON.parse(text) as { packages: TruePackage[] }).packages.filter((one) => one.type === type);
}

/** What stands in the final tree: name, version and the path that it is known by; its licences. */
async function found(name: string, cataloger: Cataloger, where: (path: string) => string): Promise<TruePackage[]> {
  const files = await filesOfImage(join(fixtures!.images, name, `${name}.tar`), [cataloger]);
  const packages: TruePackage[] = [];
  for (const file of files.filter(({ isVisible }) => isVisible)) {
    const { packages: ofFile, unknowns } = (await cataloger.read(file)) as Cataloged;
    expect([file.path, unknowns]).toEqual([file.path, []]);
    for (const { type, name, version, licences } of ofFile) {
      packages.push({ type, name, version: version!, where: where(file.path.slice(1)), license: licences.join() });
    }
  }
  return packages;
}

const plain = ({ name, version, where }: TruePackage): string[] => [name, version, where];

describe.skipIf(!fixtures || !existsSync(join(fixtures.images, 'node-bloated')))(
  'packages of the larger images',
  () => {
    test('python-app', async () => {
      const packages = await found('python-app', python, (path) => path.replace(/\/(METADATA|PKG-INFO)$/, ''));
      expect(packages.map(plain).sort(byText)).toEqual(truth('python-app', 'pypi').map(plain).sort(byText));
      expect(packages).toHaveLength(20);
    });

    test.each([
      ['node-bloated', 293, 268],
      ['node-optimized', 79, 54],
    ])('%s', async (name, count, withLicence) => {
      const packages = await found(name, npm, (path) => path);
      const expected = truth(name, 'npm');
      expect(packages.map(plain).sort(byText)).toEqual(expected.map(plain).sort(byText));
      expect(packages).toHaveLength(count);
      const licences = new Map(packages.map(({ where, license }) => [where, license]));
      const told = expected.filter(({ license }) => license !== undefined);
      expect(told).toHaveLength(withLicence);
      expect(told.map(({ where }) => [where, licences.get(where)])).toEqual(
        // The list of licences that npm had before 2014 was not read for packages.json.
        told.map(({ where, license }) => [
          where,
          where.endsWith('/qrcode-terminal/package.json') ? 'Apache 2.0' : license,
        ]),
      );
    });
  },
);
