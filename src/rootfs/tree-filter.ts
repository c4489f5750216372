import { bytesAt, startOf, type StringColumn } from '../bytes/string-column.ts';
import { decodeText } from '../bytes/text.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import type { RootfsColumns } from './columns.ts';
import { NodeKindCode, nodeKinds, type NodeKind, type TreeState, type TreeTotals } from './tree-state.ts';

/** Names of all nodes, as they are and in lower case, for sorting and searching. */
export interface NodeNames {
  readonly exact: readonly string[];
  readonly lower: readonly string[];
}

/** One decoding of all names, cut up afterwards: a byte is a character in Windows-1252, and most names are ASCII. */
export function decodeNames(names: StringColumn): NodeNames {
  const all = new TextDecoder('windows-1252').decode(names.bytes);
  const allLower = all.toLowerCase();
  const exact: string[] = [];
  const lower: string[] = [];
  for (let node = 0; node < names.ends.length; node++) {
    const start = startOf(names, node);
    const end = names.ends[node] as number;
    let ascii = true;
    for (let at = start; ascii && at < end; at++) ascii = (names.bytes[at] as number) < 0x80;
    const name = ascii ? all.slice(start, end) : decodeText(bytesAt(names, node));
    exact.push(name);
    lower.push(ascii ? allLower.slice(start, end) : name.toLowerCase());
  }
  return { exact, lower };
}

/** 0: no match. 1: below a match. 2: a match of its own. */
type Match = 0 | 1 | 2;

/** Whether a node's own name completes the text. A text with slashes is looked for in the path. */
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

function findMatches(text: string, parents: Int32Array, names: NodeNames): Uint8Array {
  const matches = new Uint8Array(parents.length);
  if (text === '') return matches.fill(1);
  const isMatch = ownMatch(text, parents, names);
  for (let node = 1; node < parents.length; node++) {
    const inherited: Match = (matches[parents[node] as number] as number) > 0 ? 1 : 0;
    matches[node] = isMatch(node) ? 2 : inherited;
  }
  return matches;
}

/** What of a tree is shown under a filter. Sums are of what is shown. */
export interface FilteredTree {
  readonly state: TreeState;
  readonly text: string;
  readonly shown: Uint8Array;
  readonly matches: Uint8Array;
  /** 1: something below has the text in its own name. */
  readonly leads: Uint8Array;
  /** Nodes with the text in their own names. */
  readonly hits: number;
  readonly sizes: Float64Array;
  readonly gone: Float64Array;
  readonly totals: TreeTotals;
}

/** A match brings its ancestors and, where it is a directory, what lies below it. */
export function filterTree(
  columns: RootfsColumns,
  state: TreeState,
  names: NodeNames,
  filter: { text: string; kinds: ReadonlySet<NodeKind> },
): FilteredTree {
  const { parents, eventTypes } = columns;
  const text = filter.text.toLowerCase();
  const matches = findMatches(text, parents, names);
  const wanted = nodeKinds.map((kind) => filter.kinds.has(kind) && (kind !== 'unchanged' || state.mode === 'image'));
  const shown = new Uint8Array(parents.length);
  const leads = new Uint8Array(parents.length);
  const sizes = new Float64Array(parents.length);
  const gone = new Float64Array(parents.length);
  let files = 0;
  let hits = 0;
  for (let node = parents.length - 1; node > 0; node--) {
    const kind = state.kinds[node] as number;
    if (kind === NodeKindCode.absent) continue;
    if (matches[node] && wanted[kind]) {
      shown[node] = 1;
      sizes[node]! += state.sizes[node] as number;
      gone[node]! += state.gone[node] as number;
      if (eventTypes[state.events[node] as number] !== EntryTypeCode.directory) files++;
    }
    if (!shown[node]) continue;
    const parent = parents[node] as number;
    shown[parent] = 1;
    sizes[parent]! += sizes[node] as number;
    gone[parent]! += gone[node] as number;
    if (matches[node] === 2) hits++;
    if (leads[node] || matches[node] === 2) leads[parent] = 1;
  }
  return { state, text, shown, matches, leads, hits, sizes, gone, totals: { files, size: sizes[0]!, gone: gone[0]! } };
}
