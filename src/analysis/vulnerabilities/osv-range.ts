// The events of a range as intervals, so that a version is held against them without sorting again. By the evaluation of the
// schema (https://ossf.github.io/osv-schema/#evaluation) a range is sorted and gone through: `introduced` opens, `fixed` and
// `last_affected` close, and what opens or closes twice changes nothing.
import { compareVersions } from './versions.ts';

export interface Interval {
  /** `0` is before every version. */
  readonly introduced: string;
  /** The first version that is not affected any more. */
  readonly fixed: string | null;
  /** The last one that is. At most one of both. */
  readonly lastAffected: string | null;
}

export type EventKind = 'fixed' | 'introduced' | 'last_affected';

export interface RangeEvent {
  readonly kind: EventKind;
  readonly version: string;
}

/** At the same version: a new flaw begins where an older one ended, and a last one that is affected may be the first. */
const order: Readonly<Record<EventKind, number>> = { fixed: 0, introduced: 1, last_affected: 2 };

function compareBounds(ecosystem: string, a: string, b: string): number {
  if (a === b) return 0;
  if (a === '0') return -1;
  return b === '0' ? 1 : compareVersions(ecosystem, a, b);
}

export function intervalsOf(ecosystem: string, events: readonly RangeEvent[]): Interval[] {
  const sorted = events.toSorted(
    (a, b) => compareBounds(ecosystem, a.version, b.version) || order[a.kind] - order[b.kind],
  );
  const intervals: Interval[] = [];
  let introduced: string | null = null;
  for (const { kind, version } of sorted) {
    if (kind === 'introduced') introduced ??= version;
    else if (introduced !== null) {
      const [fixed, lastAffected] = kind === 'fixed' ? [version, null] : [null, version];
      intervals.push({ introduced, fixed, lastAffected });
      introduced = null;
    }
  }
  if (introduced !== null) intervals.push({ introduced, fixed: null, lastAffected: null });
  return intervals;
}

/** All versions, whichever they are. */
export const isEverything = ({ introduced, fixed, lastAffected }: Interval): boolean =>
  introduced === '0' && fixed === null && lastAffected === null;

export function holds(ecosystem: string, { introduced, fixed, lastAffected }: Interval, version: string): boolean {
  if (introduced !== '0' && compareVersions(ecosystem, version, introduced) < 0) return false;
  if (fixed !== null) return compareBounds(ecosystem, version, fixed) < 0;
  return lastAffected === null || compareBounds(ecosystem, version, lastAffected) <= 0;
}
