// maven.apache.org/pom.html#version-order-specification: tokens at `.`, `-` and between digits and letters, each with what
// stands before it; where two differ in kind: words < numbers behind a hyphen < numbers behind a dot.
import { compareDigits, compareText, type VersionOrder } from './order.ts';

interface Token {
  readonly kind: 'word' | '-' | '.';
  readonly text: string;
}

/** In their order, '' being a release; words that are not here come behind it, by their letters. */
const words = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const synonyms: ReadonlyMap<string, string> = new Map([
  ['cr', 'rc'],
  ['ga', ''],
  ['final', ''],
  ['release', ''],
]);
/** Short for these where a number follows. */
const shortWords: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

const end: Token = { kind: 'word', text: '' };
const isNull = ({ kind, text }: Token): boolean => (kind === 'word' ? text === '' : /^0+$/.test(text));

function tokenOf(piece: string, separator: '-' | '.', next: string | undefined): Token {
  if (/^\d/.test(piece)) return { kind: separator, text: piece };
  const short = next !== undefined && /^\d/.test(next) ? shortWords.get(piece) : undefined;
  return { kind: 'word', text: short ?? synonyms.get(piece) ?? piece };
}

/** A change between digits and letters is a hyphen; nothing between two separators is a 0. */
function tokensOf(version: string): Token[] {
  const tokens: Token[] = [];
  const pieces =
    version
      .trim()
      .toLowerCase()
      .match(/\d+|[^\d.-]+|[.-]/g) ?? [];
  let separator: '-' | '.' | null = '.';
  pieces.forEach((piece, at) => {
    const isSeparator = piece === '.' || piece === '-';
    if (!isSeparator) tokens.push(tokenOf(piece, separator ?? '-', pieces[at + 1]));
    else if (separator !== null) tokens.push({ kind: separator, text: '0' });
    separator = isSeparator ? piece : null;
  });
  return tokens;
}

/** What says nothing (0, ga, final, release) is cut off at the end, and before each hyphen. */
function trimmed(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  const cut = (): void => {
    for (let last = kept.at(-1); last !== undefined && isNull(last); last = kept.at(-1)) kept.pop();
  };
  for (const token of tokens) {
    if (token.kind !== '.') cut();
    kept.push(token);
  }
  cut();
  return kept;
}

function rankOf(word: string): number {
  const known = words.indexOf(word);
  return known < 0 ? words.length : known;
}

const kindRank = { word: 0, '-': 1, '.': 2 } as const;

function compareTokens(a: Token, b: Token): number {
  const order = kindRank[a.kind] - kindRank[b.kind];
  if (order !== 0) return order;
  if (a.kind !== 'word') return compareDigits(a.text, b.text);
  return rankOf(a.text) - rankOf(b.text) || compareText(a.text, b.text);
}

export const maven: VersionOrder = {
  isComparable: (version) => /^[A-Za-z0-9._+-]+$/.test(version.trim()) && /\d|^[A-Za-z]/.test(version.trim()),
  compare(a, b) {
    const [left, right] = [trimmed(tokensOf(a)), trimmed(tokensOf(b))];
    for (let at = 0; at < Math.max(left.length, right.length); at++) {
      const order = compareTokens(left[at] ?? end, right[at] ?? end);
      if (order !== 0) return order;
    }
    return 0;
  },
};
