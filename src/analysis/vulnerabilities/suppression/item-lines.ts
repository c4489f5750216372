/**
 * The line on which each item of a list begins that the object at the top of a JSON text holds under a name; of several
 * lists of that name those of the last. The text is known to be JSON.
 */
export function itemLines(text: string, name: string): number[] {
  let lines: number[] = [];
  let line = 1;
  let depth = 0;
  let key = '';
  // Whether the next value is an item of the list.
  let isAwaited = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '\n') line++;
    if (/\s/.test(character)) continue;
    if (isAwaited && depth === 2 && character !== ']' && character !== ',') {
      lines.push(line);
      isAwaited = false;
    }
    if (character === '"') {
      const start = at + 1;
      for (at++; text[at] !== '"' && at < text.length; at++) if (text[at] === '\\') at++;
      if (depth === 1) key = text.slice(start, at);
    } else if (character === '[' || character === '{') {
      depth++;
      if (depth === 2 && character === '[' && key === name) [lines, isAwaited] = [[], true];
    } else if (character === ']' || character === '}') {
      if (depth-- === 2) [key, isAwaited] = ['', false];
    } else if (character === ',' && depth === 2 && key === name) isAwaited = true;
  }
  return lines;
}
