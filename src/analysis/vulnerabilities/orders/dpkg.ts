// Debian's versions: [epoch:]upstream[-revision] (deb-version(7)).
import { compareDigits, isDigit, isDigits, isLetter, type VersionOrder } from './order.ts';

interface Parts {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

function partsOf(version: string): Parts {
  const colon = version.indexOf(':');
  const hasEpoch = colon > 0 && isDigits(version.slice(0, colon));
  const rest = hasEpoch ? version.slice(colon + 1) : version;
  const hyphen = rest.lastIndexOf('-');
  return {
    epoch: hasEpoch ? version.slice(0, colon) : '0',
    upstream: hyphen < 0 ? rest : rest.slice(0, hyphen),
    revision: hyphen < 0 ? '0' : rest.slice(hyphen + 1),
  };
}

/** A tilde comes before the end, the end before letters, letters before all else. */
function rankOf(char: string | undefined): number {
  if (char === '~') return -1;
  if (char === undefined || isDigit(char)) return 0;
  return (char.codePointAt(0) ?? 0) + (isLetter(char) ? 0 : 65_536);
}

function compareParts(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a[i])) || (j < b.length && !isDigit(b[j]))) {
      const order = rankOf(a[i]) - rankOf(b[j]);
      if (order !== 0) return order;
      i++;
      j++;
    }
    const [from, start] = [i, j];
    while (isDigit(a[i])) i++;
    while (isDigit(b[j])) j++;
    const order = compareDigits(a.slice(from, i), b.slice(start, j));
    if (order !== 0) return order;
  }
  return 0;
}

export const dpkg: VersionOrder = {
  compare(a, b) {
    const [one, other] = [partsOf(a), partsOf(b)];
    return (
      compareDigits(one.epoch, other.epoch) ||
      compareParts(one.upstream, other.upstream) ||
      compareParts(one.revision, other.revision)
    );
  },
  isVersion: (text) => /^(?:[0-9]+:)?[0-9][A-Za-z0-9.+~:-]*$/.test(text),
};
