import type { ContextAudit } from '../build-context/context-audit.ts';
import { ContextKind, type ContextTree } from '../build-context/context-tree.ts';
import { startOf, textAt } from '../bytes/string-column.ts';
import { othersFolders } from './folder-names.ts';
import type { SizeOrder } from './size-reader.ts';

/** Few names are as long as one of these: only those are made a text of. */
const lengths: ReadonlySet<number> = new Set([...othersFolders].map((name) => name.length));

/** Before anything else is known of a folder: what dependencies and version control hold comes last. */
export function usualOrder({ names, parents, kinds }: ContextTree): SizeOrder {
  const order = new Uint8Array(parents.length);
  for (let node = 1; node < order.length; node++) {
    const length = (names.ends[node] as number) - startOf(names, node);
    const mayBe = kinds[node] !== ContextKind.file && lengths.has(length);
    const isOthers = mayBe && othersFolders.has(textAt(names, node));
    order[node] = isOthers ? 1 : (order[parents[node] as number] as number);
  }
  return order;
}

const copied = 0;
const sent = 1;
const leftOut = 2;

/** What the Dockerfile copies comes first, what is not sent at all comes last. */
export function orderOf({ parents }: ContextTree, { ignored, unused }: ContextAudit): SizeOrder {
  const order = new Uint8Array(parents.length).fill(copied);
  for (const { node } of unused ?? []) order[node] = sent;
  for (let node = 1; node < order.length; node++) {
    if (order[parents[node] as number] === sent) order[node] = sent;
    if (ignored[node] === 1) order[node] = leftOut;
  }
  return order;
}
