// Whatever stands in the files that catalogers of languages read, what comes back keeps to its form and its limits.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Cataloger } from '../../../src/packages/cataloger.ts';
import { composer } from '../../../src/packages/catalogers/composer.ts';
import { gem } from '../../../src/packages/catalogers/gem.ts';
import { npm } from '../../../src/packages/catalogers/npm.ts';
import { nuget } from '../../../src/packages/catalogers/nuget.ts';
import { pythonRecord } from '../../../src/packages/catalogers/python-record.ts';
import { python } from '../../../src/packages/catalogers/python.ts';
import { findingLimits } from '../../../src/packages/findings.ts';
import { licenceOf } from '../../../src/packages/licences.ts';
import { damage, damaged } from '../../properties/support/damage.ts';
import { property } from '../../properties/support/property.ts';

interface Case {
  readonly cataloger: Cataloger;
  readonly path: string;
  readonly texts: readonly string[];
}

const fixtures = (folder: string): string[] => {
  const root = join(import.meta.dirname, '../../fixtures/packages', folder);
  return readdirSync(root).map((name) => readFileSync(join(root, name), 'utf8'));
};

const cases: readonly Case[] = [
  {
    cataloger: python,
    path: '/lib/Flask-1.dist-info/METADATA',
    texts: [
      'Metadata-Version: 2.1\r\nName: Flask\r\nVersion: 1\r\nLicense: MIT\r\n  |text\r\nClassifier: License :: X\r\n\r\nText',
    ],
  },
  {
    cataloger: pythonRecord,
    path: '/lib/Flask-1.dist-info/RECORD',
    texts: ['a.py,sha256=x,1\n"b,""c",,\n../../bin/d,,\n'],
  },
  {
    cataloger: npm,
    path: '/app/node_modules/a/package.json',
    texts: ['{"name": "a", "version": "1", "license": [{"type": "MIT"}, "ISC"], "licenses": "x", "__proto__": {}}'],
  },
  { cataloger: gem, path: '/lib/specifications/a-1.gemspec', texts: fixtures('gem/specifications') },
  { cataloger: composer, path: '/app/vendor/composer/installed.json', texts: fixtures('composer') },
  { cataloger: nuget, path: '/dotnet/shared/A/8.0.0/A.deps.json', texts: fixtures('nuget') },
];

/** Throws nothing; every text is within its limits, every path absolute. */
async function audit({ cataloger, path }: Case, bytes: Uint8Array): Promise<void> {
  const { packages, unknowns, listing } = await cataloger.read({ path, bytes });
  expect(unknowns.length).toBeLessThanOrEqual(findingLimits.unknowns + 2);
  for (const { name, version, licences, folder } of packages) {
    expect(name).toMatch(/\S/);
    expect(name.length).toBeLessThanOrEqual(findingLimits.nameLength);
    expect((version ?? '').length).toBeLessThanOrEqual(findingLimits.versionLength);
    expect(licences.every((text) => text !== '' && text.length <= findingLimits.licenceLength + 1)).toBe(true);
    expect(folder ?? '/').toMatch(/^\/[^]*$/);
    licenceOf(licences);
  }
  for (const one of listing?.paths ?? []) expect(one).toMatch(/^\//);
}

for (const one of cases) {
  property(`${one.cataloger.id}: any bytes`, 0.4, fc.uint8Array({ maxLength: 2000 }), (bytes) => audit(one, bytes));

  property(
    `${one.cataloger.id}: a damaged file`,
    1,
    fc.tuple(fc.constantFrom(...one.texts), fc.array(damage, { minLength: 1, maxLength: 4 })),
    ([text, changes]) => audit(one, changes.reduce(damaged, new TextEncoder().encode(text))),
  );
}

for (const one of cases.filter(({ cataloger }) => [npm, composer, nuget].includes(cataloger))) {
  const field = fc.constantFrom(
    'name',
    'version',
    'license',
    'licenses',
    'type',
    'packages',
    'libraries',
    'install-path',
    '__proto__',
  );
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.constantFrom('package', 'A/1', 'MIT', '..')),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(field, fc.constantFrom('A/1', '/')), tie('json'), { maxKeys: 5 }),
    ),
  }));
  property(`${one.cataloger.id}: any JSON`, 1, json, (value) =>
    audit(one, new TextEncoder().encode(JSON.stringify(value))),
  );
}
