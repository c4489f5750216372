import type { NodeNames } from './node-names.ts';
import { expressionOf, type NameFilter } from './name-filter.ts';

/** 0: no match. 1: below a match. 2: a match of its own. */
export type Match = 0 | 1 | 2;

/** Of a longer path (Linux knows none) only the end is looked through: all of them together may be half a gigabyte. */
const longestPath = 4096;

/** Whether a node's own name completes the text, given in lower case. One with slashes is looked for in the path. */
export function ownMatch(text: string, parents: Int32Array, { lower }: NodeNames): (node: number) => boolean {
  if (!text.includes('/')) return (node) => (lower[node] as string).includes(text);
  const parts = text.split('/');
  const [last = '', previous = ''] = [...parts].reverse();
  return (node) => {
    if (!(lower[node] as string).startsWith(last)) return false;
    if (!(lower[parents[node] as number] as string).endsWith(previous)) return false;
    let path = '';
    // No more of the path than the text can reach: it may be thousands of directories long.
    for (let at = node, left = parts.length; at > 0 && left > 0; at = parents[at] as number, left--) {
      path = `/${lower[at]}${path}`;
    }
    return path.includes(text);
  };
}

/** The same for an expression. A node's path is put together from its directory's, so they have to be asked in order. */
function pathMatch(expression: RegExp, parents: Int32Array, { exact }: NodeNames): (node: number) => boolean {
  const isDirectory = new Uint8Array(parents.length);
  for (let node = 1; node < parents.length; node++) isDirectory[parents[node] as number] = 1;
  const directories: string[] = [''];
  return (node) => {
    const path = `${directories[parents[node] as number]}/${exact[node]}`.slice(-longestPath);
    directories[node] = isDirectory[node] ? path : '';
    return expression.test(path);
  };
}

function matcherOf(filter: NameFilter, parents: Int32Array, names: NodeNames): (node: number) => boolean {
  if (filter.kind === 'text') return ownMatch(filter.text.toLowerCase(), parents, names);
  const expression = expressionOf(filter);
  if (filter.text.includes('/')) return pathMatch(expression, parents, names);
  return (node) => expression.test(names.exact[node] as string);
}

/** By node, whether its own name or path matches, or that of a directory above it. Throws where the filter is none. */
export function matchNames(filter: NameFilter, parents: Int32Array, names: NodeNames): Uint8Array<ArrayBuffer> {
  const matches = new Uint8Array(parents.length);
  const isMatch = matcherOf(filter, parents, names);
  for (let node = 1; node < parents.length; node++) {
    const inherited: Match = (matches[parents[node] as number] as number) > 0 ? 1 : 0;
    matches[node] = isMatch(node) ? 2 : inherited;
  }
  return matches;
}
