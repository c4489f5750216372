// The tokens of JavaScript and TypeScript as far as strings, names and brackets go (ECMA-262, 12). What does not parse still gives
// its tokens; each character is looked at a bounded number of times, whatever stands in the text.

export const TokenKind = {
  name: 1,
  /** In quotes, or a template without substitutions; its place is that of what stands between. */
  text: 2,
  /** A template up to its first `${`. */
  head: 3,
  /** A template from a `}` to the next `${`. */
  middle: 4,
  /** A template from its last `}`. */
  tail: 5,
  /** One character of punctuation. */
  mark: 6,
  /** Numbers and regular expressions. */
  other: 7,
} as const;

/** What a text above this has behind them is not read. */
const mostTokens = 4_000_000;

const code = (character: string): number => character.charCodeAt(0);
const [newline, carriageReturn, blank] = [10, 13, 32];
const [quote, apostrophe, backtick, backslash, dollar] = [code('"'), code("'"), code('`'), code('\\'), code('$')];
const [slash, star, hash, dot, zero, nine] = [code('/'), code('*'), code('#'), code('.'), code('0'), code('9')];
const [open, close, openBrace, closeBrace] = [code('('), code(')'), code('{'), code('}')];
const [openSquare, closeSquare, plus, minus] = [code('['), code(']'), code('+'), code('-')];

/** What stands in a `(` or `{` that is not closed yet. */
const Bracket = { plain: 0, control: 1, block: 2, object: 3, template: 4 } as const;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** Behind these, a slash begins a regular expression, and a brace an object. */
const beforeValue = words('return typeof case in of instanceof new delete void throw yield await default do else');
const beforeBlock = words('do else');
/** `if (x) /re/`: behind their brackets a statement begins. */
const controls = words('if while for with');

const isNamePart = new Uint8Array(128);
for (const character of '$_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\\')
  isNamePart[code(character)] = 1;

const isInName = (character: number): boolean => character > 127 || isNamePart[character] === 1;

/** Columns of tokens, in the order of the text. */
export class Tokens {
  count = 0;
  /** Not all of the text was read. */
  isCut = false;
  private kinds = new Uint8Array(4096);
  private starts = new Int32Array(4096);
  private ends = new Int32Array(4096);

  constructor(readonly source: string) {}

  add(kind: number, start: number, end: number): void {
    if (this.count === this.kinds.length) this.grow();
    this.kinds[this.count] = kind;
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** 0 where there is no such token. */
  kindAt(at: number): number {
    return at < 0 || at >= this.count ? 0 : (this.kinds[at] as number);
  }

  startOf(at: number): number {
    return this.starts[at] as number;
  }

  endOf(at: number): number {
    return this.ends[at] as number;
  }

  isMark(at: number, mark: string): boolean {
    return this.kindAt(at) === TokenKind.mark && this.source[this.startOf(at)] === mark;
  }

  /** The name that stands there; '' for anything else. */
  nameAt(at: number): string {
    return this.kindAt(at) === TokenKind.name ? this.source.slice(this.startOf(at), this.endOf(at)) : '';
  }

  /** The text that stands there, with its commonest escapes read. */
  textAt(at: number): string {
    const text = this.source.slice(this.startOf(at), this.endOf(at));
    return text.includes('\\')
      ? text.replace(/\\(?:u\{0*([0-9a-fA-F]{1,5})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^]))/g, unescape)
      : text;
  }

  private grow(): void {
    const size = this.kinds.length * 2;
    const [kinds, starts, ends] = [new Uint8Array(size), new Int32Array(size), new Int32Array(size)];
    kinds.set(this.kinds);
    starts.set(this.starts);
    ends.set(this.ends);
    [this.kinds, this.starts, this.ends] = [kinds, starts, ends];
  }
}

function unescape(_: string, inBraces?: string, four?: string, two?: string, plain = ''): string {
  const number = inBraces ?? four ?? two;
  if (number !== undefined) return String.fromCodePoint(parseInt(number, 16));
  return plain === '\n' ? '' : plain;
}

class Scanner {
  readonly tokens: Tokens;
  private at = 0;
  private readonly brackets: number[] = [];
  /** What the bracket was that was closed last. */
  private closed: number = Bracket.plain;
  /** Up to here no regular expression ends. */
  private noRegexBefore = 0;

  constructor(private readonly source: string) {
    this.tokens = new Tokens(source);
  }

  run(): Tokens {
    const { source, tokens } = this;
    if (source.startsWith('#!')) this.skipLine();
    while (this.at < source.length) {
      if (tokens.count >= mostTokens) {
        tokens.isCut = true;
        break;
      }
      this.next(source.charCodeAt(this.at));
    }
    return tokens;
  }

  private next(character: number): void {
    if (character <= blank) this.at++;
    else if (character >= zero && character <= nine) this.passNumber();
    else if (isInName(character)) this.passName();
    else if (character === quote || character === apostrophe) this.passText(character);
    else if (character === backtick) this.passTemplate(TokenKind.head, TokenKind.text);
    else if (character === slash) this.passSlash();
    else this.passMark(character);
  }

  private passName(): void {
    const start = this.at;
    while (this.at < this.source.length && isInName(this.source.charCodeAt(this.at))) this.at++;
    this.tokens.add(TokenKind.name, start, this.at);
  }

