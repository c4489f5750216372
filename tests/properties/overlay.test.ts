// Any stack of layers gives the tree, the counts and the fate of every stored byte that the plain reading of the spec gives.
import { expect } from 'vitest';
import fc from 'fast-check';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { encodeText } from '../../src/bytes/text.ts';
import { entryTypes, EntryTypeCode, type LayerTable } from '../../src/layer/layer-table.ts';
import { LayerTableBuilder } from '../../src/layer/layer-table-builder.ts';
import { parseWhiteout } from '../../src/layer/whiteout.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { stackNaively, type Change, type NaiveImage } from './support/naive-overlay.ts';
import { property } from './support/property.ts';

// Few names, so that layers meet.
const path = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', '__proto__'), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('file' as const), path, size: fc.nat({ max: 1000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hardlink' as const), path, target: path }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'directory' as const,
        'symlink' as const,
        'fifo' as const,
        'whiteout' as const,
        'opaque' as const,
      ),
      path,
    }),
  },
);

const layers = fc.array(fc.array(change, { maxLength: 12 }), { minLength: 1, maxLength: 6 });

const typeCodes = {
  file: EntryTypeCode.file,
  hardlink: EntryTypeCode.hardlink,
  symlink: EntryTypeCode.symlink,
  directory: EntryTypeCode.directory,
  fifo: EntryTypeCode.fifo,
} as const;

/** The name of a mark, as a layer's tar holds it. */
function markName({ kind, path: target }: Change): string {
  if (kind === 'opaque') return `${target}/.wh..wh..opq`;
  const parts = target.split('/');
  return [...parts.slice(0, -1), `.wh.${parts.at(-1)}`].join('/');
}

function tableOf(changes: readonly Change[]): LayerTable {
  const builder = new LayerTableBuilder();
  const attributes = { mode: 0o644, uid: 0, gid: 0, mtime: 0, offset: 0, headerSize: 512 };
  for (const item of changes) {
    if (item.kind === 'whiteout' || item.kind === 'opaque') {
      const mark = parseWhiteout(encodeText(markName(item)));
      if (mark?.kind === 'whiteout') builder.whiteouts.push(mark.path);
      if (mark?.kind === 'opaque') builder.opaques.push(mark.path);
      continue;
    }
    const size = item.kind === 'file' ? item.size : 0;
    const link = encodeText(item.kind === 'hardlink' ? item.target : '');
    builder.add({ path: encodeText(item.path), type: typeCodes[item.kind], size, link, ...attributes });
  }
  return builder.finish(0);
}

function treesOf(rootfs: Rootfs): [string, string][][] {
  return Array.from({ length: rootfs.columns.layerCount }, (_, layer) => {
    const tree: [string, string][] = [];
    for (let node = 1; node < rootfs.nodeCount; node++) {
      if (!rootfs.isThere(node, layer)) continue;
      const type = entryTypes[rootfs.columns.eventTypes[rootfs.eventAt(node, layer)] as number] as string;
      tree.push([rootfs.pathOf(node).slice(1), type]);
    }
    return tree.sort();
  });
}

const fatesOf = (rootfs: Rootfs): string[] =>
  [...rootfs.storedCopies()]
    .map(({ node, layer, size, goneIn, reason }) =>
      [rootfs.pathOf(node).slice(1), layer, size, goneIn, reason].join(' '),
    )
    .sort();

const naiveFates = ({ stored }: NaiveImage): string[] =>
  stored.map(({ path: at, layer, size, goneIn, reason }) => [at, layer, size, goneIn, reason].join(' ')).sort();

/** The sums of a report, from the fate of every stored file. */
function naiveSizes({ stored }: NaiveImage): Record<string, number> {
  const sum = (reason: string | null): number =>
    stored.filter((data) => data.reason === reason).reduce((total, { size }) => total + size, 0);
  const sizes = { visible: sum(null), overwritten: sum('overwritten'), deleted: sum('deleted') };
  return { stored: stored.reduce((total, { size }) => total + size, 0), ...sizes };
}

property('layers stack as the plain reading of the OCI image spec says, to the byte', 0.24, layers, (changes) => {
  const naive = stackNaively(changes);
  const { rootfs: columns, analysis, cut } = analyseImage(changes.map(tableOf));
  const rootfs = new Rootfs(columns);
  expect(cut).toBeNull();
  expect(treesOf(rootfs)).toEqual(naive.trees.map((tree) => [...tree].sort()));
  expect(fatesOf(rootfs)).toEqual(naiveFates(naive));
  expect(analysis.sizes).toEqual(naiveSizes(naive));
  const { stored, visible, overwritten, deleted } = analysis.sizes;
  expect(visible + overwritten + deleted).toBe(stored);
  expect(
    analysis.layers.map(({ added, modified, removed, directoriesAdded, directoriesRemoved }) => {
      return { added, modified, removed, directoriesAdded, directoriesRemoved };
    }),
  ).toEqual(naive.counts);
});
