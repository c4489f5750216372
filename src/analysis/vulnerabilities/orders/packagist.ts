// php.net/version_compare: numbers and words by turns, at `.`, `-`, `_`, `+`, any other sign and between digits and letters.
import { compareDigits, type VersionOrder } from './order.ts';

/** In their order; a word stands for the first of these that begins with it. All other words stand below. */
const words: readonly (readonly [word: string, rank: number])[] = [
  ['dev', 0],
  ['alpha', 1],
  ['a', 1],
  ['beta', 2],
  ['b', 2],
  ['RC', 3],
  ['rc', 3],
  ['#', 4],
  ['pl', 5],
  ['p', 5],
];
/** Of a number, and of the end, where a word stands beside it. */
const numberRank = 4;

function rankOf(part: string): number {
  if (/^\d/.test(part)) return numberRank;
  return words.find(([word]) => part.startsWith(word))?.[1] ?? -1;
}

function partsOf(version: string): readonly string[] {
  return (
    version
      .trim()
      .replace(/^v(?=\d)/i, '')
      .match(/\d+|[A-Za-z]+/g) ?? []
  );
}

/** The end stands below any number. */
function compareToEnd(part: string): number {
  return rankOf(part) - numberRank || 1;
}

function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -compareToEnd(b);
  if (b === undefined) return compareToEnd(a);
  const areNumbers = /^\d/.test(a) && /^\d/.test(b);
  return areNumbers ? compareDigits(a, b) : rankOf(a) - rankOf(b);
}

export const packagist: VersionOrder = {
  /** Branches (`dev-main`, `1.x-dev`) have no place among releases. */
  isComparable: (version) =>
    /^v?\d(?:[\dA-Za-z.+_-]*[\dA-Za-z])?$/i.test(version.trim()) && !/\.x-dev$/i.test(version.trim()),
  compare(a, b) {
    const [left, right] = [partsOf(a), partsOf(b)];
    for (let at = 0; at < Math.max(left.length, right.length); at++) {
      const order = compareParts(left[at], right[at]);
      if (order !== 0) return order;
    }
    return 0;
  },
};
