// deb-version(7): [epoch:]upstream-version[-debian-revision].
import { compareDigits, type VersionOrder } from './order.ts';

interface DebVersion {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

function parse(version: string): DebVersion {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(version.trim()) ?? [];
  const hyphen = rest.lastIndexOf('-');
  // Without a revision it is as if it were 0: 1.0 equals 1.0-0.
  if (hyphen < 0) return { epoch, upstream: rest, revision: '0' };
  return { epoch, upstream: rest.slice(0, hyphen), revision: rest.slice(hyphen + 1) };
}

/** A tilde stands before the end of a part, letters before all other characters. */
function weightOf(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 0x100;
}

function compareWords(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = weightOf(a[at]) - weightOf(b[at]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Runs of other characters and of digits by turns, a run of others (perhaps empty) first. */
function runsOf(part: string): string[] {
  return part.split(/(\d+)/);
}

function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [runsOf(a), runsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const compare = at % 2 === 0 ? compareWords : compareDigits;
    const order = compare(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

export const dpkg: VersionOrder = {
  /** Without an epoch there is no colon; a hyphen has a revision behind it. */
  isComparable: (version) => /^(?:\d+:[A-Za-z0-9.+~:-]*|[A-Za-z0-9.+~-]*)[A-Za-z0-9.+~]$/.test(version.trim()),
  compare(a, b) {
    const [left, right] = [parse(a), parse(b)];
    return (
      compareDigits(left.epoch, right.epoch) ||
      comparePart(left.upstream, right.upstream) ||
      comparePart(left.revision, right.revision)
    );
  },
};
