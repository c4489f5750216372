import { expect, test } from 'vitest';
import { AdvisoryCollection } from '../../../src/analysis/vulnerabilities/advisory-table.ts';
import { lookUp } from '../../../src/analysis/vulnerabilities/look-up.ts';
import { decodeOsvRecord } from '../../../src/analysis/vulnerabilities/osv-record.ts';
import type { FoundPackage, SystemRelease } from '../../../src/packages/package.ts';
import { affectedPackage, osvJson, range } from '../../support/osv-json.ts';

function lookups(ecosystem: string, ...records: object[]) {
  const collection = new AdvisoryCollection();
  for (const one of records) {
    const decoded = decodeOsvRecord(one);
    if (decoded.kind === 'record') collection.add(decoded.record);
  }
  return new Map([[ecosystem, collection.lookup(ecosystem)]]);
}

const found = (parts: Partial<FoundPackage>): FoundPackage => ({
  type: 'npm',
  name: 'left',
  version: '0.5.0',
  licences: [],
  ...parts,
});
const rocky: SystemRelease = {
  id: 'rocky',
  versionId: '9.4',
  idLike: [],
  prettyName: 'Rocky Linux 9.4',
  codename: null,
  cpeName: null,
  supportEnd: null,
};

test('every outcome is a state of its own', () => {
  const npm = lookups('npm', osvJson());
  expect(lookUp(found({}), null, npm)).toMatchObject({ kind: 'matched', matches: [{ fixed: '1.0.0' }] });
  expect(lookUp(found({ name: 'right' }), null, npm)).toMatchObject({ kind: 'matched', matches: [] });
  expect(lookUp(found({ version: 'main' }), null, npm)).toMatchObject({ kind: 'not-comparable', matches: [] });
  expect(lookUp(found({ version: null }), null, npm)).toEqual({ kind: 'no-version' });
  expect(lookUp(found({ type: 'gem' }), null, npm)).toEqual({ kind: 'no-data', ecosystem: 'RubyGems' });
  expect(lookUp(found({ type: 'rpm' }), null, npm)).toEqual({ kind: 'no-ecosystem', system: 'an unknown system' });
  expect(lookUp(found({ isGuess: true }), null, npm)).toEqual({ kind: 'guess' });
});

test("a Go program's own module has no version to compare", () => {
  const go = lookups('Go', osvJson({ affected: [affectedPackage('Go', 'left')] }));
  expect(lookUp(found({ type: 'golang', version: '(devel)' }), null, go)).toMatchObject({
    kind: 'not-comparable',
    matches: [],
  });
});

test('an rpm is asked about by both of its names, and a flaw under both is told once', () => {
  const of = (id: string, ...names: string[]) =>
    osvJson({
      id,
      affected: names.map((name) => affectedPackage('Rocky Linux:9', name, { ranges: [range('0')] })),
    });
  const records = lookups('Rocky Linux:9', of('A', 'built'), of('B', 'left'), of('C', 'built', 'left'));
  const asked = found({
    type: 'rpm',
    version: '1-1',
    source: { name: 'built', version: '1-1' },
    module: 'nodejs:18:80900:a',
  });
  const looked = lookUp(asked, rocky, records);
  if (!('matches' in looked)) throw new Error(looked.kind);
  expect(looked.matches.map(({ advisory }) => advisory.id).sort()).toEqual(['A', 'B', 'C']);
  expect(looked.matches[0]?.note).toMatch(/module stream nodejs:18;/);
});
