import { severityOfScore } from './cvss-scale.ts';
import { byRank } from './ids.ts';
import type { Hit } from './match.ts';
import { compareVersions } from './versions.ts';
import type { Advisory, Match, PackageQuery, VulnerabilitySeverity } from './vulnerability.ts';

/** One flaw: the records about it, and its ids. */
interface Flaw {
  readonly hits: Hit[];
  /** By these it is the same as another's. */
  readonly keys: Set<string>;
  /** Of records that are about other flaws as well. */
  readonly others: Set<string>;
}

const worstFirst: readonly VulnerabilitySeverity[] = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'];

/** A record that takes several CVEs together counts for each. */
function flawsOf(hit: Hit): Flaw[] {
  const { ids, standsFor } = hit.advisory;
  if (standsFor.length === 0) return [{ hits: [hit], keys: new Set(ids), others: new Set() }];
  return standsFor.map((id) => ({ hits: [hit], keys: new Set([id]), others: new Set(ids) }));
}

/** Puts flaws together that share an id: aliases are symmetric, and each record may know others. */
function joinFlaws(flaws: readonly Flaw[]): Flaw[] {
  const byId = new Map<string, Flaw>();
  const joined = new Set<Flaw>();
  for (const flaw of flaws) {
    for (const same of new Set([...flaw.keys].flatMap((id) => byId.get(id) ?? []))) {
      joined.delete(same);
      flaw.hits.unshift(...same.hits);
      for (const id of same.keys) flaw.keys.add(id);
      for (const id of same.others) flaw.others.add(id);
    }
    for (const id of flaw.keys) byId.set(id, flaw);
    joined.add(flaw);
  }
  return [...joined];
}

const worst = (severities: readonly VulnerabilitySeverity[]): VulnerabilitySeverity =>
  worstFirst.find((severity) => severities.includes(severity)) ?? 'unknown';

/** The records' own words before scores; the word for the release before that for all. */
function severityOf(hits: readonly Hit[], score: number | null): VulnerabilitySeverity {
  if (hits.some(({ advisory }) => advisory.isMalware)) return 'critical';
  const words = hits.flatMap(({ advisory, affected }) => {
    const own = affected.flatMap(({ severity }) => severity ?? []);
    return own.length > 0 ? own : advisory.hasOwnWord ? [advisory.severity] : [];
  });
  return words.length > 0 ? worst(words) : severityOfScore(score);
}

function advisoryOf({ hits, keys, others }: Flaw): Advisory {
  const ids = byRank([...keys, ...others]);
  const records = hits.map(({ advisory }) => advisory);
  const scores = records.flatMap(({ score }) => score ?? []);
  const score = scores.length > 0 ? Math.max(...scores) : null;
  const told = records.toSorted((a, b) => Number(a.isUnreviewed) - Number(b.isUnreviewed));
  return {
    id: ids[0] as string,
    ids,
    summary: told.find(({ summary }) => summary !== '')?.summary ?? '',
    severity: severityOf(hits, score),
    score,
    isUnreviewed: records.every(({ isUnreviewed }) => isUnreviewed),
    isMalware: records.some(({ isMalware }) => isMalware),
  };
}

function noteOf(hits: readonly Hit[], fixed: string | null): string | null {
  const affected = hits.flatMap((hit) => hit.affected);
  const upstream = [...new Set(affected.flatMap(({ upstreamFixed }) => upstreamFixed))];
  const notes: string[] = [];
  if (upstream.length > 0 && fixed === null) {
    notes.push(`The record sets no end to the affected versions; upstream fixed it in ${upstream.join(', ')}.`);
  }
  if (affected.some(({ isEndOfLife }) => isEndOfLife)) {
    notes.push('The distribution no longer mends this package in this release.');
  }
  return notes.length > 0 ? notes.join(' ') : null;
}

function matchOf({ ecosystem }: PackageQuery, flaw: Flaw): Match {
  const { hits } = flaw;
  const inOrder = (versions: readonly string[]): string[] =>
    [...new Set(versions)].sort((a, b) => compareVersions(ecosystem, a, b));
  const ends = hits.flatMap(({ affected }) => affected.flatMap(({ intervals }) => intervals));
  // Records that know of no end say less than one that does; of several ends the last satisfies all of them.
  const fixed = inOrder(hits.flatMap((hit) => hit.fixed ?? [])).at(-1) ?? null;
  return {
    advisory: advisoryOf(flaw),
    fixed,
    allFixed: inOrder(ends.flatMap((interval) => interval.fixed ?? [])),
    note: noteOf(hits, fixed),
  };
}

function compareMatches({ advisory: a }: Match, { advisory: b }: Match): number {
  const bySeverity = worstFirst.indexOf(a.severity) - worstFirst.indexOf(b.severity);
  return bySeverity || (b.score ?? 0) - (a.score ?? 0) || (a.id < b.id ? -1 : 1);
}

/** Records about the same flaw as one match, the worst first. */
export function mergeHits(query: PackageQuery, hits: readonly Hit[]): Match[] {
  return joinFlaws(hits.flatMap(flawsOf))
    .map((flaw) => matchOf(query, flaw))
    .sort(compareMatches);
}
