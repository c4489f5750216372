import { startOf, textAt, type StringColumn } from '../bytes/string-column.ts';
import { encodeText } from '../bytes/text.ts';

const dot = 46;
const keys = 65_536;

/** Letters of ASCII in their small form. */
const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** Few names share one: made of a name's first and last byte and its length. */
function keyOf(bytes: Uint8Array, start: number, end: number): number {
  const first = lower[bytes[start] as number] as number;
  const last = lower[bytes[end - 1] as number] as number;
  return ((first << 8) ^ last ^ ((end - start) * 0x9e5)) & (keys - 1);
}

/**
 * Tells names in a column that are among some, or end in some endings, whatever their letters' case. Of nearly all others
 * a few bytes decide, so that they need not be made text.
 */
export class NameMatcher {
  readonly #names: ReadonlySet<string>;
  readonly #endings: readonly string[];
  /** By key: 1 where a name has it. */
  readonly #keys = new Uint8Array(keys);
  /** By key of what stands behind the dot: 1 where an ending has it. */
  readonly #endingKeys = new Uint8Array(keys);
  readonly #endingLengths: Uint32Array;

  /** All in small letters; endings with their dot. */
  constructor(names: ReadonlySet<string>, endings: ReadonlySet<string>) {
    this.#names = names;
    this.#endings = [...endings];
    for (const name of names) {
      const bytes = encodeText(name);
      if (bytes.length > 0) this.#keys[keyOf(bytes, 0, bytes.length)] = 1;
    }
    const all = this.#endings.map((ending) => encodeText(ending));
    this.#endingLengths = Uint32Array.from(new Set(all.map(({ length }) => length)));
    for (const bytes of all) this.#endingKeys[keyOf(bytes, 1, bytes.length)] = 1;
  }

  matches(column: StringColumn, item: number): boolean {
    const { bytes, ends } = column;
    const [start, end] = [startOf(column, item), ends[item] as number];
    if (start === end) return false;
    if (this.#keys[keyOf(bytes, start, end)] === 0 && !this.#mayEnd(bytes, start, end)) return false;
    const name = textAt(column, item).toLowerCase();
    return this.#names.has(name) || this.#endings.some((ending) => name.endsWith(ending));
  }

  #mayEnd(bytes: Uint8Array, start: number, end: number): boolean {
    const lengths = this.#endingLengths;
    for (let index = 0; index < lengths.length; index++) {
      const at = end - (lengths[index] as number);
      if (at >= start && bytes[at] === dot && this.#endingKeys[keyOf(bytes, at + 1, end)] === 1) return true;
    }
    return false;
  }
}
