import type { StringColumn } from '../../bytes/string-column.ts';
import { pieces, whole, type InPieces } from '../../bytes/in-pieces.ts';
import type { Bytes } from '../../bytes/units.ts';
import { differingBuffers, swapDiffering, type DifferingColumn } from './differing.ts';
import { EntryTypeCode } from '../../layer/layer-table.ts';
import { changeKinds } from '../../rootfs/columns.ts';
import { NodeKindCode, type NodeKind } from '../../rootfs/tree-state.ts';

/** What became of a path from one image to the other. */
export const comparedKinds = [...changeKinds, 'unchanged'] as const;
/** What is shown of a comparison at first: what did not change is left out. */
export const changedKinds: ReadonlySet<NodeKind> = new Set(changeKinds);

/** Stands for the type of what is not there. */
export const noType = 255;

/** In what the two sides of a path differ, as bits. */
export const Difference = {
  type: 1,
  size: 2,
  contents: 4,
  link: 8,
  mode: 16,
  owner: 32,
  attributes: 64,
  device: 128,
} as const;
export type DifferenceName = keyof typeof Difference;
export const differenceNames = Object.keys(Difference) as readonly DifferenceName[];

/** Beside them, what is no change: only the time is another one, or the contents were not compared (yet). */
export const timeDiffers = 256;
export const contentsUnknown = 512;
const changes = timeDiffers - 1;

/** Whether any of the bits tells of a change. */
export const isChange = (bits: number): boolean => (bits & changes) !== 0;

/**
 * The final trees of two images laid over each other, in columns: each path that either has is a node once. Node 0 is the
 * root, and a parent has a smaller number than its children.
 */
export interface ComparedFiles {
  readonly names: StringColumn;
  readonly parents: Int32Array<ArrayBuffer>;
  /** By node: the event of each image that describes it; noEvent where it is not there. */
  readonly before: Int32Array<ArrayBuffer>;
  readonly after: Int32Array<ArrayBuffer>;
  /** EntryTypeCode, a hard link as the file that it is; `noType` where it is not there. */
  readonly typesBefore: Uint8Array<ArrayBuffer>;
  readonly typesAfter: Uint8Array<ArrayBuffer>;
  /** Bytes of files; of several hard-linked names one counts, so that they add up to what is visible. */
  readonly sizesBefore: Float64Array<ArrayBuffer>;
  readonly sizesAfter: Float64Array<ArrayBuffer>;
  /** NodeKindCode: added, modified, removed or unchanged from before to after. */
  readonly kinds: Uint8Array<ArrayBuffer>;
  /** Bits of `Difference` and beside. */
  readonly differences: Uint16Array<ArrayBuffer>;
  /** Extended attributes, as `packXattrs` puts them, of the nodes where they differ. */
  readonly attributes: DifferingColumn;
}

/** Its columns, for transfer. */
export function comparedBuffers({ names, attributes, ...columns }: ComparedFiles): ArrayBuffer[] {
  const beside = [names.bytes.buffer, names.ends.buffer, ...differingBuffers(attributes)];
  return [...beside, ...Object.values(columns).map(({ buffer }) => buffer)];
}

/** The same the other way round. Nodes keep their numbers. */
export function* swapSides(files: ComparedFiles): InPieces<ComparedFiles> {
  const kinds = yield* swapKinds(files.kinds);
  return {
    ...files,
    before: files.after,
    after: files.before,
    typesBefore: files.typesAfter,
    typesAfter: files.typesBefore,
    sizesBefore: files.sizesAfter,
    sizesAfter: files.sizesBefore,
    attributes: swapDiffering(files.attributes),
    kinds,
  };
}

function* swapKinds(kinds: ComparedFiles['kinds']): InPieces<ComparedFiles['kinds']> {
  const { added, removed } = NodeKindCode;
  const swapped = kinds.slice();
  for (const { from, to } of pieces(kinds.length)) {
    for (let node = from; node < to; node++) {
      if (kinds[node] === added) swapped[node] = removed;
      else if (kinds[node] === removed) swapped[node] = added;
    }
    yield;
  }
  return swapped;
}

export const isDirectory = ({ typesBefore, typesAfter }: ComparedFiles, node: number): boolean =>
  (typesAfter[node] === noType ? typesBefore[node] : typesAfter[node]) === EntryTypeCode.directory;

/** How many files, and their bytes on either side. Directories are no files. */
export interface FileSum {
  files: number;
  before: Bytes;
  after: Bytes;
}

export interface FileSums {
  added: FileSum;
  modified: FileSum;
  removed: FileSum;
  unchanged: FileSum;
  /** Directories that are new, gone, or of other rights or owner. */
  directories: { added: number; modified: number; removed: number };
  /** Among the unchanged: those of which only the time differs. */
  timeOnly: number;
  /** Among the unchanged: those of equal size whose contents were not compared. */
  unknown: number;
}

const noSum = (): FileSum => ({ files: 0, before: 0, after: 0 });

export const sumFiles = (files: ComparedFiles): FileSums => whole(sumFilesInPieces(files));

export function* sumFilesInPieces(files: ComparedFiles): InPieces<FileSums> {
  const { kinds, differences, sizesBefore, sizesAfter, parents } = files;
  const sums = [noSum(), noSum(), noSum(), noSum()] as const;
  const directories = [0, 0, 0, 0] as [number, number, number, number];
  let [timeOnly, unknown] = [0, 0];
  for (const { from, to } of pieces(parents.length, 1)) {
    for (let node = from; node < to; node++) {
      const kind = kinds[node] as 0 | 1 | 2 | 3;
      if (isDirectory(files, node)) {
        directories[kind]++;
        continue;
      }
      const sum = sums[kind];
      sum.files++;
      sum.before += sizesBefore[node] as number;
      sum.after += sizesAfter[node] as number;
      if (kind !== NodeKindCode.unchanged) continue;
      const bits = differences[node] as number;
      if (bits & contentsUnknown) unknown++;
      else if (bits & timeDiffers) timeOnly++;
    }
    yield;
  }
  const [added, modified, removed, unchanged] = sums;
  const [dirsAdded, dirsModified, dirsRemoved] = directories;
  return {
    ...{ added, modified, removed, unchanged, timeOnly, unknown },
    directories: { added: dirsAdded, modified: dirsModified, removed: dirsRemoved },
  };
}
