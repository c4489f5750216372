// The part of Go's regular expressions (RE2, with Perl's flags) that a pattern of .dockerignore can come to: BuildKit puts
// one together of the pattern and leaves `{`, `|`, `^` and `\` in it as they are. No groups but `(.*/)?`.
// https://pkg.go.dev/regexp/syntax
import {
  anyCharacter,
  noLineEnd,
  oneCharacter,
  othersThan,
  unionOf,
  withStrayBytes,
  type CharacterSet,
} from './character-set.ts';
import { perlClasses, posixClasses, unicodeClass } from './go-character-classes.ts';

/** What a path has to be, piece after piece. */
export type PathToken =
  | { readonly kind: 'one'; readonly set: CharacterSet }
  | { readonly kind: 'many'; readonly set: CharacterSet }
  /** One or none. */
  | { readonly kind: 'maybe'; readonly set: CharacterSet }
  /** Any number of directories, each with the slash behind it; their characters. */
  | { readonly kind: 'directories'; readonly set: CharacterSet }
  /** Between a letter, digit or `_` and something else; or not there. */
  | { readonly kind: 'boundary'; readonly wanted: boolean };

type Token = PathToken | { readonly kind: 'begin' } | { readonly kind: 'end' };

/** Go repeats nothing more often. */
const mostRepeats = 1000;
/** Go has a limit, too: three million. */
const mostTokens = 500_000;

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

class Broken extends Error {}

class Parser {
  private at = 0;
  private tokens: Token[] = [];
  private readonly alternatives: Token[][] = [this.tokens];
  /** Where the last token can be repeated. */
  private repeatable = false;
  private count = 0;

  constructor(private readonly text: string) {}

  parse(): Token[][] {
    while (this.at < this.text.length) this.readItem();
    return this.alternatives;
  }

