// Alpine's versions: digits{.digits}[letter]{_suffix[digits]}[~hash][-r#] (Alpine's package specification).
import { compareDigits, compareText, type VersionOrder } from './order.ts';

const early = ['alpha', 'beta', 'pre', 'rc'];
const late = ['cvs', 'svn', 'git', 'hg', 'p'];
const suffixes = [...early, '', ...late];

interface Suffix {
  readonly rank: number;
  readonly number: string;
}

interface Version {
  readonly numbers: readonly string[];
  readonly letter: string;
  readonly suffixes: readonly Suffix[];
  readonly revision: string;
  /** All of the text was read. */
  readonly isWhole: boolean;
}

const none: Suffix = { rank: suffixes.indexOf(''), number: '0' };
const form = /^([0-9]+(?:\.[0-9]+)*)([a-z]?)((?:_[a-z]+[0-9]*)*)(?:~[0-9a-f]+)?(?:-r([0-9]+))?/;

function parse(text: string): Version | null {
  const [all = '', numbers = '', letter = '', written = '', revision = '0'] = form.exec(text) ?? [];
  if (numbers === '') return null;
  const parts = written.split('_').slice(1);
  const known = parts.map((part): Suffix => {
    const name = part.replace(/[0-9]+$/, '');
    return { rank: suffixes.indexOf(name), number: part.slice(name.length) || '0' };
  });
  const isKnown = known.every(({ rank }) => rank >= 0);
  // What stands behind the revision is passed over, as apk does.
  const isWhole = isKnown && (all.length === text.length || /-r[0-9]+$/.test(all));
  return { numbers: numbers.split('.'), letter, suffixes: isKnown ? known : [], revision, isWhole };
}

/** All but the first compare as text where one begins with a zero. */
function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [one, other] = [a[at] as string, b[at] as string];
    const isText = at > 0 && (one.startsWith('0') || other.startsWith('0'));
    const order = isText ? compareText(one, other) : compareDigits(one, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareSuffixes(a: readonly Suffix[], b: readonly Suffix[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [one, other] = [a[at] ?? none, b[at] ?? none];
    const order = one.rank - other.rank || compareDigits(one.number, other.number);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

export const apk: VersionOrder = {
  compare(a, b) {
    const [one, other] = [parse(a), parse(b)];
    if (!one || !other) return compareText(a, b);
    return (
      compareNumbers(one.numbers, other.numbers) ||
      compareText(one.letter, other.letter) ||
      compareSuffixes(one.suffixes, other.suffixes) ||
      compareDigits(one.revision, other.revision) ||
      (one.isWhole && other.isWhole ? 0 : compareText(a, b))
    );
  },
  isVersion: (text) => parse(text)?.isWhole ?? false,
};
