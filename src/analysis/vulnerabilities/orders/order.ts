/** How an ecosystem puts its versions in order. */
export interface VersionOrder {
  /** Negative where `a` is older, 0 where they are the same version, positive where it is newer. Never throws. */
  compare(a: string, b: string): number;
  /** Whether it is one of the ecosystem's versions at all; what is none has a place in the order that means nothing. */
  isVersion(text: string): boolean;
}

/** Numbers of any length, as digits. */
export function compareDigits(a: string, b: string): number {
  const [one, other] = [withoutZeros(a), withoutZeros(b)];
  return one.length - other.length || compareText(one, other);
}

/** By code points' units. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function withoutZeros(digits: string): string {
  let at = 0;
  while (at < digits.length && digits[at] === '0') at++;
  return digits.slice(at);
}

export const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';
export const isLetter = (char: string | undefined): boolean =>
  char !== undefined && ((char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z'));

export const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);

/** Of lists in the order of their items; `none` stands where one has no more. */
export function compareLists<T>(a: readonly T[], b: readonly T[], none: T, compare: (a: T, b: T) => number): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = compare(a[at] ?? none, b[at] ?? none);
    if (order !== 0) return order;
  }
  return 0;
}

/** `1.2a3` to `1`, `.`, `2`, `a`, `3`: runs of digits, and runs of what is none. */
export const digitRuns = (text: string): string[] => text.match(/[0-9]+|[^0-9]+/g) ?? [];
