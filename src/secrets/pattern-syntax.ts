// The part of JavaScript's regular expressions that patterns of the user's own may be written in: characters, classes,
// groups, alternatives, quantifiers, edges and looks. Texts are matched byte by byte, so characters are ASCII.

/** By byte: 1 where it belongs to the set. */
export type ByteSet = Uint8Array;

export type PatternNode =
  | { readonly kind: 'set'; readonly bytes: ByteSet }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly isBehind: boolean; readonly node: PatternNode }
  /** `^`, `$`, `\b`, `\B` */
  | { readonly kind: 'edge' };

/** Why a pattern is not taken, as the end of a sentence. */
export class PatternError extends Error {}

const mostRepeats = 512;
/** What `*`, `+` and `{2,}` go beyond their least count. */
const openRepeats = 200;
const mostOptions = 50;

const bytesWhere = (test: (byte: number) => boolean): ByteSet =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(test(byte)));
const bytesOf = (pattern: RegExp): ByteSet => bytesWhere((byte) => pattern.test(String.fromCharCode(byte)));

const classes: Readonly<Record<string, ByteSet>> = Object.fromEntries(
  [/\d/, /\D/, /\w/, /\W/, /\s/, /\S/].map((pattern) => [pattern.source[1], bytesOf(pattern)]),
);
const dot = bytesOf(/./);
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Reads a pattern; `source` is then the pattern with an upper bound in every quantifier. */
export class PatternReader {
  source = '';
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly anyCase: boolean,
  ) {
    if (/[^\x20-\x7e\t]/.test(text)) throw new PatternError('only ASCII characters can stand in it');
  }

  read(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.text.length) throw new PatternError('a “)” closes nothing');
    return node;
  }

  #take(length = 1): string {
    const taken = this.text.slice(this.#at, this.#at + length);
    this.#at += length;
    this.source += taken;
    return taken;
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.text[this.#at] === '|') {
      this.#take();
      options.push(this.#sequence());
    }
    if (options.length > mostOptions)
      throw new PatternError(`it has more than ${mostOptions} alternatives in one place`);
    return options.length === 1 ? (options[0] as PatternNode) : { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.#at < this.text.length && !/[|)]/.test(this.text[this.#at] as string)) {
      items.push(this.#repeated(this.#atom()));
    }
    return { kind: 'sequence', items };
  }

  #repeated(node: PatternNode): PatternNode {
    const quantifier = /^(?:([*+?])|\{(\d{1,9})(?:(,)(\d{1,9})?)?\})(\??)/.exec(
      this.text.slice(this.#at, this.#at + 32),
    );
    if (!quantifier) return node;
    const [whole, sign, least, comma, most, lazy = ''] = quantifier;
    if (node.kind === 'look' || node.kind === 'edge') throw new PatternError(`“${whole}” repeats what has no length`);
    const min = sign ? Number(sign === '+') : Number(least);
    const max = sign === '?' ? 1 : sign ? openRepeats : most ? Number(most) : comma ? min + openRepeats : min;
    if (max < min || min > mostRepeats || Number(most) > mostRepeats)
      throw new PatternError(`“${whole}” repeats too often; ${mostRepeats} times is the most`);
    this.#at += whole.length;
    this.source += `{${min},${max}}${lazy}`;
    if (/^[*+?]/.test(this.text.slice(this.#at))) throw new PatternError(`“${this.text[this.#at]}” repeats nothing`);
    return { kind: 'repeat', node, min, max };
  }

  #atom(): PatternNode {
    const character = this.text[this.#at] as string;
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', bytes: this.#class() };
      case '.':
        this.#take();
        return { kind: 'set', bytes: dot };
      case '^':
      case '$':
        this.#take();
        return { kind: 'edge' };
      case '\\':
        if (/[bB]/.test(this.text[this.#at + 1] ?? '')) {
          this.#take(2);
          return { kind: 'edge' };
        }
        return { kind: 'set', bytes: this.#withCase(this.#escape()) };
      case '*':
      case '+':
      case '?':
        throw new PatternError(`“${character}” repeats nothing`);
      default:
        this.#take();
        return { kind: 'set', bytes: this.#withCase(character.charCodeAt(0)) };
    }
  }

  #group(): PatternNode {
    const open = /^\((?:\?(?::|<?[=!]|<[A-Za-z]\w*>))?/.exec(this.text.slice(this.#at))?.[0] as string;
    this.#take(open.length);
    if (this.text[this.#at] === '?') throw new PatternError('a group begins with “(?”, and no known sign behind it');
    const node = this.#choice();
    if (this.text[this.#at] !== ')') throw new PatternError('a “(” is not closed');
    this.#take();
    return /[=!]$/.test(open) ? { kind: 'look', isBehind: open.startsWith('(?<'), node } : node;
  }

  /** A set, or the code of one character. */
  #escape(): ByteSet | number {
    const letter = this.text[this.#at + 1] ?? '';
    if (/[1-9k]/.test(letter)) throw new PatternError('it refers back to a group, which takes too long on some texts');
    const hex = /^\\x([0-9a-fA-F]{2})/.exec(this.text.slice(this.#at, this.#at + 4));
    if (hex) {
      this.#take(4);
      return Number.parseInt(hex[1] as string, 16);
    }
    if (!/[dDwWsStnvfr]|[^\w]/.test(letter)) throw new PatternError(`“\\${letter}” is not known`);
    this.#take(2);
    return classes[letter] ?? controls[letter] ?? letter.charCodeAt(0);
  }

  #class(): ByteSet {
    this.#take();
    const isNegated = this.text[this.#at] === '^';
    if (isNegated) this.#take();
    const set = new Uint8Array(256);
    while (this.text[this.#at] !== ']') {
      if (this.#at >= this.text.length) throw new PatternError('a “[” is not closed');
      const low = this.#member();
      const isRange = this.text[this.#at] === '-' && ![']', undefined].includes(this.text[this.#at + 1]);
      const high = isRange && this.#take() ? this.#member() : low;
      if (typeof low === 'number' && typeof high === 'number') {
        for (let code = low; code <= high; code++) add(set, this.#withCase(code));
      } else if (isRange) throw new PatternError('a range in a class goes from one character to another');
      else add(set, this.#withCase(low));
    }
    this.#take();
    return isNegated ? set.map((value) => 1 - value) : set;
  }

  #member(): ByteSet | number {
    if (this.text[this.#at] === '\\') return this.#escape();
    if (this.#at >= this.text.length) throw new PatternError('a “[” is not closed');
    return this.#take().charCodeAt(0);
  }

  #withCase(member: ByteSet | number): ByteSet {
    if (typeof member !== 'number') return member;
    const set = new Uint8Array(256);
    set[member] = 1;
    if (!this.anyCase) return set;
    const character = String.fromCharCode(member);
    for (const form of [character.toLowerCase(), character.toUpperCase()]) {
      // Beyond ASCII, a letter's other case may be no byte.
      if (form.length === 1 && form.charCodeAt(0) < 256) set[form.charCodeAt(0)] = 1;
    }
    return set;
  }
}

function add(set: ByteSet, more: ByteSet): void {
  for (let byte = 0; byte < 256; byte++) if (more[byte]) set[byte] = 1;
}
