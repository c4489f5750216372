// Variables in a word, as the builder replaces them: `$X`, `${X}`, `${X:-y}`, `${X:+y}`, `${X:?y}` and the same without
// the colon, `${X#y}`, `${X%y}`, `${X/y/z}`; quotes and escapes are taken off on the way.
// https://docs.docker.com/reference/dockerfile/#environment-replacement
import { replacePattern, trimPrefix, trimSuffix } from './shell-pattern.ts';

/** What a variable holds: undefined where it is not set, null where it is set to something unknown. */
export type Lookup = (name: string) => string | null | undefined;

export interface VariableUse {
  readonly name: string;
  readonly isSet: boolean;
  /** Where the whole reference stands in the word. */
  readonly start: number;
  readonly end: number;
}

export interface Expansion {
  /** Null where a part is unknown, or where the builder stops with an error. */
  readonly value: string | null;
  readonly uses: readonly VariableUse[];
}

export interface ExpandOptions {
  readonly escape: string;
  /** Quotes stand for themselves, as in a here-document. */
  readonly keepsQuotes?: boolean;
}

/** No text of a Dockerfile that means something is longer; variables in variables could make it grow without end. */
const lengthLimit = 20_000;
const depthLimit = 50;

const namePattern = /[\p{L}\p{Nd}_]/u;
const special: ReadonlySet<string> = new Set(['@', '*', '#', '?', '-', '$', '!', '0']);

/** The builder stops here: an open quote, an open brace, a form that it does not know. */
class Refused extends Error {
  /** `problem` is null where the text alone is not to blame: a limit of ours, or what a variable holds. */
  constructor(readonly problem: string | null = null) {
    super();
  }
}

const openQuote = (quote: string): Refused =>
  new Refused(`a ${quote} is not closed; expected another, or the escape character before it`);
const openBrace = (): Refused => new Refused('a ${ is not closed; expected }');
const unnamed = (): Refused => new Refused('expected the name of a variable behind ${');
const unreplaced = (): Refused => new Refused('expected a replacement as in ${NAME/pattern/text}');
const unknownForm = (name: string, modifier: string): Refused =>
  new Refused(`\${${name}${modifier}…} is no form that the builder knows; expected } or one of :- :+ :? - + ? # % /`);

class Expander {
  private at = 0;
  private depth = 0;
  private length = 0;
  private isKnown = true;
  readonly uses: VariableUse[] = [];

  constructor(
    private readonly text: string,
    private readonly lookup: Lookup,
    private readonly options: ExpandOptions,
  ) {}

  run(): string | null {
    const value = this.readUntil('', false);
    return this.isKnown ? value : null;
  }

