// semver.org 2.0.0, read as loosely as packages of before it were published: a `v` before it, any count of numbers (those
// that are missing are 0), a prerelease without a hyphen. Build metadata has no place in the order.
import { compareDigits, compareLists, compareText, parsedOrder } from './order.ts';

export interface Semver {
  readonly numbers: readonly string[];
  /** Empty in a release. */
  readonly prerelease: readonly string[];
}

function withoutBuild(version: string): string {
  const plus = version.indexOf('+');
  return plus < 0 ? version : version.slice(0, plus);
}

export function parseSemver(version: string): Semver | null {
  const [, core = '', hyphen = '', rest = ''] =
    /^[v=]?(\d[\d.]*)(-?)([0-9A-Za-z.-]*)$/i.exec(withoutBuild(version.trim())) ?? [];
  const numbers = core.split('.');
  const prerelease = hyphen + rest === '' ? [] : rest.split('.');
  return numbers.includes('') || prerelease.includes('') ? null : { numbers, prerelease };
}

/** Numbers before words. */
function compareIdentifiers(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return compareDigits(a, b);
  if (left !== right) return left ? -1 : 1;
  return compareText(a, b);
}

function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  // A release comes after all that came before it.
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareIdentifiers(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

export function compareSemver(a: Semver, b: Semver): number {
  return compareLists(a.numbers, b.numbers, '0', compareDigits) || comparePrerelease(a.prerelease, b.prerelease);
}

export const semver = parsedOrder(parseSemver, compareSemver);
