import type { SystemRelease } from '../../packages/package.ts';
import type { AdvisoryLookup } from './advisory-record.ts';
import type { AskedPackage } from './asked-package.ts';
import { readOsvZip } from './dropped-osv.ts';
import { ecosystemsOf, questionsOf } from './ecosystems.ts';
import { ageProblem, loadDatabase, type FetchFile } from './load-database.ts';
import { lookUp } from './look-up.ts';
import type { VulnerabilityLookup } from './lookup-result.ts';
import { isAbout, nameKey } from './osv-ecosystems.ts';
import type { DatabasePart } from './vulnerability.ts';
import { ZipError } from './zip-directory.ts';

export interface LookUpInput {
  readonly packages: readonly AskedPackage[];
  readonly system: SystemRelease | null;
  /** Archives of OSV that the user dropped: what they tell of an ecosystem stands in place of what the site does. */
  readonly dropped: readonly File[];
  readonly fetchFile: FetchFile;
  readonly now?: number;
}

/** What is known of an ecosystem, and where it is from. */
interface Source {
  readonly lookup: AdvisoryLookup;
  readonly part: DatabasePart;
}

/** Looks all packages of an image up, with what the site has for them and what was dropped. */
export async function lookUpAll(input: LookUpInput): Promise<VulnerabilityLookup> {
  const { packages, system, dropped, fetchFile, now = Date.now() } = input;
  const ecosystems = ecosystemsOf(packages, system);
  const problems: string[] = [];
  const sources = new Map<string, Source>();
  for (const file of dropped) {
    for (const source of await readDropped(file, ecosystems, input, problems))
      sources.set(source.part.ecosystem, source);
  }
  const site = await loadDatabase(
    fetchFile,
    ecosystems.filter((one) => !sources.has(one)),
    now,
  );
  for (const part of site.parts) {
    const lookup = site.lookups.get(part.ecosystem);
    if (lookup) sources.set(part.ecosystem, { lookup, part });
  }
  const old = [...sources.values()].flatMap(({ part }) =>
    dropped.some(({ name }) => name === part.source) ? ageProblem(part, now) : [],
  );
  const lookups = new Map([...sources].map(([ecosystem, { lookup }]) => [ecosystem, lookup]));
  return {
    lookups: packages.map((one) => lookUp(one, system, lookups)),
    parts: [...sources.values()].map(({ part }) => part).sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1)),
    hasSite: site.isThere,
    problems: [...problems, ...site.problems, ...old],
  };
}

/** The names that are asked for, by ecosystem. */
function wantedNames({ packages, system }: LookUpInput): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const one of packages) {
    const questions = questionsOf(one, system);
    if ('kind' in questions) continue;
    for (const { ecosystem, name } of questions) {
      const names = wanted.get(ecosystem) ?? new Set();
      wanted.set(ecosystem, names.add(nameKey(ecosystem, name)));
    }
  }
  return wanted;
}

async function readDropped(
  file: File,
  ecosystems: readonly string[],
  input: LookUpInput,
  problems: string[],
): Promise<Source[]> {
  const wanted = [...wantedNames(input)];
  const wants = (part: string, name: string): boolean =>
    wanted.some(([ecosystem, names]) => isAbout(part, ecosystem) && names.has(name));
  try {
    const read = await readOsvZip(file, { wants });
    if (read.kind === 'not-osv') {
      problems.push(`${file.name}: ${read.reason}`);
      return [];
    }
    problems.push(...read.problems.map((problem) => `${file.name}: ${problem}`));
    const { advisories, collection } = read;
    return ecosystems.flatMap((ecosystem): Source[] => {
      const count = [...advisories].reduce((sum, [part, many]) => sum + (isAbout(part, ecosystem) ? many : 0), 0);
      if (count === 0) return [];
      const about = { ecosystem, source: file.name, date: collection.date, advisories: count };
      return [{ lookup: collection.lookup(ecosystem), part: { ...about, commit: null, licence: null } }];
    });
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    problems.push(`${file.name}: ${error.message}`);
    return [];
  }
}
