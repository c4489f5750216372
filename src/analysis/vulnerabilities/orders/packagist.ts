// Composer's versions, by PHP's version_compare (its manual page): parts at dots, hyphens, underscores, pluses, and between
// digits and letters; dev < alpha < beta < RC < a number < pl, and any other word before all of these.
import { compareDigits, isDigits, type VersionOrder } from './order.ts';

/** By how a part begins, in this case alone. */
const words = [
  ['dev', 0],
  ['alpha', 1],
  ['a', 1],
  ['beta', 2],
  ['b', 2],
  ['RC', 3],
  ['rc', 3],
  ['pl', 5],
  ['p', 5],
] as const;
/** Where a number stands among the words. */
const number = 4;

const partsOf = (version: string): string[] =>
  version
    .trim()
    .replace(/^v/i, '')
    .match(/[0-9]+|[A-Za-z]+/g) ?? [];

const rankOf = (part: string): number =>
  isDigits(part) ? number : (words.find(([word]) => part.startsWith(word))?.[1] ?? -1);

const compareParts = (a: string, b: string): number =>
  isDigits(a) && isDigits(b) ? compareDigits(a, b) : rankOf(a) - rankOf(b);

/** The one with more parts is the newer where the next is a number; else the word decides, a number standing for the other. */
const ofMore = (part: string): number => (isDigits(part) ? 1 : rankOf(part) - number);

export const packagist: VersionOrder = {
  compare(a, b) {
    const [one, other] = [partsOf(a), partsOf(b)];
    for (let at = 0; at < Math.min(one.length, other.length); at++) {
      const order = compareParts(one[at] as string, other[at] as string);
      if (order !== 0) return order;
    }
    const [left, right] = [one[other.length], other[one.length]];
    return left !== undefined ? ofMore(left) : right !== undefined ? -ofMore(right) : 0;
  },
  isVersion: (text) => /^v?[0-9][0-9A-Za-z.+_-]*$/i.test(text.trim()),
};
