// The patterns of `${X#…}`, `${X%…}` and `${X/…/…}`: `*`, `?` and plain characters, a backslash before them.
// https://docs.docker.com/reference/dockerfile/#environment-replacement

interface Item {
  readonly kind: 'any' | 'one' | 'plain';
  readonly character: string;
}

/** Steps that one pattern may take; longer ones are left open. */
const stepLimit = 50_000;

function readPattern(pattern: string): Item[] {
  const items: Item[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '*') items.push({ kind: 'any', character });
    else if (character === '?') items.push({ kind: 'one', character });
    else if (character === '\\' && at + 1 < characters.length) {
      items.push({ kind: 'plain', character: characters[++at] ?? '' });
    } else items.push({ kind: 'plain', character });
  }
  return items;
}

/** Every position where a match that begins at `from` may end, in order. */
function matchEnds(items: readonly Item[], characters: readonly string[], from: number): number[] {
  let ends = [from];
  for (const item of items) {
    if (item.kind === 'any') {
      const first = ends[0] ?? characters.length;
      ends = Array.from({ length: characters.length - first + 1 }, (_, index) => first + index);
      continue;
    }
    const fits = (at: number): boolean =>
      at < characters.length && (item.kind === 'one' || characters[at] === item.character);
    ends = ends.filter(fits).map((at) => at + 1);
    if (ends.length === 0) break;
  }
  return ends;
}

/** `${X#pattern}`, `${X##pattern}`: null where it takes too long to say. */
export function trimPrefix(value: string, pattern: string, isLongest: boolean): string | null {
  if (pattern.length * value.length > stepLimit) return null;
  const items = readPattern(pattern);
  const characters = [...value];
  const ends = matchEnds(items, characters, 0);
  const end = isLongest ? ends.at(-1) : ends[0];
  return characters.slice(end ?? 0).join('');
}

/** `${X%pattern}`, `${X%%pattern}`: the same from the end. */
export function trimSuffix(value: string, pattern: string, isLongest: boolean): string | null {
  if (pattern.length * value.length > stepLimit) return null;
  const items = readPattern(pattern).reverse();
  const characters = [...value].reverse();
  const ends = matchEnds(items, characters, 0);
  const end = isLongest ? ends.at(-1) : ends[0];
  return characters
    .slice(end ?? 0)
    .reverse()
    .join('');
}

/** `${X/pattern/replacement}`, with `//` every match, the longest at each place. */
export function replacePattern(value: string, pattern: string, replacement: string, isEvery: boolean): string | null {
  if (pattern === '' || pattern.length * value.length ** 2 > stepLimit) return null;
  const items = readPattern(pattern);
  const characters = [...value];
  let result = '';
  let at = 0;
  while (at < characters.length) {
    const end = matchEnds(items, characters, at).at(-1);
    if (end === undefined || end === at) {
      result += characters[at++];
      continue;
    }
    result += replacement;
    at = end;
    if (!isEvery) break;
  }
  return result + characters.slice(at).join('');
}
