import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AdvisoryTable } from '../../../src/analysis/vulnerabilities/advisory-table.ts';
import { loadDatabase } from '../../../src/analysis/vulnerabilities/load-database.ts';
import { ageInDays, fileNameOf, parseManifest } from '../../../src/analysis/vulnerabilities/manifest.ts';
import { writeDatabase } from '../../../src/analysis/vulnerabilities/write-database.ts';

const now = Date.parse('2026-01-10T00:00:00Z');
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const textOf = (ecosystem: string): string => writeDatabase(new AdvisoryTable(ecosystem));

type Files = Record<string, Uint8Array<ArrayBuffer>>;

/** A site with these parts; `says` is what the manifest says otherwise. */
function site(texts: Record<string, string | Uint8Array>, says: object = {}): Files {
  const files: Files = {};
  const parts = Object.entries(texts).map(([ecosystem, text]) => {
    const bytes = new Uint8Array(typeof text === 'string' ? gzipSync(text) : text);
    files[fileNameOf(ecosystem)] = bytes;
    const counts = { advisories: 0, packages: 0, bytes: bytes.length };
    const from = { source: 'test', date: '2026-01-08T00:00:00Z', commit: null, licence: null };
    return { ecosystem, file: fileNameOf(ecosystem), sha256: sha256(text), ...from, ...counts, ...says };
  });
  const manifest = { format: 'plimsoll-vulndb/1', made: '2026-01-09T00:00:00Z', parts };
  files['manifest.json'] = new Uint8Array(Buffer.from(JSON.stringify(manifest)));
  return files;
}

async function load(files: Files, ecosystems: readonly string[] = ['Go', 'npm']) {
  const asked: string[] = [];
  const fetchFile = async (name: string) => {
    asked.push(name);
    return files[name] ?? null;
  };
  return { asked, ...(await loadDatabase(fetchFile, ecosystems, now)) };
}

test('only the files that are needed are asked for', async () => {
  const { asked, lookups, parts, problems, made } = await load(site({ Go: textOf('Go'), PyPI: textOf('PyPI') }));
  expect(asked).toEqual(['manifest.json', 'Go.json.gz']);
  expect([...lookups.keys()]).toEqual(['Go']);
  expect(parts).toMatchObject([{ ecosystem: 'Go', source: 'test' }]);
  expect([problems, made]).toEqual([[], '2026-01-09T00:00:00Z']);
});

test('a site without a database is no fault', async () => {
  expect(await load({})).toMatchObject({ isThere: false, problems: [], parts: [] });
});

describe('what is refused, while the rest is used', () => {
  const withNpm = (text: string | Uint8Array) => site({ Go: textOf('Go'), npm: text });
  const other = site({ npm: textOf('npm') }, { sha256: '0'.repeat(64) });
  test.each<[string, Files, RegExp]>([
    ['another hash', other, /npm\.json\.gz was refused: its SHA-256 is not that of the manifest/],
    [
      'a file that is not there',
      { ...withNpm(textOf('npm')), 'npm.json.gz': undefined as never },
      /could not be had: npm was not/,
    ],
    ['neither gzip nor a database', withNpm(new Uint8Array(50)), /was refused: it is no JSON\./],
    ['a gzip that was cut', withNpm(gzipSync(textOf('npm')).subarray(0, 40)), /could not be unpacked/],
    ['a bomb', withNpm(gzipSync(Buffer.alloc(70_000_000))), /could not be unpacked/],
    ['the database of another ecosystem', withNpm(textOf('PyPI')), /was refused: it is not that of npm\./],
    ['no database', withNpm('{}'), /was refused: it is no database of advisories\./],
  ])('%s', async (_, files, reason) => {
    const { lookups, problems } = await load(files);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(reason);
    expect([...lookups.keys()]).toEqual('Go.json.gz' in files ? ['Go'] : []);
  });

  test.each([
    ['no JSON', 'x'],
    ['another form', '{"format":"plimsoll-vulndb/2","made":"","parts":[]}'],
    ['a file elsewhere', JSON.stringify(site({ npm: '' }, { file: '../../x.json.gz' }))],
  ])('a manifest: %s', async (_, text) => {
    const { isThere, problems } = await load({ 'manifest.json': new Uint8Array(Buffer.from(text)) });
    expect([isThere, problems.length]).toEqual([true, 1]);
    expect(problems[0]).toMatch(/^manifest\.json is no manifest/);
  });

  test('a manifest that names a file elsewhere', () => {
    const manifest = (file: string) => new TextDecoder().decode(site({ npm: '' }, { file })['manifest.json']);
    expect(parseManifest(manifest('npm.json.gz'))).not.toBeNull();
    for (const file of ['../npm.json.gz', 'https://x/npm.json.gz', 'a/b.json.gz', ''])
      expect(parseManifest(manifest(file))).toBeNull();
  });
});

test('old data are used and told', async () => {
  const { lookups, problems } = await load(site({ npm: textOf('npm') }, { date: '2025-12-01T00:00:00Z' }));
  expect(lookups.size).toBe(1);
  expect(problems).toEqual(['The advisories of npm are 40 days old: newer ones are not in them.']);
});

test.each([
  ['2026-01-09T12:00:00Z', 0],
  ['2026-01-03T00:00:00Z', 7],
  ['2026-02-01T00:00:00Z', 0],
  [null, null],
  ['soon', null],
])('age of %s', (date, days) => expect(ageInDays(date, now)).toBe(days));

test.each([
  ['Debian:12', 'Debian-12.json.gz'],
  ['crates.io', 'crates.io.json.gz'],
  ['Alpine:v3.19', 'Alpine-v3.19.json.gz'],
  ['Rocky Linux:9', 'Rocky-Linux-9.json.gz'],
])('the file of %s', (ecosystem, file) => expect(fileNameOf(ecosystem)).toBe(file));
