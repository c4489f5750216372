// rpm-version(7): [epoch:]version[-release].
import { compareDigits, compareText, type VersionOrder } from './order.ts';

interface RpmVersion {
  readonly epoch: string;
  readonly version: string;
  /** Null where none is told: then it comes before all that have one. */
  readonly release: string | null;
}

function parse(text: string): RpmVersion {
  const [, epoch = '0', rest = ''] = /^(?:(\d*):)?(.*)$/s.exec(text.trim()) ?? [];
  const hyphen = rest.lastIndexOf('-');
  if (hyphen < 0) return { epoch, version: rest, release: null };
  return { epoch, version: rest.slice(0, hyphen), release: rest.slice(hyphen + 1) };
}

/** Tilde < the end < caret < letters < digits; all other characters only part these. */
function rankOf(part: string | undefined): number {
  if (part === undefined) return 1;
  if (part === '~') return 0;
  if (part === '^') return 2;
  return /^\d/.test(part) ? 4 : 3;
}

function compareParts(a: string | undefined, b: string | undefined): number {
  const rank = rankOf(a);
  const order = rank - rankOf(b);
  if (order !== 0 || a === undefined || b === undefined) return order;
  return rank === 4 ? compareDigits(a, b) : compareText(a, b);
}

const partsOf = (text: string): readonly string[] => text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];

function compareRpm(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareParts(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareReleases(a: string | null, b: string | null): number {
  return a === null || b === null ? Number(a !== null) - Number(b !== null) : compareRpm(a, b);
}

export const rpm: VersionOrder = {
  isComparable: (version) => /^(?:\d+:)?[A-Za-z0-9.+_~^-]+$/.test(version.trim()),
  compare(a, b) {
    const [left, right] = [parse(a), parse(b)];
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareRpm(left.version, right.version) ||
      compareReleases(left.release, right.release)
    );
  },
};
