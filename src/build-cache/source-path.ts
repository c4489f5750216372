/** The parts of a source: none empty, no `.`; `..` goes no higher than the context. */
export function sourceParts(source: string): string[] {
  const parts: string[] = [];
  for (const part of source.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}

/** The builder looks for what matches, and goes on where nothing does. */
export function hasWildcard(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if ('*?['.includes(text[at] as string)) return true;
  }
  return false;
}

/** A source of COPY --parents: what is taken with its folders, and below which folder, where `/./` divides them. */
export function splitAtPivot(source: string): { readonly folder: string; readonly pattern: string } {
  const pivot = source.indexOf('/./');
  return pivot < 0
    ? { folder: '/', pattern: source }
    : { folder: source.slice(0, pivot), pattern: source.slice(pivot + 3) };
}
