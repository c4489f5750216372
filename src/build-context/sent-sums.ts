import type { ContextFigures, SentSums } from './context-audit.ts';
import { ContextKind, type ContextTree } from './context-tree.ts';

/** Of every file for which a column holds 0, or of all where there is none. */
export function figuresOf({ kinds, sizes }: ContextTree, leftOut: Uint8Array | null): ContextFigures {
  let [files, bytes, unsized] = [0, 0, 0];
  for (let node = 0; node < kinds.length; node++) {
    if (kinds[node] !== ContextKind.file || (leftOut !== null && leftOut[node] !== 0)) continue;
    const size = sizes[node] as number;
    files++;
    // NaN is not equal to itself.
    if (size === size) bytes += size;
    else unsized++;
  }
  return { files, bytes, unsized };
}

/** By node: what of it a column holds 0 for, or all where there is none; of a directory with all that lies in it. */
export function sumsOf({ kinds, sizes, parents }: ContextTree, leftOut: Uint8Array | null): SentSums {
  const files = new Uint32Array(kinds.length);
  const bytes = new Float64Array(kinds.length);
  const unsized = new Uint32Array(kinds.length);
  // What lies in a directory has a larger number: its sum is ready before it is added.
  for (let node = kinds.length - 1; node > 0; node--) {
    if (kinds[node] === ContextKind.file) {
      if (leftOut !== null && leftOut[node] !== 0) continue;
      const size = sizes[node] as number;
      files[node] = 1;
      // A size that is not known is not equal to itself.
      if (size === size) bytes[node] = size;
      else unsized[node] = 1;
    }
    const parent = parents[node] as number;
    files[parent] = (files[parent] as number) + (files[node] as number);
    bytes[parent] = (bytes[parent] as number) + (bytes[node] as number);
    unsized[parent] = (unsized[parent] as number) + (unsized[node] as number);
  }
  return { files, bytes, unsized };
}

/** Of one node. */
export function figuresAt({ files, bytes, unsized }: SentSums, node: number): ContextFigures {
  return { files: files[node] as number, bytes: bytes[node] as number, unsized: unsized[node] as number };
}

/** By node: of how many nodes in it, itself among them, a column holds 1. */
export function countsOf({ parents }: Pick<ContextTree, 'parents'>, marks: Uint8Array): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(marks);
  for (let node = counts.length - 1; node > 0; node--) {
    const parent = parents[node] as number;
    counts[parent] = (counts[parent] as number) + (counts[node] as number);
  }
  return counts;
}

/** By node: 1 for what lies in one of some folders. */
export function insideOf(
  { parents }: Pick<ContextTree, 'parents'>,
  folders: Iterable<number>,
): Uint8Array<ArrayBuffer> {
  const isFolder = new Uint8Array(parents.length);
  for (const folder of folders) isFolder[folder] = 1;
  const inside = new Uint8Array(parents.length);
  for (let node = 1; node < parents.length; node++) {
    const parent = parents[node] as number;
    inside[node] = (isFolder[parent] as number) | (inside[parent] as number);
  }
  return inside;
}
