// rpm's versions: [epoch:]version[-release], each part by rpm's own comparison (rpm-version(7)).
import { compareDigits, compareText, isDigit, isDigits, type VersionOrder } from './order.ts';

interface Parts {
  readonly epoch: string;
  readonly version: string;
  /** Null sorts below any. */
  readonly release: string | null;
}

function partsOf(text: string): Parts {
  const colon = text.indexOf(':');
  const hasEpoch = colon > 0 && isDigits(text.slice(0, colon));
  const rest = hasEpoch ? text.slice(colon + 1) : text;
  const hyphen = rest.lastIndexOf('-');
  return {
    epoch: hasEpoch ? text.slice(0, colon) : '0',
    version: hyphen < 0 ? rest : rest.slice(0, hyphen),
    release: hyphen < 0 ? null : rest.slice(hyphen + 1),
  };
}

/** Runs of digits, runs of letters, and the two signs that mean something; all else parts them. */
const segmentsOf = (text: string): string[] => text.match(/[0-9]+|[A-Za-z]+|[~^]/g) ?? [];

function compareSegments(a: string, b: string): number {
  const [one, other] = [segmentsOf(a), segmentsOf(b)];
  for (let at = 0; ; at++) {
    const [left, right] = [one[at], other[at]];
    if (left === right) {
      if (left === undefined) return 0;
      continue;
    }
    // A tilde comes before everything, the end too; a caret behind the end, and before everything else.
    if (left === '~' || right === '~') return left === '~' ? -1 : 1;
    if (left === '^') return right === undefined ? 1 : -1;
    if (right === '^') return left === undefined ? -1 : 1;
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const [isNumber, isOther] = [isDigit(left[0]), isDigit(right[0])];
    if (isNumber !== isOther) return isNumber ? 1 : -1;
    const order = isNumber ? compareDigits(left, right) : compareText(left, right);
    if (order !== 0) return order;
  }
}

function compareReleases(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareSegments(a, b);
}

export const rpm: VersionOrder = {
  compare(a, b) {
    const [one, other] = [partsOf(a), partsOf(b)];
    return (
      compareDigits(one.epoch, other.epoch) ||
      compareSegments(one.version, other.version) ||
      compareReleases(one.release, other.release)
    );
  },
  isVersion: (text) => /^(?:[0-9]+:)?[A-Za-z0-9][A-Za-z0-9._+~^-]*$/.test(text),
};