  private peek(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  private next(): string {
    const code = this.text.codePointAt(this.at);
    if (code === undefined) throw new Broken();
    const character = String.fromCodePoint(code);
    this.at += character.length;
    return character;
  }

  private push(token: Token): void {
    if (++this.count > mostTokens) throw new Broken();
    this.tokens.push(token);
    this.repeatable = true;
  }

  private pushSet(set: CharacterSet): void {
    this.push({ kind: 'one', set: withStrayBytes(set) });
  }

  private pushCharacter(character: string): void {
    this.pushSet(oneCharacter(character.codePointAt(0) as number));
  }

  private readItem(): void {
    if (this.peek('(.*/)?')) {
      this.at += 6;
      this.push({ kind: 'directories', set: withStrayBytes(noLineEnd) });
      this.repeatable = false;
      return;
    }
    if (this.peek('{') && this.readCount()) return;
    const character = this.next();
    if (character === '*') this.repeat(0, Infinity);
    else if (character === '|') {
      this.alternatives.push((this.tokens = []));
      this.repeatable = false;
    } else if (character === '^') this.push({ kind: 'begin' });
    else if (character === '$') this.push({ kind: 'end' });
    else if (character === '.') this.pushSet(noLineEnd);
    else if (character === '[') this.pushSet(this.readClass());
    else if (character === '\\') this.readEscape();
    else this.pushCharacter(character);
  }

  /** `{2}`, `{2,}`, `{2,3}`; what only looks like it are characters. */
  private readCount(): boolean {
    const pattern = /\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return false;
    this.at += match[0].length;
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === undefined ? Infinity : Number(match[3]);
    if (least > mostRepeats || (most !== Infinity && (most > mostRepeats || most < least))) throw new Broken();
    this.repeat(least, most);
    return true;
  }

  private repeat(least: number, most: number): void {
    const token = this.repeatable ? this.tokens.pop() : undefined;
    if (!token) throw new Broken();
    if (token.kind !== 'one') {
      if (least > 0) this.push(token);
    } else {
      const { set } = token;
      for (let time = 0; time < least; time++) this.push(token);
      if (most === Infinity) this.push({ kind: 'many', set });
      else for (let time = least; time < most; time++) this.push({ kind: 'maybe', set });
    }
    this.repeatable = false;
  }

  /** Behind a backslash, outside of brackets. */
  private readEscape(): void {
    if (this.peek('Q')) return this.readQuoted();
    const set = this.readSetEscape();
    if (set) return this.pushSet(set);
    const letter = this.text[this.at];
    if (letter === 'A' || letter === 'z' || letter === 'b' || letter === 'B') {
      this.at++;
      if (letter === 'A') this.push({ kind: 'begin' });
      else if (letter === 'z') this.push({ kind: 'end' });
      else this.push({ kind: 'boundary', wanted: letter === 'b' });
    } else this.pushSet(oneCharacter(this.readCharacterEscape()));
  }

  /** `\Q` to `\E`: characters that mean themselves. */
  private readQuoted(): void {
    const from = this.at + 1;
    const end = this.text.indexOf('\\E', from);
    this.at = end < 0 ? this.text.length : end + 2;
    for (const character of this.text.slice(from, end < 0 ? undefined : end)) this.pushCharacter(character);
  }

  /** Behind a backslash: `d`, `pL`, `P{Greek}`; null where it is no such letter. */
  private readSetEscape(): CharacterSet | null {
    const letter = this.text[this.at] ?? '';
    const perl = perlClasses.get(letter);
    if (perl) this.at++;
    if (perl || (letter !== 'p' && letter !== 'P')) return perl ?? null;
    this.at++;
    let name = this.next();
    if (name === '{') {
      const end = this.text.indexOf('}', this.at);
      if (end < 0) throw new Broken();
      name = this.text.slice(this.at, end);
      this.at = end + 1;
    }
    const isOther = name.startsWith('^') !== (letter === 'P');
    const set = unicodeClass(name.replace(/^\^/, ''));
    if (!set) throw new Broken();
    return isOther ? othersThan(set) : set;
  }

  private readCharacterEscape(): number {
    const character = this.next();
    if (character >= '0' && character <= '7') return this.readOctal(character);
    if (character === 'x') return this.readHex();
    const simple = simpleEscapes[character];
    if (simple !== undefined) return simple;
    if (character > '\x7f' || /[0-9A-Za-z]/.test(character)) throw new Broken();
    return character.charCodeAt(0);
  }

  /** Up to three digits; a single one that is not 0 would be a reference, which Go doesn't have. */
  private readOctal(first: string): number {
    let digits = first;
    while (digits.length < 3 && /[0-7]/.test(this.text[this.at] ?? '')) digits += this.next();
    if (first !== '0' && digits.length === 1) throw new Broken();
    return Number.parseInt(digits, 8);
  }

  private readHex(): number {
    const pattern = /\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2})/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    const code = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16);
    if (!match || code > 0x10ffff) throw new Broken();
    this.at += match[0].length;
    return code;
  }

  private readClass(): CharacterSet {
    const isOther = this.peek('^');
    if (isOther) this.at++;
    const ranges: number[] = [];
    for (let first = true; first || !this.peek(']'); first = false) {
      for (const code of this.readClassItem()) ranges.push(code);
    }
    this.at++;
    return isOther ? othersThan(unionOf(ranges)) : unionOf(ranges);
  }

  private readClassItem(): CharacterSet {
    if (this.peek('[:')) {
      const end = this.text.indexOf(':]', this.at + 2);
      if (end >= 0) {
        const set = posixClasses.get(this.text.slice(this.at + 2, end));
        if (!set) throw new Broken();
        this.at = end + 2;
        return set;
      }
    }
    if (this.peek('\\')) {
      this.at++;
      const set = this.readSetEscape();
      if (set) return set;
      this.at--;
    }
    const from = this.readClassCharacter();
    if (!this.peek('-') || this.text[this.at + 1] === ']') return [from, from];
    this.at++;
    const to = this.readClassCharacter();
    if (to < from) throw new Broken();
    return [from, to];
  }

  private readClassCharacter(): number {
    const character = this.next();
    return character === '\\' ? this.readCharacterEscape() : (character.codePointAt(0) as number);
  }
}

const takesRoom = ({ kind }: Token): boolean => kind === 'one';
const isBetween = ({ kind }: PathToken): boolean => kind === 'boundary';

/** What has to fit a whole path; null where nothing does: something would have to come before its begin. */
function anchored(tokens: readonly Token[]): readonly PathToken[] | null {
  const begin = tokens.findLastIndex(({ kind }) => kind === 'begin');
  const found = tokens.findIndex(({ kind }) => kind === 'end');
  const end = found < 0 ? tokens.length : found;
  const bare = (part: readonly Token[]): PathToken[] =>
    part.filter((token): token is PathToken => token.kind !== 'begin' && token.kind !== 'end');
  // Around a begin and behind an end is nothing but what may be empty.
  if (tokens.slice(0, Math.max(0, begin)).some(takesRoom) || tokens.slice(end).some(takesRoom)) return null;
  const many: PathToken = { kind: 'many', set: anyCharacter };
  return [
    ...(begin < 0 ? [many] : bare(tokens.slice(0, begin)).filter(isBetween)),
    ...bare(tokens.slice(begin + 1, Math.max(end, begin + 1))),
    ...(found < 0 ? [many] : bare(tokens.slice(end)).filter(isBetween)),
  ];
}

/** The alternatives of an expression, each of them about a whole path; null where Go does not take it. */
export function parseGoRegexp(text: string): (readonly PathToken[])[] | null {
  try {
    return new Parser(text).parse().flatMap((tokens) => {
      const whole = anchored(tokens);
      return whole ? [whole] : [];
    });
  } catch (error) {
    if (error instanceof Broken) return null;
    throw error;
  }
}
