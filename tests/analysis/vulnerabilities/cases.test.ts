import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildVulndb } from '../../../scripts/lib/build-vulndb.ts';
import type { AdvisoryLookup } from '../../../src/analysis/vulnerabilities/advisory-record.ts';
import { readOsvZip } from '../../../src/analysis/vulnerabilities/dropped-osv.ts';
import { questionOf } from '../../../src/analysis/vulnerabilities/ecosystems.ts';
import { loadDatabase } from '../../../src/analysis/vulnerabilities/load-database.ts';
import { matchPackage } from '../../../src/analysis/vulnerabilities/match.ts';
import { osvCases, osvFixtures, osvZip } from '../../support/osv.ts';
import { goldenVulnerabilities } from '../../support/osv-golden.ts';

const ecosystems = ['Go', 'PyPI'];
const cases = osvCases();

/** As the page loads what the script wrote. */
async function built(out: string): Promise<ReadonlyMap<string, AdvisoryLookup>> {
  await buildVulndb({ from: osvFixtures ?? '', out });
  const fetchFile = async (name: string) => new Uint8Array(readFileSync(join(out, name)));
  const { lookups } = await loadDatabase(fetchFile, ecosystems);
  return lookups;
}

async function dropped(): Promise<ReadonlyMap<string, AdvisoryLookup>> {
  const wanted = new Set(cases.map(({ ecosystem, package: name }) => `${ecosystem} ${name}`));
  const pairs = ecosystems.map(async (ecosystem) => {
    const read = await readOsvZip(osvZip(ecosystem), { wants: (part, name) => wanted.has(`${part} ${name}`) });
    if (read.kind !== 'osv') throw new Error(read.reason);
    return [ecosystem, read.collection.lookup(ecosystem)] as const;
  });
  return new Map(await Promise.all(pairs));
}

/** The databases' own ids: a record's aliases may be of records that do not affect the version. */
const own = /^(?:GO|PYSEC)-/;

describe.skipIf(!osvFixtures)('advisories of the shared fixtures', () => {
  const out = mkdtempSync(join(tmpdir(), 'plimsoll-vulndb-'));
  const ways = new Map<string, ReadonlyMap<string, AdvisoryLookup>>();
  beforeAll(async () => {
    ways.set('built', await built(out));
    ways.set('dropped', await dropped());
  });
  afterAll(() => rmSync(out, { recursive: true }));

  test.each(['built', 'dropped'])('all cases, %s', (way) => {
    const answers = cases.map(({ ecosystem, package: name, version }) => {
      const lookup = ways.get(way)?.get(ecosystem) as AdvisoryLookup;
      const matches = matchPackage({ ecosystem, name, version }, lookup);
      const ids = matches.flatMap(({ advisory }) => advisory.ids.filter((id) => own.test(id))).sort();
      return { ecosystem, package: name, version, ids };
    });
    expect(answers).toHaveLength(1_487);
    expect(answers).toEqual(
      cases.map(({ ecosystem, package: name, version, ids }) => ({
        ecosystem,
        package: name,
        version,
        ids: ids.toSorted(),
      })),
    );
  });

  test.each(['go-static', 'python-app'])('%s as in its golden file', (image) => {
    const golden = goldenVulnerabilities(image);
    const lookups = ways.get('built') as ReadonlyMap<string, AdvisoryLookup>;
    const found = golden.map(({ found }) => {
      const query = questionOf(found, null);
      if ('kind' in query) throw new Error(query.kind);
      const matches = matchPackage(query, lookups.get(query.ecosystem) as AdvisoryLookup);
      return {
        name: query.name,
        version: query.version,
        vulnerabilities: matches
          .map(({ advisory, fixed, allFixed }) => ({ ids: advisory.ids.toSorted(), fixed, allFixed }))
          .sort((a, b) => (a.ids.join() < b.ids.join() ? -1 : 1)),
      };
    });
    expect(found).toEqual(golden.map(({ expected }) => expected));
  });
});
