import type { ContextFigures, SentSums } from './context-audit.ts';
import { ContextKind, type ContextTree } from './context-tree.ts';

/** Of every file that is not left out, or of all where nothing is. */
export function figuresOf({ kinds, sizes }: ContextTree, ignored: Uint8Array | null): ContextFigures {
  let [files, bytes, unsized] = [0, 0, 0];
  for (let node = 0; node < kinds.length; node++) {
    if (kinds[node] !== ContextKind.file || ignored?.[node]) continue;
    const size = sizes[node] as number;
    files++;
    // NaN is not equal to itself.
    if (size !== size) unsized++;
    else bytes += size;
  }
  return { files, bytes, unsized };
}

/** By node: the files and bytes that are sent of it, of a directory with all that lies in it. `counts`: 1 for those that do. */
export function sumsOf(tree: ContextTree, counts: (node: number) => boolean): SentSums {
  const { kinds, sizes, parents } = tree;
  const files = new Uint32Array(kinds.length);
  const bytes = new Float64Array(kinds.length);
  // What lies in a directory has a larger number: its sum is ready before it is added.
  for (let node = kinds.length - 1; node >= 0; node--) {
    if (kinds[node] === ContextKind.file && counts(node)) {
      files[node] = 1;
      bytes[node] = sizes[node] || 0;
    }
    const parent = parents[node] as number;
    if (parent < 0) continue;
    files[parent]! += files[node] as number;
    bytes[parent]! += bytes[node] as number;
  }
  return { files, bytes };
}
