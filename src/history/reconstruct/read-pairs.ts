// `NAME=value` pairs of ENV, LABEL and ARG. docker writes values without the quotes that they had, so that blanks in them
// end nothing; buildah writes what stood in the Dockerfile. What the config says of a name tells which it was.
import { isBlank, skipBlanks } from '../../dockerfile/logical-text.ts';
import { unquote, variableOffsets, wordEnd } from '../../dockerfile/words.ts';

export interface Pair {
  readonly name: string;
  /** Null: a bare name, as ARG may have. */
  readonly value: string | null;
  /** A `$` in its value begins no variable: the config has the same, or it was escaped. */
  readonly literal: boolean;
}

/** What the config holds, by name. */
export type KnownValues = ReadonlyMap<string, string>;

const nextPair = /^\s+[\w.\-/]+=/;

/** The config's value stands here, and a pair or nothing follows. */
function standsThere(text: string, at: number, value: string): boolean {
  if (!text.startsWith(value, at)) return false;
  const rest = text.slice(at + value.length, at + value.length + 300);
  return rest === '' || nextPair.test(rest);
}

/** A quote that opens and does not close is no quote. */
function isClosed(word: string): boolean {
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const character = word[at] ?? '';
    if (character === '\\' && quote !== "'") at++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
  }
  return quote === '';
}

function withMore(pairs: Pair[], more: string): void {
  const last = pairs.pop();
  if (last) pairs.push({ ...last, value: last.value === null ? more : `${last.value} ${more}` });
}

/** The pairs of a text. `allowsBare`: names may stand alone. */
export function readPairs(text: string, known: KnownValues, allowsBare = false): Pair[] {
  const pairs: Pair[] = [];
  let at = skipBlanks(text, 0, text.length);
  while (at < text.length) {
    const name = /^(?:"[^"\n]+"|'[^'\n]+'|[^\s='"]+)(?==|\s|$)/.exec(text.slice(at, at + 4_096))?.[0] ?? '';
    const from = at + name.length;
    const key = unquote(name, '\\');
    const hasValue = name !== '' && text[from] === '=';
    const expected = hasValue ? known.get(key) : undefined;
    if (expected !== undefined && standsThere(text, from + 1, expected)) {
      pairs.push({ name: key, value: expected, literal: true });
      at = from + 1 + expected.length;
    } else if (hasValue) {
      const end = wordEnd(text, from + 1, '\\');
      const raw = text.slice(from + 1, end);
      const literal = variableOffsets(raw, '\\').length === 0;
      pairs.push({ name: key, value: isClosed(raw) ? unquote(raw, '\\') : raw, literal });
      at = end;
    } else if (pairs.length === 0 && !allowsBare) {
      // `ENV name value`.
      const value = text.slice(from).trim();
      return name === '' ? [] : [{ name: key, value, literal: known.get(key) === value }];
    } else {
      const end = Math.max(at + 1, name === '' ? wordEnd(text, at, '\\') : from);
      if (allowsBare && /^\w+$/.test(name)) pairs.push({ name, value: null, literal: false });
      else withMore(pairs, text.slice(at, end));
      at = end;
    }
    while (at < text.length && (isBlank(text[at]) || text[at] === '\n')) at++;
  }
  return pairs;
}
