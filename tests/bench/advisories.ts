// Advisories in the shapes of Go's, PyPI's and Debian's, made here: what the page loads for an image, and packages to ask about.
import type { AdvisoryRecord } from '../../src/analysis/vulnerabilities/advisory-record.ts';
import { AdvisoryTable } from '../../src/analysis/vulnerabilities/advisory-table.ts';
import { loadDatabase } from '../../src/analysis/vulnerabilities/load-database.ts';
import { lookUp } from '../../src/analysis/vulnerabilities/look-up.ts';
import { fileNameOf, manifestFormat } from '../../src/analysis/vulnerabilities/manifest.ts';
import { writeDatabase } from '../../src/analysis/vulnerabilities/write-database.ts';
import { sha256 } from '../../src/bytes/sha256.ts';
import type { FoundPackage, SystemRelease } from '../../src/packages/package.ts';

const kinds = [
  { ecosystem: 'Go', type: 'golang', nameOf: (at: number) => `github.com/owner${at % 97}/module${at}` },
  { ecosystem: 'PyPI', type: 'pypi', nameOf: (at: number) => `library-${at}` },
  { ecosystem: 'Debian:12', type: 'deb', nameOf: (at: number) => `source${at}` },
] as const;

const debian: SystemRelease = {
  id: 'debian',
  versionId: '12',
  idLike: [],
  prettyName: 'Debian 12',
  codename: 'bookworm',
  cpeName: null,
  supportEnd: null,
};

/** The same numbers in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words =
  'memory exhaustion in the parser of crafted requests lets remote attackers read files denial of service by'.split(
    ' ',
  );

function advisoryOf(ecosystem: string, at: number, random: (below: number) => number): AdvisoryRecord {
  const four = (): string =>
    random(36 ** 4)
      .toString(36)
      .padStart(4, '0');
  const score = random(80) / 10 + 2;
  return {
    ids: [
      `CVE-20${10 + random(16)}-${1_000 + random(60_000)}`,
      `GHSA-${four()}-${four()}-${four()}`,
      `${ecosystem}-${at}`,
    ],
    standsFor: [],
    summary: Array.from({ length: 12 }, () => words[random(words.length)]).join(' '),
    severity: 'unknown',
    hasOwnWord: false,
    score,
    isUnreviewed: false,
    isMalware: false,
  };
}

const versionOf = (random: (below: number) => number): string => `${random(20)}.${random(30)}.${random(20)}`;

function tableOf({ ecosystem, nameOf }: (typeof kinds)[number], advisories: number): AdvisoryTable {
  const random = randomFrom(advisories);
  const table = new AdvisoryTable(ecosystem);
  for (let at = 0; at < advisories; at++) {
    const advisory = advisoryOf(ecosystem, at, random);
    const fixed = versionOf(random);
    const intervals = [
      { introduced: '0', fixed, lastAffected: null },
      { introduced: `3${fixed}`, fixed: `4${fixed}`, lastAffected: null },
    ];
    const affected = { intervals, versions: [], severity: null, upstreamFixed: [], isEndOfLife: false };
    for (let more = 0; more <= random(2); more++) {
      // Some packages have most advisories.
      table.add(nameOf(Math.floor((random(1_000) * random(1_000)) / 250)), { advisory, affected });
    }
  }
  return table;
}

async function compress(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The files of a site with so many advisories, a third for each ecosystem. */
export async function makeSite(advisories: number): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const parts = [];
  for (const kind of kinds) {
    const { ecosystem } = kind;
    const text = writeDatabase(tableOf(kind, advisories / kinds.length));
    const bytes = await compress(text);
    const hash = (await sha256(new TextEncoder().encode(text))).slice('sha256:'.length);
    const counts = { advisories: advisories / kinds.length, packages: 0, bytes: bytes.length };
    const from = { source: 'made', date: null, commit: null, licence: null };
    parts.push({ ecosystem, file: fileNameOf(ecosystem), sha256: hash, ...from, ...counts });
    files.set(fileNameOf(ecosystem), bytes);
  }
  const manifest = JSON.stringify({ format: manifestFormat, made: '2026-01-01T00:00:00Z', parts });
  return files.set('manifest.json', new Uint8Array(new TextEncoder().encode(manifest)));
}

export function makePackages(count: number): FoundPackage[] {
  const random = randomFrom(count);
  return Array.from({ length: count }, (_, at) => {
    const { type, nameOf } = kinds[at % kinds.length] as (typeof kinds)[number];
    return { type, name: nameOf(random(4_000)), version: versionOf(random), licences: [] };
  });
}

/** Loads all of the site and asks about each package; what it holds is given back, so that memory can be read. */
export async function answer(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>, packages: readonly FoundPackage[]) {
  const ecosystems = kinds.map(({ ecosystem }) => ecosystem);
  const database = await loadDatabase(async (name) => files.get(name) ?? null, ecosystems);
  const lookups = packages.map((one) => lookUp(one, debian, database.lookups));
  const matches = lookups.reduce((sum, one) => sum + (one.kind === 'matched' ? one.matches.length : 0), 0);
  return { database, lookups, matches };
}

/** Milliseconds of each run; throws where nothing was found, which would be no measure. */
export async function timeAnswers(advisories: number, packages: number, runs: number): Promise<number[]> {
  const [site, asked] = [await makeSite(advisories), makePackages(packages)];
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    const { matches } = await answer(site, asked);
    times.push(performance.now() - from);
    if (matches < packages / 10) throw new Error(`Only ${matches} matches`);
  }
  return times;
}

/** Files of a site given as text of base64, and packages: all there before memory is looked at. */
export function prepareAnswer(site: Readonly<Record<string, string>>, count: number): () => Promise<number> {
  const files = new Map(Object.entries(site).map(([name, text]) => [name, bytesOf(text)]));
  const packages = makePackages(count);
  return async () => (await answer(files, packages)).matches;
}

/** By hand: an iterator over the text would leave an array of its characters behind. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
