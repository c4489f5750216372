import { analyseAsTheyCome } from '../../analysis/analyse-image.ts';
import { compareFiles } from '../../analysis/comparison/compare-files.ts';
import { comparedBuffers } from '../../analysis/comparison/compared-files.ts';
import { ComparedTree, factBuffers } from '../../analysis/comparison/compared-tree.ts';
import { contentRequests, settleContents } from '../../analysis/comparison/settle-contents.ts';
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

  'compare-files': async ({ fileName, before, after }) => {
    const files = compareFiles(before, after, fileName);
    const columns = { before: before.columns, after: after.columns };
    const compressions = { before: before.compressions, after: after.compressions };
    const requests = contentRequests(files, columns, compressions);
    const buffers = [...requestBuffers(requests.before), ...requestBuffers(requests.after)];
    const { facts } = new ComparedTree(files);
    const transfer = [...comparedBuffers(files), ...factBuffers(facts), ...buffers];
    return { output: { files, facts, requests }, transfer };
  },

  'settle-contents': async (input) => {
    const settled = settleContents(input);
    const { facts } = new ComparedTree({ ...input.files, ...settled });
    const { kinds, differences } = settled;
    return { output: { ...settled, facts }, transfer: [kinds.buffer, differences.buffer, ...factBuffers(facts)] };
  },

  'compare-contents': async ({ rootfs, hashed, candidates }) => {
    const output = compareContents(new Rootfs(rootfs), hashed, candidates);
    return { output, transfer: [output.rewrites.buffer] };
  },
};
