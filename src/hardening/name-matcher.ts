import { textAt, type StringColumn } from '../bytes/string-column.ts';
import { encodeText } from '../bytes/text.ts';

const dot = 46;
/** So few that the tables of them stay in the processor's nearest cache. */
const keys = 8192;

/** Letters of ASCII in their small form. */
const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** Few names share one: made of a name's first and last byte and its length. */
function keyOf(bytes: Uint8Array, start: number, end: number): number {
  const first = lower[bytes[start] as number] as number;
  const last = lower[bytes[end - 1] as number] as number;
  return ((first * 0x1f3) ^ (last * 0x2b) ^ ((end - start) * 0x9e5)) & (keys - 1);
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
  /** By a name's last byte: 1 where an ending has it. */
  readonly #lastBytes = new Uint8Array(256);

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
    for (const bytes of all) {
      this.#endingKeys[keyOf(bytes, 1, bytes.length)] = 1;
      const last = bytes[bytes.length - 1] as number;
      for (let byte = 0; byte < 256; byte++) if (lower[byte] === lower[last]) this.#lastBytes[byte] = 1;
    }
  }

  /** The items that match, in order. */
  matching(column: StringColumn): number[] {
    const { bytes, ends } = column;
    const namesByKey = this.#keys;
    const lastBytes = this.#lastBytes;
    const found: number[] = [];
    let start = 0;
    for (let item = 0; item < ends.length; item++) {
      const end = ends[item] as number;
      if (start === end) continue;
      const isLikely =
        namesByKey[keyOf(bytes, start, end)] === 1 ||
        (lastBytes[bytes[end - 1] as number] === 1 && this.#mayEnd(bytes, start, end));
      if (isLikely && this.#isWanted(textAt(column, item).toLowerCase())) found.push(item);
      start = end;
    }
    return found;
  }

  #isWanted(name: string): boolean {
    return this.#names.has(name) || this.#endings.some((ending) => name.endsWith(ending));
  }

  #mayEnd(bytes: Uint8Array, start: number, end: number): boolean {
    const lengths = this.#endingLengths;
    const endings = this.#endingKeys;
    for (let index = 0; index < lengths.length; index++) {
      const at = end - (lengths[index] as number);
      if (at >= start && bytes[at] === dot && endings[keyOf(bytes, at + 1, end)] === 1) return true;
    }
    return false;
  }
}
