/**
 * Code points in ascending ranges that don't touch: from, to, from, to, … A byte of a name that is no UTF-8 is the lone
 * surrogate that `decodeText` makes of it.
 */
export type CharacterSet = readonly number[];

const last = 0x10ffff;

export const oneCharacter = (code: number): CharacterSet => [code, code];

/** Of ranges in any order, that may overlap. */
export function unionOf(ranges: CharacterSet): CharacterSet {
  const pairs: [number, number][] = [];
  for (let at = 0; at < ranges.length; at += 2) pairs.push([ranges[at] as number, ranges[at + 1] as number]);
  const union: number[] = [];
  for (const [from, to] of pairs.sort(([a], [b]) => a - b)) {
    const end = union.length - 1;
    if (end > 0 && from <= (union[end] as number) + 1) union[end] = Math.max(union[end] as number, to);
    else union.push(from, to);
  }
  return union;
}

export function othersThan(set: CharacterSet): CharacterSet {
  const others: number[] = [];
  let from = 0;
  for (let at = 0; at < set.length; at += 2) {
    if ((set[at] as number) > from) others.push(from, (set[at] as number) - 1);
    from = (set[at + 1] as number) + 1;
  }
  if (from <= last) others.push(from, last);
  return others;
}

export function contains(set: CharacterSet, code: number): boolean {
  let low = 0;
  let high = set.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[2 * middle + 1] as number) < code) low = middle + 1;
    else high = middle;
  }
  return 2 * low < set.length && (set[2 * low] as number) <= code;
}

const replacement = 0xfffd;
/** What `decodeText` makes of bytes that are no UTF-8. */
const strayBytes: CharacterSet = [0xdc80, 0xdcff];

/** Go's regular expressions take a byte that is no UTF-8 for U+FFFD. */
export function withStrayBytes(set: CharacterSet): CharacterSet {
  if (contains(set, replacement)) return unionOf([...set, ...strayBytes]);
  const [from, to] = strayBytes as [number, number];
  if (!set.some((code, at) => at % 2 === 0 && code <= to && (set[at + 1] as number) >= from)) return set;
  return othersThan(unionOf([...othersThan(set), ...strayBytes]));
}

export const anyCharacter: CharacterSet = [0, last];
export const noSlash: CharacterSet = othersThan(oneCharacter(0x2f));
export const noLineEnd: CharacterSet = othersThan(oneCharacter(0x0a));
