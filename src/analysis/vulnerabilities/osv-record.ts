// One record of an OSV database, https://ossf.github.io/osv-schema/ (1.7). Kept: ids, the line, severity, and which versions
// of which packages are affected. Ranges of the type GIT are passed over: an image names no commits.
import type { AdvisoryRecord, AffectedPackage } from './advisory-record.ts';
import { severityOfScore } from './cvss-scale.ts';
import { byRank } from './ids.ts';
import { arrayOf, isObject, type JsonObject, objectOf, textOf, textsOf } from './json-values.ts';
import { nameKey, partOf } from './osv-ecosystems.ts';
import { holds, type Interval, intervalsOf, isEverything, type RangeEvent } from './osv-range.ts';
import { severityOfWord, statedSeverity } from './osv-severity.ts';
import { lineOf } from './osv-summary.ts';
import { isComparable } from './versions.ts';

/** Beyond these a record is none that a database would publish. */
const most = { affected: 10_000, ranges: 200, events: 2_000, versions: 50_000, ids: 500 };

export interface OsvAffected extends AffectedPackage {
  /** By `partOf` and `nameKey`. */
  readonly part: string;
  readonly name: string;
  /** Ranges that cannot be used: an event that is none, or no beginning. */
  readonly unusable: number;
}

export interface OsvRecord {
  readonly advisory: AdvisoryRecord;
  /** RFC 3339; null where it is not told, as in Go's own repository (the year 1). */
  readonly modified: string | null;
  readonly affected: readonly OsvAffected[];
}

/** withdrawn: no record any more · not-osv: `reason` says what is wrong with it, a clause that goes on from its name. */
export type DecodedRecord =
  | { readonly kind: 'record'; readonly record: OsvRecord }
  | { readonly kind: 'withdrawn'; readonly modified: string | null }
  | { readonly kind: 'not-osv'; readonly reason: string };

const cve = /^CVE-\d{4}-\d{4,10}$/;

/** A distribution's record about one CVE is that flaw; about several, it is none of them alone (schema 1.7, `upstream`). */
function idsOf(value: JsonObject, id: string): Pick<AdvisoryRecord, 'ids' | 'standsFor'> {
  const aliases = textsOf(value.aliases, most.ids);
  const upstream = textsOf(value.upstream, most.ids).filter((one) => cve.test(one));
  const several = new Set([...upstream, ...(isOfDistribution(id) ? aliases.filter((one) => cve.test(one)) : [])]);
  if (several.size > 1) {
    const others = aliases.filter((alias) => !several.has(alias));
    return { ids: byRank([id, ...others]), standsFor: [...several].sort() };
  }
  return { ids: byRank([id, ...aliases, ...several]), standsFor: [] };
}

/** Before the schema had `upstream`, advisories of distributions named their CVEs as aliases. */
const isOfDistribution = (id: string): boolean => /^(?:DSA|DLA|DTSA|USN|R[HLX][SBE]A|AL[SBE]A|SUSE|openSUSE)-/.test(id);

const eventKinds = ['introduced', 'fixed', 'last_affected'] as const;

/** A version without blanks, which hold versions apart in the written database. */
const versionOf = (value: unknown): string | null => {
  const text = textOf(value, 256);
  return text && !/\s/.test(text) ? text : null;
};

/** Null where one of them cannot be read: without its end a range would go on over versions that are mended. */
function eventsOf(range: JsonObject): RangeEvent[] | null {
  const events: RangeEvent[] = [];
  for (const event of arrayOf(range.events)) {
    if (!isObject(event) || events.length >= most.events) return null;
    for (const kind of eventKinds) {
      if (!Object.hasOwn(event, kind)) continue;
      const version = versionOf(event[kind]);
      if (version === null) return null;
      events.push({ kind, version });
    }
  }
  return events.some(({ kind }) => kind === 'introduced') ? events : null;
}

function rangesOf(value: unknown): JsonObject[] {
  return arrayOf(value).slice(0, most.ranges).filter(isObject);
}

/** The readable events of each range of versions, and how many ranges have none. */
function versionRanges(value: unknown): { events: RangeEvent[][]; unusable: number } {
  const ranges = rangesOf(value).filter(({ type }) => type === 'SEMVER' || type === 'ECOSYSTEM');
  const events = ranges.map(eventsOf).filter((one) => one !== null);
  return { events, unusable: ranges.length - events.length };
}

/** Go: bounds by tags that are no versions of the module, where its own range goes on without an end. */
function upstreamFixes(specific: JsonObject, intervals: readonly Interval[]): string[] {
  if (!intervals.some(({ fixed, lastAffected }) => fixed === null && lastAffected === null)) return [];
  const events = rangesOf(specific.custom_ranges).flatMap((range) => eventsOf(range) ?? []);
  return [...new Set(events.filter(({ kind }) => kind === 'fixed').map(({ version }) => version))];
}

