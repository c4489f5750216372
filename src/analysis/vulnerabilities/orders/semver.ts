// Semantic Versioning 2.0.0, with what is met in practice: a `v` in front, fewer parts or more than three, numbers of any
// length. Go's `+incompatible` is a build, and its pseudo-versions are prereleases.
import { compareDigits, compareLists, compareText, isDigits, type VersionOrder } from './order.ts';

const form = /^[vV=]?([0-9]+(?:\.[0-9]+)*)(?:-([0-9A-Za-z.-]*))?(?:\+[0-9A-Za-z.-]*)?$/;

interface Version {
  readonly numbers: readonly string[];
  /** Null for a release. */
  readonly prerelease: readonly string[] | null;
}

function parse(text: string): Version | null {
  const [all, numbers = '', prerelease] = form.exec(text.trim()) ?? [];
  if (all === undefined) return null;
  return { numbers: numbers.split('.'), prerelease: prerelease ? prerelease.split('.') : null };
}

function compareIdentifiers(a: string, b: string): number {
  const [isNumber, isOther] = [isDigits(a), isDigits(b)];
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  return isNumber ? compareDigits(a, b) : compareText(a, b);
}

export function comparePrereleases(a: readonly string[] | null, b: readonly string[] | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareIdentifiers(a[at] as string, b[at] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** What is no version comes before all that are. */
export const semver: VersionOrder = {
  compare(a, b) {
    const [one, other] = [parse(a), parse(b)];
    if (!one || !other) return one ? 1 : other ? -1 : compareText(a, b);
    return (
      compareLists(one.numbers, other.numbers, '0', compareDigits) ||
      comparePrereleases(one.prerelease, other.prerelease)
    );
  },
  isVersion: (text) => parse(text) !== null,
};
