import type { ImagePackage } from '../../packages/package.ts';
import type { Lookup, Match, VulnerabilitySeverity } from './vulnerability.ts';

/** A package of an image that a record says is affected. */
export interface Affected {
  readonly package: ImagePackage;
  readonly match: Match;
  /** That it was asked for; its versions are compared by its order. */
  readonly ecosystem: string;
}

/** The worst first. */
export const vulnerabilitySeverities: readonly VulnerabilitySeverity[] = [
  'critical',
  'high',
  'medium',
  'low',
  'unknown',
  'negligible',
];

/** What of an image is affected, in the order of its packages. `lookups`: what came of each, in the same order. */
export function affectedOf(packages: readonly ImagePackage[], lookups: readonly Lookup[]): Affected[] {
  return packages.flatMap((one, index) => {
    const lookup = lookups[index];
    if (lookup?.kind !== 'matched' && lookup?.kind !== 'not-comparable') return [];
    const { ecosystem } = lookup.query;
    return lookup.matches.map((match) => ({ package: one, match, ecosystem }));
  });
}

/** Whose a package is. */
export type Origin = 'yours' | 'base' | 'hidden';

/** `baseLayers`: how many of the lowest layers are the base image. */
export function originOf({ hidden, layer }: ImagePackage, baseLayers: number): Origin {
  if (hidden) return 'hidden';
  return layer < baseLayers ? 'base' : 'yours';
}

/** How many flaws an image has of a severity, each counted once for all packages that have it, and how many a newer version ends. */
export interface SeverityCount {
  readonly severity: VulnerabilitySeverity;
  readonly count: number;
  readonly fixable: number;
}

/** Each once, however many packages have it. */
export const countFlaws = (affected: readonly Affected[]): number =>
  new Set(affected.map(({ match }) => match.advisory.id)).size;

export function countBySeverity(affected: readonly Affected[]): SeverityCount[] {
  /** Whether a newer version ends it, by id. */
  const flaws = new Map(vulnerabilitySeverities.map((severity) => [severity, new Map<string, boolean>()]));
  for (const { match } of affected) {
    const { id, severity } = match.advisory;
    const ids = flaws.get(severity);
    if (ids?.get(id) !== true) ids?.set(id, match.fixed !== null);
  }
  return vulnerabilitySeverities.map((severity) => {
    const ids = [...(flaws.get(severity)?.values() ?? [])];
    return { severity, count: ids.length, fixable: ids.filter(Boolean).length };
  });
}