  /** Up to `stop` (which is taken), or the end of the text where it is ''. In a pattern (`isRaw`) escapes stay. */
  private readUntil(stop: string, isRaw: boolean): string {
    if (++this.depth > depthLimit) throw new Refused();
    let result = '';
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? '';
      if (character === stop) {
        this.at++;
        this.depth--;
        return result;
      }
      if (character === '$') result += this.readVariable();
      else if (character === "'" && !this.options.keepsQuotes) result += this.readSingleQuoted();
      else if (character === '"' && !this.options.keepsQuotes) result += this.readDoubleQuoted();
      else {
        this.at++;
        if (character !== this.options.escape) result += character;
        else result += (isRaw ? character : '') + (this.text[this.at++] ?? '');
      }
    }
    if (stop !== '') throw stop === '/' ? unreplaced() : openBrace();
    this.depth--;
    return result;
  }

  private readSingleQuoted(): string {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) throw openQuote("'");
    const quoted = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return quoted;
  }

  private readDoubleQuoted(): string {
    let result = '';
    this.at++;
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? '';
      if (character === '"') {
        this.at++;
        return result;
      }
      if (character === '$') {
        result += this.readVariable();
        continue;
      }
      const next = this.text[this.at + 1] ?? '';
      const escapes = character === this.options.escape && ['"', '$', this.options.escape].includes(next);
      result += escapes ? next : character;
      this.at += escapes ? 2 : 1;
    }
    throw openQuote('"');
  }

  private readName(): string {
    const first = this.text[this.at] ?? '';
    if (special.has(first) && first !== '0') {
      this.at++;
      return first;
    }
    const wanted = /\p{Nd}/u.test(first) ? /\p{Nd}/u : namePattern;
    const start = this.at;
    while (this.at < this.text.length && wanted.test(this.text[this.at] ?? '')) this.at++;
    return this.text.slice(start, this.at);
  }

  private valueOf(name: string): string | undefined {
    const value = this.lookup(name);
    if (value === null) this.isKnown = false;
    this.length += value?.length ?? 0;
    if (this.length > lengthLimit) throw new Refused();
    return value === null ? '' : value;
  }

  private readVariable(): string {
    const start = this.at++;
    if (this.text[this.at] === '{') return this.readBraced(start);
    const name = this.readName();
    if (name === '') return '$';
    const value = this.valueOf(name);
    this.uses.push({ name, isSet: value !== undefined, start, end: this.at });
    return value ?? '';
  }

  private readBraced(start: number): string {
    this.at++;
    if (['', '{', '}', ':'].includes(this.text[this.at] ?? '')) throw unnamed();
    const name = this.readName();
    const value = this.valueOf(name);
    const use = { name, isSet: value !== undefined, start, end: this.text.length };
    const index = this.uses.push(use) - 1;
    const result = this.readModified(name, value);
    this.uses[index] = { ...use, end: this.at };
    return result;
  }

  /** What follows the name in `${NAME…}`, up to the brace. */
  private readModified(name: string, value: string | undefined): string {
    const first = this.text[this.at++] ?? '';
    if (first === '}') return value ?? '';
    if (first === '/') return this.readReplacement(value ?? '');
    const isEmptyUnset = first === ':';
    const kind = isEmptyUnset ? (this.text[this.at++] ?? '') : first;
    if (kind === '') throw openBrace();
    if (!(isEmptyUnset ? '+-?' : '+-?#%').includes(kind)) throw unknownForm(name, isEmptyUnset ? `:${kind}` : kind);
    const word = this.readUntil('}', kind === '#' || kind === '%');
    const isUnset = value === undefined || (isEmptyUnset && value === '');
    if (kind === '-') return isUnset ? word : value;
    if (kind === '+') return isUnset ? '' : word;
    if (kind !== '?') return this.trim(value ?? '', kind, word);
    if (isUnset) throw new Refused();
    return value;
  }

  private trim(value: string, kind: string, word: string): string {
    const isLongest = word.startsWith(kind);
    const pattern = isLongest ? word.slice(1) : word;
    return this.known(kind === '%' ? trimSuffix(value, pattern, isLongest) : trimPrefix(value, pattern, isLongest));
  }

  private readReplacement(value: string): string {
    const isEvery = this.text[this.at] === '/';
    if (isEvery) this.at++;
    const pattern = this.readUntil('/', true);
    const replacement = this.readUntil('}', true);
    return this.known(replacePattern(value, pattern, replacement, isEvery));
  }

  private known(value: string | null): string {
    if (value === null) this.isKnown = false;
    return value ?? '';
  }
}

/** Replaces the variables of a word; `uses` names each of them, also those that only a default or a pattern holds. */
export function expandWord(text: string, lookup: Lookup, options: ExpandOptions): Expansion {
  if (!/[$'"]/.test(text) && !text.includes(options.escape)) return { value: text, uses: [] };
  const expander = new Expander(text, lookup, options);
  try {
    return { value: expander.run(), uses: expander.uses };
  } catch (error) {
    if (error instanceof Refused) return { value: null, uses: expander.uses };
    throw error;
  }
}

/** What the builder would refuse whatever the variables hold, and what was expected; null where there is nothing. */
export function refusalOf(text: string, options: ExpandOptions): string | null {
  try {
    // Each is set, so that `${X:?y}` goes on to what follows.
    new Expander(text, () => 'x', options).run();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.problem;
    throw error;
  }
}
