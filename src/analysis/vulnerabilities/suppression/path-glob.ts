// The globs of `.trivyignore.yaml`, those of bmatcuk/doublestar: `*` and `?` within a part of a path, `**` for any parts,
// `[a-z]`, `{a,b}`, a backslash before what is meant literally. All places that a pattern may have come to are followed at
// once, so that no path takes longer than its length times the pattern's.

/** One character, or `*`: any of them. */
type Token = '*' | ((character: string) => boolean);
/** A part of a path, or `**`: any of them. */
type Part = '**' | readonly Token[];

const longestGlob = 1000;
const mostAlternatives = 100;

/** The first of the braces that open and close again: its text with each alternative in its place; null where there is none. */
function alternativesOf(glob: string): string[] | null {
  let depth = 0;
  let start = -1;
  let cuts: number[] = [];
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at];
    if (character === '\\') at++;
    else if (character === '{' && depth++ === 0) [start, cuts] = [at, [at]];
    else if (character === ',' && depth === 1) cuts.push(at);
    else if (character === '}' && depth > 0 && --depth === 0) {
      return cuts.map((cut, index) => {
        const alternative = glob.slice(cut + 1, cuts[index + 1] ?? at);
        return glob.slice(0, start) + alternative + glob.slice(at + 1);
      });
    }
  }
  return null;
}

/** Without braces; null where they make too many. */
function expanded(glob: string): string[] | null {
  const open = [glob];
  const done: string[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const alternatives = alternativesOf(next);
    if (alternatives) open.push(...alternatives);
    else done.push(next);
    if (open.length + done.length > mostAlternatives) return null;
  }
  return done;
}

/** `[a-z]` from its bracket on, and where it ends; null where it does not end. */
function classAt(part: string, start: number): { token: Token; end: number } | null {
  let at = start + 1;
  const isNegated = part[at] === '!' || part[at] === '^';
  if (isNegated) at++;
  const ranges: [string, string][] = [];
  for (; part[at] !== ']' || ranges.length === 0; at++) {
    if (part[at] === '\\') at++;
    const from = part[at];
    if (from === undefined) return null;
    const isRange = part[at + 1] === '-' && part[at + 2] !== undefined && part[at + 2] !== ']';
    if (isRange) at += 2;
    ranges.push([from, part[at] as string]);
  }
  const isIn = (character: string): boolean => ranges.some(([from, to]) => from <= character && character <= to);
  return { token: (character) => isIn(character) !== isNegated, end: at };
}

/** Null where it is malformed. */
function tokensOf(part: string): Token[] | null {
  const tokens: Token[] = [];
  for (let at = 0; at < part.length; at++) {
    const character = part[at] as string;
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push(() => true);
    else if (character === '[') {
      const read = classAt(part, at);
      if (!read) return null;
      tokens.push(read.token);
      at = read.end;
    } else {
      const literal = character === '\\' ? part[++at] : character;
      if (literal === undefined) return null;
      tokens.push((one) => one === literal);
    }
  }
  return tokens;
}

function partsOf(glob: string): Part[] | null {
  const parts = glob.split('/').map((part) => (part === '**' ? part : tokensOf(part)));
  return parts.includes(null) ? null : (parts as Part[]);
}

/** Goes back to the last `*` alone, which is enough: an earlier one could only take less. */
function fitsPart(tokens: readonly Token[], name: string): boolean {
  let [token, at, star, from] = [0, 0, -1, 0];
  while (at < name.length) {
    const wanted = tokens[token];
    if (wanted === '*') [star, from, token] = [token, at, token + 1];
    else if (wanted?.(name[at] as string)) [token, at] = [token + 1, at + 1];
    else if (star < 0) return false;
    else [token, at, from] = [star + 1, from + 1, from + 1];
  }
  return tokens.slice(token).every((rest) => rest === '*');
}

/** With every `**` that may stand for nothing passed. */
function passed(parts: readonly Part[], places: Iterable<number>): Set<number> {
  const all = new Set(places);
  for (const place of all) if (parts[place] === '**') all.add(place + 1);
  return all;
}

function fitsPath(parts: readonly Part[], names: readonly string[]): boolean {
  let places = passed(parts, [0]);
  for (const name of names) {
    const next = [...places].flatMap((place) => {
      const part = parts[place];
      if (part === '**') return [place];
      return part && fitsPart(part, name) ? [place + 1] : [];
    });
    places = passed(parts, next);
  }
  return places.has(parts.length);
}

const withoutRoot = (path: string): string => path.replace(/^\/+/, '');

/** Whether a glob is about an absolute path; null where the glob is malformed or too long. */
export function pathGlob(glob: string): ((path: string) => boolean) | null {
  if (glob.length > longestGlob) return null;
  const all = expanded(withoutRoot(glob))?.map(partsOf) ?? [null];
  if (all.includes(null)) return null;
  return (path) => all.some((parts) => parts !== null && fitsPath(parts, withoutRoot(path).split('/')));
}
