// Licence expressions (SPDX 2.3, annex D): ids, `+`, LicenseRef, WITH an exception, AND, OR, parentheses. Ids and operators
// in any case; only ids of our list count, so that a name that merely looks like one is none.
import { spdxExceptions, spdxIds } from './spdx-ids.ts';

const longest = 500;
const mostLevels = 20;
const reference = /^(?:DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/;

/** The expression in the spelling of SPDX; null where it is none. */
export function spdxExpression(text: string): string | null {
  if (text.length > longest) return null;
  const tokens = text.match(/[()]|[^()\s]+/g) ?? [];
  const parser = new Parser(tokens);
  return parser.alternatives(0) && parser.isAtEnd ? parser.text : null;
}

/** Each method takes what it is named for, and is false where something else stands there. */
class Parser {
  readonly #tokens: readonly string[];
  #at = 0;
  #written: string[] = [];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  get text(): string {
    return this.#written.join(' ').replaceAll('( ', '(').replaceAll(' )', ')');
  }

  alternatives(level: number): boolean {
    do if (!this.#licence(level)) return false;
    while (this.#operator('OR') || this.#operator('AND'));
    return true;
  }

  #licence(level: number): boolean {
    if (this.#operator('(')) return level < mostLevels && this.alternatives(level + 1) && this.#operator(')');
    if (!this.#id()) return false;
    return !this.#operator('WITH') || this.#word(spdxExceptions.get(this.#next));
  }

  #id(): boolean {
    const next = this.#next;
    const token = this.#tokens[this.#at] ?? '';
    if (reference.test(token)) return this.#word(token);
    const later = next.endsWith('+') ? spdxIds.get(next.slice(0, -1)) : undefined;
    return this.#word(spdxIds.get(next) ?? (later && `${later}+`));
  }

  get #next(): string {
    return (this.#tokens[this.#at] ?? '').toLowerCase();
  }

  #operator(word: string): boolean {
    return this.#next === word.toLowerCase() && this.#word(word);
  }

  #word(word: string | undefined): boolean {
    if (word === undefined) return false;
    this.#at++;
    this.#written.push(word);
    return true;
  }
}
