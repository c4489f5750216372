/** What may stand before the root element of an XML document (XML 1.0, 2.8): each to its own end. */
const prolog: readonly (readonly [start: string, end: string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!', '>'],
];

/** Whether the root element of a text is `svg`. By searching, as the text is hostile: an expression could backtrack for ever. */
export function isSvg(text: string): boolean {
  let rest = text.replace(/^\ufeff/, '').trimStart();
  for (let step = 0; step < 100; step++) {
    const found = prolog.find(([start]) => rest.startsWith(start));
    if (!found) return /^<(?:svg:)?svg[\s/>]/.test(rest);
    // A document type may hold declarations in brackets, which have ends of their own.
    const isOpen = found[0] === '<!' && rest.slice(0, rest.indexOf('>')).includes('[');
    const end = isOpen ? ']' : found[1];
    const at = rest.indexOf(end, found[0].length);
    if (at < 0) return false;
    rest = rest.slice(at + end.length).trimStart();
    if (isOpen && rest.startsWith('>')) rest = rest.slice(1).trimStart();
  }
  return false;
}
