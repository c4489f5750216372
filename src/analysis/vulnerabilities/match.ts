import type { AdvisoryEntry, AdvisoryLookup, AdvisoryRecord, AffectedPackage } from './advisory-record.ts';
import { mergeHits } from './merge-hits.ts';
import { nameKey } from './osv-ecosystems.ts';
import { holds, type Interval, isEverything } from './osv-range.ts';
import { compareVersions, isComparable } from './versions.ts';
import type { Match, PackageQuery } from './vulnerability.ts';

/** A record that affects the version, with all that it says of the package. */
export interface Hit {
  readonly advisory: AdvisoryRecord;
  readonly affected: readonly AffectedPackage[];
  readonly fixed: string | null;
}

/** A question, and whether its version is one of the ecosystem's: that is asked once, not for every range. */
interface Question extends PackageQuery {
  readonly isComparable: boolean;
}

/** A version that is none of the ecosystem's lies in a range that holds every version, and in no other. */
function holding({ ecosystem, version, isComparable }: Question, intervals: readonly Interval[]): Interval[] {
  if (!isComparable) return intervals.filter(isEverything);
  return intervals.filter((interval) => holds(ecosystem, interval, version));
}

/** `1.0` is listed where `1.0.0` is. */
function isListed(question: Question, versions: readonly string[]): boolean {
  const { ecosystem, version } = question;
  if (versions.includes(version)) return true;
  if (!question.isComparable) return false;
  return versions.some((one) => isComparable(ecosystem, one) && compareVersions(ecosystem, one, version) === 0);
}

/** The last end of the ranges that the version lies in: before it, one of them still holds. */
function endOf(ecosystem: string, intervals: readonly Interval[]): string | null {
  const ends = intervals.map(({ fixed }) => fixed);
  if (ends.length === 0 || ends.some((end) => end === null)) return null;
  return (ends as string[]).reduce((last, end) => (compareVersions(ecosystem, end, last) > 0 ? end : last));
}

function hitOf(query: Question, advisory: AdvisoryRecord, affected: readonly AffectedPackage[]): Hit | null {
  const intervals = affected.flatMap((one) => holding(query, one.intervals));
  const isAffected = intervals.length > 0 || affected.some(({ versions }) => isListed(query, versions));
  return isAffected ? { advisory, affected, fixed: endOf(query.ecosystem, intervals) } : null;
}

/** Several entries of one record for the same package add up (schema, "Evaluation"). */
function byAdvisory(entries: readonly AdvisoryEntry[]): Map<AdvisoryRecord, AffectedPackage[]> {
  const grouped = new Map<AdvisoryRecord, AffectedPackage[]>();
  for (const { advisory, affected } of entries) {
    const known = grouped.get(advisory);
    if (known) known.push(affected);
    else grouped.set(advisory, [affected]);
  }
  return grouped;
}

function malicious(name: string): Match {
  const id = `MAL:${name}`;
  const summary = 'Named as a malicious package: remove it, and change every secret that was within its reach';
  const advisory = {
    id,
    ids: [id],
    summary,
    severity: 'critical',
    score: null,
    isUnreviewed: false,
    isMalware: true,
  } as const;
  return { advisory, fixed: null, allFixed: [], note: null };
}

/** Every flaw that the version of a package has by what is known of its ecosystem, the worst first. */
export function matchPackage(query: PackageQuery, lookup: AdvisoryLookup): Match[] {
  const name = nameKey(query.ecosystem, query.name);
  const grouped = byAdvisory(lookup.entriesOf(name));
  const question = { ...query, isComparable: isComparable(query.ecosystem, query.version) };
  const hits = [...grouped]
    .map(([advisory, affected]) => hitOf(question, advisory, affected))
    .filter((hit) => hit !== null);
  const matches = mergeHits(query, hits);
  return lookup.isMalicious(name) ? [malicious(query.name), ...matches] : matches;
}