/** What the intervals say already is left out: a list of versions is most of a record of PyPI. */
function listedOnly(ecosystem: string, value: unknown, intervals: readonly Interval[]): string[] {
  const versions = textsOf(value, most.versions).filter((version) => !/\s/.test(version));
  if (intervals.some(isEverything)) return [];
  const isCovered = (version: string): boolean => intervals.some((interval) => holds(ecosystem, interval, version));
  return versions.filter((version) => !isComparable(ecosystem, version) || !isCovered(version));
}

type Wants = (part: string, name: string) => boolean;

function affectedOf(value: unknown, wants: Wants): OsvAffected | null {
  if (!isObject(value)) return null;
  const named = objectOf(value.package);
  const [ecosystem, given] = [textOf(named.ecosystem, 200), textOf(named.name)];
  if (!ecosystem || !given) return null;
  const [part, name] = [partOf(ecosystem), nameKey(ecosystem, given)];
  if (!wants(part, name)) return null;
  const { events, unusable } = versionRanges(value.ranges);
  const intervals = events.flatMap((one) => intervalsOf(part, one));
  const versions = listedOnly(part, value.versions, intervals);
  if (intervals.length === 0 && versions.length === 0 && unusable === 0) return null;
  const specific = objectOf(value.ecosystem_specific);
  return {
    part,
    name,
    unusable,
    intervals,
    versions,
    severity: severityOfWord(specific.urgency) ?? statedSeverity(value.severity).word,
    upstreamFixed: upstreamFixes(specific, intervals),
    isEndOfLife: specific.urgency === 'end-of-life',
  };
}

/** Some databases score each package apart: the worst stands for the record. */
function scoreOfRecord(value: JsonObject): number | null {
  const whole = statedSeverity(value.severity).score;
  if (whole !== null) return whole;
  const scores = arrayOf(value.affected)
    .slice(0, most.affected)
    .map((one) => statedSeverity(objectOf(one).severity).score ?? -1);
  const worst = scores.reduce((worst, score) => Math.max(worst, score), -1);
  return worst < 0 ? null : worst;
}

function advisoryOf(value: JsonObject, id: string): AdvisoryRecord {
  const specific = objectOf(value.database_specific);
  const score = scoreOfRecord(value);
  const word = severityOfWord(specific.severity) ?? statedSeverity(value.severity).word;
  return {
    ...idsOf(value, id),
    summary: lineOf(textOf(value.summary, 10_000), textOf(value.details, 200_000)),
    severity: word ?? severityOfScore(score),
    hasOwnWord: word !== null,
    score,
    isUnreviewed: specific.review_status === 'UNREVIEWED',
    isMalware: id.startsWith('MAL-'),
  };
}

function dateOf(value: unknown): string | null {
  const text = textOf(value, 40);
  return text && /^(?:19|20)\d\d-\d\d-\d\dT[\d:.]+Z$/.test(text) ? text : null;
}

/** `wants`: which packages are asked about; all, where it is left out. */
export function decodeOsvRecord(value: unknown, wants: Wants = () => true): DecodedRecord {
  if (!isObject(value)) return { kind: 'not-osv', reason: 'is no JSON object' };
  const id = textOf(value.id, 200);
  if (!id) return { kind: 'not-osv', reason: 'has no id' };
  if (!Array.isArray(value.affected) && value.affected !== undefined) {
    return { kind: 'not-osv', reason: 'has an "affected" that is no list' };
  }
  if (value.affected === undefined && dateOf(value.modified) === null) {
    return { kind: 'not-osv', reason: 'has neither "affected" nor "modified"' };
  }
  if (typeof value.withdrawn === 'string') return { kind: 'withdrawn', modified: dateOf(value.modified) };
  const affected = arrayOf(value.affected)
    .slice(0, most.affected)
    .map((one) => affectedOf(one, wants))
    .filter((one) => one !== null);
  // What nobody asks about is not worked out: of a whole database that is nearly all.
  const advisory = affected.length > 0 ? advisoryOf(value, id) : emptyAdvisory(id);
  return { kind: 'record', record: { advisory, modified: dateOf(value.modified), affected } };
}

const emptyAdvisory = (id: string): AdvisoryRecord => ({
  ids: [id],
  standsFor: [],
  summary: '',
  severity: 'unknown',
  hasOwnWord: false,
  score: null,
  isUnreviewed: false,
  isMalware: id.startsWith('MAL-'),
});

/** A package that is malicious in every version, of which nothing but the name is to be kept. */
export const isWhollyMalicious = ({ advisory, affected }: OsvRecord): boolean =>
  advisory.isMalware && affected.length > 0 && affected.every(({ intervals }) => intervals.some(isEverything));
