import { analyseAsTheyCome } from '../../analysis/analyse-image.ts';
import { compareContents } from '../../analysis/compare-contents.ts';
import { contentCandidates, requestBuffers } from '../../analysis/content-candidates.ts';
import { findTreeFacts } from '../../hardening/tree-facts.ts';
import type { LayerTable } from '../../layer/layer-table.ts';
import { rootfsBuffers } from '../../rootfs/columns.ts';
import { Rootfs } from '../../rootfs/rootfs.ts';
import { messagesOf } from '../messages.ts';
import type { Handlers, StackTask } from '../protocol.ts';

export const stackingHandlers: Handlers<StackTask> = {
  'stack-layers': async ({ layerCount, tables }) => {
    const output = await analyseAsTheyCome(messagesOf<LayerTable | null>(tables, layerCount));
    const tree = findTreeFacts(output.rootfs);
    return { output: { ...output, tree }, transfer: rootfsBuffers(output.rootfs) };
  },

  'list-candidates': async ({ columns, compressions }) => {
    const output = contentCandidates(columns, compressions);
    return { output, transfer: requestBuffers(output.requests) };
  },

  'compare-contents': async ({ rootfs, hashed, candidates }) => {
    const output = compareContents(new Rootfs(rootfs), hashed, candidates);
    return { output, transfer: [output.rewrites.buffer] };
  },
};
