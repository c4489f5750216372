import { startOf, textAt, type StringColumn } from '../bytes/string-column.ts';
import { encodeText } from '../bytes/text.ts';

const dot = 46;
/** Names of more bytes share a place. */
const longest = 63;

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

/**
 * Tells names in a column that are among some, or end in some endings, whatever their letters' case. Of nearly all others
 * two bytes decide, so that they need not be made text.
 */
export class NameMatcher {
  readonly #names: ReadonlySet<string>;
  readonly #endings: readonly string[];
  /** By first byte and length: 1 where a name begins so. */
  readonly #starts = new Uint8Array(256 * (longest + 1));
  /** By last byte and length of an ending: 1 where one ends so. */
  readonly #ends = new Uint8Array(256 * (longest + 1));
  readonly #endingLengths: readonly number[];

  /** All in small letters; endings with their dot. */
  constructor(names: ReadonlySet<string>, endings: ReadonlySet<string>) {
    this.#names = names;
    this.#endings = [...endings];
    for (const name of names) {
      const bytes = encodeText(name);
      this.#starts[(bytes[0] ?? 0) * (longest + 1) + Math.min(bytes.length, longest)] = 1;
    }
    const lengths = new Set<number>();
    for (const ending of endings) {
      const bytes = encodeText(ending);
      const length = Math.min(bytes.length, longest);
      this.#ends[(bytes.at(-1) ?? 0) * (longest + 1) + length] = 1;
      lengths.add(length);
    }
    this.#endingLengths = [...lengths];
  }

  matches(column: StringColumn, item: number): boolean {
    if (!this.#mayMatch(column.bytes, startOf(column, item), column.ends[item] as number)) return false;
    const name = textAt(column, item).toLowerCase();
    return this.#names.has(name) || this.#endings.some((ending) => name.endsWith(ending));
  }

  #mayMatch(bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (length === 0) return false;
    const first = lower(bytes[start] as number);
    if (this.#starts[first * (longest + 1) + Math.min(length, longest)] === 1) return true;
    const last = lower(bytes[end - 1] as number) * (longest + 1);
    for (const ending of this.#endingLengths) {
      if (ending <= length && bytes[end - ending] === dot && this.#ends[last + ending] === 1) return true;
    }
    return false;
  }
}
