// The three forms of rpm's database, as rpm wrote them, against packages.json and against the program itself.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rpm } from '../../../src/packages/catalogers/rpm.ts';
import type { Cataloged, FoundPackage } from '../../../src/packages/package.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';
import { filesOfImage, type ImageFile } from './files-of-image.ts';

const fixtures = sharedFixtures();

const databasesIn = (name: string): Promise<ImageFile[]> =>
  filesOfImage(join(fixtures!.images, 'rpm-based', name), [rpm]);

function packagesIn(file: ImageFile): readonly FoundPackage[] {
  const { packages, unknowns } = rpm.read(file) as Cataloged;
  expect([file.path, unknowns]).toEqual([file.path, []]);
  return packages;
}

const sourceFile = ({ source }: FoundPackage): string => `${source?.name}-${source?.version}.src.rpm`;

interface TruePackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly source: string;
  readonly purl: string;
}

/** What `rpm -qa` tells of a database, an array a package. */
function answersOf(file: ImageFile): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'rpm-database-'));
  writeFileSync(join(folder, basename(file.path)), file.bytes);
  try {
    const backend = { 'rpmdb.sqlite': 'sqlite', 'Packages.db': 'ndb', Packages: 'bdb_ro' }[basename(file.path)];
    const format =
      '%{NAME}|%{VERSION}-%{RELEASE}|%|EPOCH?{%{EPOCH}}:{0}||%{ARCH}|%{LICENSE}|%{SOURCERPM}|[%{FILENAMES},]\\n';
    const options = ['-qa', '--dbpath', folder, '--define', `_db_backend ${backend}`, '--qf', format];
    return execFileSync('rpm', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('gpg-pubkey|'))
      .sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const answerOf = (one: FoundPackage): string =>
  [
    ...[one.name, one.version, one.epoch ?? 0, one.architecture, one.licences.join(), sourceFile(one)],
    (one.files ?? []).map((path) => `${path},`).join(''),
  ].join('|');

const hasRpm = existsSync('/usr/bin/rpm');

describe.skipIf(!fixtures || !existsSync(join(fixtures.images, 'rpm-based')))('databases that rpm wrote', () => {
  test('hold what packages.json says', async () => {
    const files = await databasesIn('rpm-sqlite.tar');
    const found = files.filter(({ isVisible }) => isVisible).flatMap(packagesIn);
    const text = readFileSync(join(fixtures!.shared, 'images/rpm-based/packages.json'), 'utf8');
    const { packages } = JSON.parse(text) as { packages: TruePackage[] };
    const told = found.map((one) => ({
      ...{ name: one.name, version: one.version, license: one.licences.join(), source: sourceFile(one) },
      qualifiers: `?arch=${one.architecture}${one.epoch ? `&epoch=${one.epoch}` : ''}`,
    }));
    const expected = packages.map(({ purl, name, version, license, source }) => ({
      ...{ name, version, license, source, qualifiers: purl.slice(purl.indexOf('?')) },
    }));
    expect(told.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(expected);
  });

  test.skipIf(!hasRpm).each([
    ['rpm-sqlite.tar', 'rpmdb.sqlite'],
    ['rpm-bdb.tar', 'Packages'],
  ])('%s: each layer has what rpm -qa tells of it', async (name, form) => {
    const files = (await databasesIn(name)).filter(({ path }) => basename(path) === form);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const answers = answersOf(file);
      expect(answers.length).toBeGreaterThan(0);
      expect(packagesIn(file).map(answerOf).sort()).toEqual(answers);
    }
  });
});
