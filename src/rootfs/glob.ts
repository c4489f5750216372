/** How many alternatives in braces lie in one another: `{a,{b,c}}` are two. */
const deepest = 8;

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

/** What begins somewhere in a glob, as a regular expression, and where it ends. */
interface Part {
  readonly source: string;
  readonly end: number;
}

/** One star, or several; those of whole folders take the slash behind them along. */
function starsAt(glob: string, start: number): Part {
  let end = start;
  while (glob[end] === '*') end++;
  if (end - start === 1) return { source: '[^/]*', end };
  return glob[end] === '/' ? { source: '(?:.*/)?', end: end + 1 } : { source: '.*', end };
}

/** A character behind a backslash; null where nothing is. */
function escapeAt(glob: string, start: number): Part | null {
  const escaped = glob[start + 1];
  return escaped === undefined ? null : { source: literal(escaped), end: start + 2 };
}

/** A set in brackets, from the one that opens it; null where none closes it. */
function setAt(glob: string, start: number): Part | null {
  const negated = glob[start + 1] === '!' || glob[start + 1] === '^';
  const from = start + (negated ? 2 : 1);
  // A bracket that comes first stands for itself.
  const end = glob.indexOf(']', from + 1);
  if (end < 0) return null;
  const inside = glob.slice(from, end).replace(/[\\[\]^]/g, '\\$&');
  return { source: `(?!/)[${negated ? '^' : ''}${inside}]`, end: end + 1 };
}

/** Whether a brace that opens at `start` is closed, with a comma at its own level: else it stands for itself. */
function isChoice(glob: string, start: number): boolean {
  let level = 0;
  let comma = false;
  for (let at = start; at < glob.length; at++) {
    if (glob[at] === '\\') at++;
    else if (glob[at] === '{') level++;
    else if (glob[at] === ',' && level === 1) comma = true;
    else if (glob[at] === '}' && --level === 0) return comma;
  }
  return false;
}

/**
 * A glob as shells write it, as the source of a regular expression for the whole of a text: `*` and `?` stay within a
 * name, `**` goes over folders, `[a-z]` and `[!a-z]` are sets, `{a,b}` alternatives, and a backslash takes the meaning away.
 */
export function globSource(glob: string): string {
  let source = '';
  let open = 0;
  for (let at = 0; at < glob.length;) {
    const character = glob[at] as string;
    const part =
      character === '*'
        ? starsAt(glob, at)
        : character === '['
          ? setAt(glob, at)
          : character === '\\'
            ? escapeAt(glob, at)
            : null;
    const opens = character === '{' && open < deepest && isChoice(glob, at);
    const closes = character === '}' && open > 0;
    if (opens || closes) open += opens ? 1 : -1;
    if (part) source += part.source;
    else if (opens) source += '(?:';
    else if (closes) source += ')';
    else if (character === ',' && open > 0) source += '|';
    else source += character === '?' ? '[^/]' : literal(character);
    at = part ? part.end : at + 1;
  }
  return source;
}
