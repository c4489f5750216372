// RubyGems' versions (Gem::Version's documentation): segments of digits and letters, letters before numbers; a version with a
// letter is a prerelease. A hyphen stands for `.pre.`.
import { compareDigits, compareText, isDigits, type VersionOrder } from './order.ts';

const form = /^\s*[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?\s*$/;

/** Zeros at the end of the release and of what follows it say nothing. */
function segmentsOf(version: string): string[] {
  const all = version.replaceAll('-', '.pre.').match(/[0-9]+|[A-Za-z]+/g) ?? [];
  const letter = all.findIndex((segment) => !isDigits(segment));
  const split = letter < 0 ? all.length : letter;
  return [...withoutZeros(all.slice(0, split)), ...withoutZeros(all.slice(split))];
}

function withoutZeros(segments: readonly string[]): readonly string[] {
  let end = segments.length;
  while (end > 0 && /^0+$/.test(segments[end - 1] as string)) end--;
  return segments.slice(0, end);
}

function compareSegments(a: string, b: string): number {
  const [isNumber, isOther] = [isDigits(a), isDigits(b)];
  if (isNumber !== isOther) return isNumber ? 1 : -1;
  return isNumber ? compareDigits(a, b) : compareText(a, b);
}

export const rubygems: VersionOrder = {
  compare(a, b) {
    const [one, other] = [segmentsOf(a), segmentsOf(b)];
    for (let at = 0; at < Math.max(one.length, other.length); at++) {
      const order = compareSegments(one[at] ?? '0', other[at] ?? '0');
      if (order !== 0) return order;
    }
    return 0;
  },
  isVersion: (text) => form.test(text),
};