  private passNumber(): void {
    const start = this.at;
    for (; this.at < this.source.length; this.at++) {
      const character = this.source.charCodeAt(this.at);
      if (character !== dot && !isInName(character)) break;
    }
    this.tokens.add(TokenKind.other, start, this.at);
  }

  /** A line ends a text that is not closed, so that one wrong quote does not swallow the rest. */
  private passText(mark: number): void {
    const start = ++this.at;
    for (; this.at < this.source.length; this.at++) {
      const character = this.source.charCodeAt(this.at);
      if (character === backslash) this.at++;
      else if (character === mark || character === newline || character === carriageReturn) break;
    }
    const isClosed = this.source.charCodeAt(this.at) === mark;
    this.tokens.add(isClosed ? TokenKind.text : TokenKind.other, start, Math.min(this.at, this.source.length));
    if (isClosed) this.at++;
  }

  /** From behind a backtick, or the brace that closes a substitution. */
  private passTemplate(open: number, closed: number): void {
    const start = ++this.at;
    for (; this.at < this.source.length; this.at++) {
      const character = this.source.charCodeAt(this.at);
      if (character === backslash) this.at++;
      else if (character === backtick) return this.endTemplate(closed, start, 1);
      else if (character === dollar && this.source.charCodeAt(this.at + 1) === openBrace) {
        this.brackets.push(Bracket.template);
        return this.endTemplate(open, start, 2);
      }
    }
    this.endTemplate(TokenKind.other, start, 0);
  }

  private endTemplate(kind: number, start: number, passed: number): void {
    this.tokens.add(kind, start, Math.min(this.at, this.source.length));
    this.at += passed;
  }

  private passSlash(): void {
    const following = this.source.charCodeAt(this.at + 1);
    if (following === slash) this.skipLine();
    else if (following === star) {
      const end = this.source.indexOf('*/', this.at + 2);
      this.at = end < 0 ? this.source.length : end + 2;
    } else if (!this.isValueNext() || !this.passRegex()) this.passMark(slash);
  }

  private skipLine(): void {
    const end = this.source.indexOf('\n', this.at);
    this.at = end < 0 ? this.source.length : end;
  }

  private passRegex(): boolean {
    if (this.at < this.noRegexBefore) return false;
    let inClass = false;
    let at = this.at + 1;
    for (; at < this.source.length; at++) {
      const character = this.source.charCodeAt(at);
      if (character === newline) break;
      if (character === backslash) at++;
      else if (character === openSquare) inClass = true;
      else if (character === closeSquare) inClass = false;
      else if (character === slash && !inClass) {
        this.tokens.add(TokenKind.other, this.at, at);
        this.at = at + 1;
        while (this.at < this.source.length && isInName(this.source.charCodeAt(this.at))) this.at++;
        return true;
      }
    }
    this.noRegexBefore = at;
    return false;
  }

  private passMark(character: number): void {
    const { tokens } = this;
    if (character === closeBrace && this.brackets.at(-1) === Bracket.template) {
      this.brackets.pop();
      this.passTemplate(TokenKind.middle, TokenKind.tail);
      return;
    }
    if (character === open) this.brackets.push(this.isControl() ? Bracket.control : Bracket.plain);
    else if (character === openBrace) this.brackets.push(this.isBlockNext() ? Bracket.block : Bracket.object);
    else if (character === close || character === closeBrace) this.closed = this.closeBracket();
    // `#name` of a class is a name of its own.
    if (character !== hash) tokens.add(TokenKind.mark, this.at, this.at + 1);
    this.at++;
  }

  /** A template that is open is closed by its own brace only. */
  private closeBracket(): number {
    return this.brackets.at(-1) === Bracket.template ? Bracket.plain : (this.brackets.pop() ?? Bracket.plain);
  }

  private lastName(): string {
    const last = this.tokens.count - 1;
    return this.tokens.isMark(last - 1, '.') ? '' : this.tokens.nameAt(last);
  }

  private isControl(): boolean {
    return controls.has(this.lastName());
  }

  private lastMark(): number {
    const last = this.tokens.count - 1;
    return this.tokens.kindAt(last) === TokenKind.mark ? this.source.charCodeAt(this.tokens.startOf(last)) : 0;
  }

  /** Whether a value begins here, so that a slash is no division. */
  private isValueNext(): boolean {
    const { tokens } = this;
    const kind = tokens.kindAt(tokens.count - 1);
    if (kind === 0 || kind === TokenKind.head || kind === TokenKind.middle) return true;
    if (kind === TokenKind.name) return beforeValue.has(this.lastName());
    if (kind !== TokenKind.mark) return false;
    const mark = this.lastMark();
    if (mark === close) return this.closed === Bracket.control;
    if (mark === closeBrace) return this.closed === Bracket.block;
    // `x++ / 2`
    if (mark === plus || mark === minus) return !tokens.isMark(tokens.count - 2, mark === plus ? '+' : '-');
    return mark !== closeSquare;
  }

  private isBlockNext(): boolean {
    const kind = this.tokens.kindAt(this.tokens.count - 1);
    if (kind === 0) return true;
    if (kind === TokenKind.name) return beforeBlock.has(this.lastName()) || !beforeValue.has(this.lastName());
    const mark = this.lastMark();
    const isArrow = mark === code('>') && this.tokens.isMark(this.tokens.count - 2, '=');
    return isArrow || mark === close || mark === closeBrace || mark === openBrace || mark === code(';');
  }
}

export const tokensOf = (source: string): Tokens => new Scanner(source).run();
