import type { Interval } from './osv-range.ts';
import type { VulnerabilitySeverity } from './vulnerability.ts';

/** What is kept of one record, apart from the packages it is about. */
export interface AdvisoryRecord {
  /** Its own id and its aliases: CVE, GHSA, others; all of one flaw, unless `standsFor` has several. */
  readonly ids: readonly string[];
  /** CVEs that a distribution's record takes together, each a flaw of its own; empty where it is about one flaw. */
  readonly standsFor: readonly string[];
  /** One line of 120 characters at most. */
  readonly summary: string;
  readonly severity: VulnerabilitySeverity;
  /** Whether the severity is the record's own word; else it is that of the score. */
  readonly hasOwnWord: boolean;
  readonly score: number | null;
  readonly isUnreviewed: boolean;
  readonly isMalware: boolean;
}

/** What a record says of one package in one ecosystem. */
export interface AffectedPackage {
  readonly intervals: readonly Interval[];
  /** Versions that are listed and lie in none of the intervals. */
  readonly versions: readonly string[];
  /** The distribution's word for this release, before that of the record. */
  readonly severity: VulnerabilitySeverity | null;
  /** Go: where the intervals have no end, the versions that ended the flaw by the record's own count. */
  readonly upstreamFixed: readonly string[];
  /** The distribution mends this package no more. */
  readonly isEndOfLife: boolean;
}

/** What one record says of one package: what a version is held against. */
export interface AdvisoryEntry {
  readonly advisory: AdvisoryRecord;
  readonly affected: AffectedPackage;
}

/** What is known of the packages of one ecosystem and release. */
export interface AdvisoryLookup {
  readonly ecosystem: string;
  /** By `nameKey`; empty where nothing is known against it. */
  entriesOf(name: string): readonly AdvisoryEntry[];
  /** Named as malicious, in every version, by a record of which nothing else is kept. */
  isMalicious(name: string): boolean;
}
