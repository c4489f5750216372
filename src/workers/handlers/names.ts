import type { StringColumn } from '../../bytes/string-column.ts';
import { matchNames } from '../../rootfs/match-names.ts';
import { decodeNames, type NodeNames } from '../../rootfs/node-names.ts';
import type { Handlers } from '../protocol.ts';

let last: { readonly of: StringColumn['bytes']; readonly names: NodeNames } | null = null;

/** The worker holds on to the columns, so that they are the same ones with each filter: decoded once. */
function decoded(names: StringColumn): NodeNames {
  if (last?.of !== names.bytes) last = { of: names.bytes, names: decodeNames(names) };
  return last.names;
}

export const namesHandlers: Handlers<'match-names'> = {
  'match-names': async ({ names, parents, filter }, { onProgress }) => {
    const known = decoded(names);
    // From now on the page counts the seconds: nothing in here can stop an expression.
    onProgress(0);
    const output = matchNames(filter, parents, known);
    return { output, transfer: [output.buffer] };
  },
};
