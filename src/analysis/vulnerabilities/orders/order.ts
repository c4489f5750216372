/** How versions of an ecosystem are ordered. */
export interface VersionOrder {
  /** Negative, 0 or positive; a total order over any texts, in time that grows with their length alone. */
  compare(a: string, b: string): number;
  /** It is a version in the words of the ecosystem; any other text has a place too, but no place that means anything. */
  isComparable(version: string): boolean;
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** As numbers of any size, without making numbers of them: 2^53 is no limit, and 10,000 digits are no work. */
export function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || compareText(left, right);
}

/** Item by item; behind the end of the shorter list stands `none`. */
export function compareLists<T>(a: readonly T[], b: readonly T[], none: T, compare: (a: T, b: T) => number): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = compare(a[at] ?? none, b[at] ?? none);
    if (order !== 0) return order;
  }
  return 0;
}

/** Texts that are remembered, and how long they may be: records name the same versions over and over. */
const [mostRemembered, longestRemembered] = [20_000, 100];

/** The same function, which gives what it gave before. */
export function remembering<T>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longestRemembered) return parse(text);
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as T;
    if (known.size >= mostRemembered) known.clear();
    const parsed = parse(text);
    known.set(text, parsed);
    return parsed;
  };
}

/** The order of what `parse` takes for a version; below it all other texts, in an order of their own. */
export function parsedOrder<T>(
  parse: (version: string) => T | null,
  compareParsed: (a: T, b: T) => number,
  compareOthers: (a: string, b: string) => number = compareText,
): VersionOrder {
  const read = remembering(parse);
  return {
    isComparable: (version) => read(version) !== null,
    compare(a, b) {
      const [left, right] = [read(a), read(b)];
      if (left !== null && right !== null) return compareParsed(left, right);
      if (left === null && right === null) return compareOthers(a, b);
      return left === null ? -1 : 1;
    },
  };
}
