/** How many alternatives in braces lie in one another: `{a,{b,c}}` are two. */
const deepest = 8;

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

/** A set in brackets, from the one that opens it, as a regular expression; null where none closes it. */
function setAt(glob: string, start: number): { source: string; end: number } | null {
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
    const set = character === '[' ? setAt(glob, at) : null;
    if (set) {
      source += set.source;
      at = set.end;
      continue;
    }
    const run = character === '*' ? starsAt(glob, at) : 1;
    if (character === '*') source += run === 1 ? '[^/]*' : glob[at + run] === '/' ? '(?:.*/)?' : '.*';
    else if (character === '?') source += '[^/]';
    else if (character === '\\' && at + 1 < glob.length) source += literal(glob[++at] as string);
    else if (character === '{' && open < deepest && isChoice(glob, at)) ((source += '(?:'), open++);
    else if (character === ',' && open > 0) source += '|';
    else if (character === '}' && open > 0) ((source += ')'), open--);
    else source += literal(character);
    at += character === '*' && run > 1 && glob[at + run] === '/' ? run + 1 : run;
  }
  return source;
}

function starsAt(glob: string, start: number): number {
  let end = start;
  while (glob[end] === '*') end++;
  return end - start;
}
