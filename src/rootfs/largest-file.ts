import { EntryTypeCode } from '../layer/layer-table.ts';
import type { RootfsColumns } from './columns.ts';
import type { FilteredTree } from './tree-filter.ts';

/** Of the files that are shown, the one with most bytes, what a removal took away counted too; `after`: the one that follows it. */
export function largestFile(
  { eventTypes }: RootfsColumns,
  { state, shown }: FilteredTree,
  after: number | null = null,
): number | null {
  const weight = (node: number): number => (state.sizes[node] as number) + (state.gone[node] as number);
  const isFile = (node: number): boolean => eventTypes[state.events[node] as number] !== EntryTypeCode.directory;
  const [most, last] = after === null ? [Infinity, -1] : [weight(after), after];
  let found: number | null = null;
  let largest = 0;
  for (let node = 1; node < shown.length; node++) {
    const bytes = weight(node);
    if (bytes <= largest || !shown[node] || !isFile(node)) continue;
    if (bytes > most || (bytes === most && node <= last)) continue;
    found = node;
    largest = bytes;
  }
  return found;
}
