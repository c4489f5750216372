// One part of a path against one part of a pattern, by the rules of Go's filepath.Match: `*`, `?`, `[a-c]`, `[^x]`, and
// a backslash that takes the meaning off what follows. https://pkg.go.dev/path/filepath#Match

interface CharacterRange {
  readonly low: string;
  readonly high: string;
}

type Item =
  | { readonly kind: 'any' | 'one' }
  | { readonly kind: 'plain'; readonly character: string }
  | { readonly kind: 'class'; readonly isNegated: boolean; readonly ranges: readonly CharacterRange[] };

const any: Item = { kind: 'any' };
const one: Item = { kind: 'one' };

/** The pattern is none that Go accepts. */
class Malformed extends Error {}

/** By characters, not by UTF-16 units. */
class PatternReader {
  private readonly characters: readonly string[];
  private at = 0;

  constructor(pattern: string) {
    this.characters = [...pattern];
  }

  read(): Item[] {
    const items: Item[] = [];
    while (this.at < this.characters.length) {
      const character = this.next();
      if (character === '*') {
        if (items.at(-1) !== any) items.push(any);
      } else if (character === '?') items.push(one);
      else if (character === '[') items.push(this.readClass());
      else items.push({ kind: 'plain', character: character === '\\' ? this.next() : character });
    }
    return items;
  }

  private next(): string {
    const character = this.characters[this.at++];
    if (character === undefined) throw new Malformed();
    return character;
  }

  private readClass(): Item {
    const isNegated = this.characters[this.at] === '^';
    if (isNegated) this.at++;
    const ranges: CharacterRange[] = [];
    do {
      const low = this.readMember();
      if (this.characters[this.at] === '-') {
        this.at++;
        ranges.push({ low, high: this.readMember() });
      } else ranges.push({ low, high: low });
    } while (this.characters[this.at] !== ']');
    this.at++;
    return { kind: 'class', isNegated, ranges };
  }

  private readMember(): string {
    const character = this.next();
    if (character === '-' || character === ']') throw new Malformed();
    return character === '\\' ? this.next() : character;
  }
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

function fits(item: Item, character: string): boolean {
  if (item.kind === 'plain') return item.character === character;
  if (item.kind !== 'class') return item.kind === 'one';
  const code = codeOf(character);
  return item.ranges.some(({ low, high }) => codeOf(low) <= code && code <= codeOf(high)) !== item.isNegated;
}

/** Two pointers that go back to the last `*` only. */
function matches(items: readonly Item[], characters: readonly string[]): boolean {
  let [at, from] = [0, 0];
  let [star, starFrom] = [-1, 0];
  while (from < characters.length) {
    const item = items[at];
    if (item === any) [star, starFrom] = [at++, from];
    else if (item && fits(item, characters[from] ?? '')) {
      at++;
      from++;
    } else if (star < 0) return false;
    else {
      at = star + 1;
      from = ++starFrom;
    }
  }
  while (items[at] === any) at++;
  return at === items.length;
}

/** What `*.md` and the like end with, which is most of what people write; null for other patterns. */
function suffixOf([first, ...rest]: readonly Item[]): string | null {
  if (first !== any) return null;
  const characters = rest.map((item) => (item.kind === 'plain' ? item.character : null));
  return characters.includes(null) ? null : characters.join('');
}

/** Whether a name matches; one that Go refuses matches nothing. */
export function partPattern(pattern: string): (name: string) => boolean {
  try {
    const items = new PatternReader(pattern).read();
    const suffix = suffixOf(items);
    if (suffix !== null) return (name) => name.endsWith(suffix);
    return (name) => matches(items, [...name]);
  } catch (error) {
    if (error instanceof Malformed) return () => false;
    throw error;
  }
}
