import type { Rootfs } from '../rootfs/rootfs.ts';
import { numberContents } from './content-numbers.ts';
import { findDuplicates, findStoredDuplicates, type ListLimits } from './duplicates.ts';
import type { FileDigests } from './hash-files.ts';
import type { ContentAnalysis } from './image-model.ts';
import { findSameContent } from './same-content.ts';

/** What equal contents say of an image. `candidates`: how many files were to be hashed. */
export function compareContents(
  rootfs: Rootfs,
  hashed: readonly FileDigests[],
  candidates: number,
  limits?: ListLimits,
): ContentAnalysis {
  const contents = numberContents(rootfs.columns.eventKinds.length, hashed);
  const same = findSameContent(rootfs.columns, contents);
  return {
    duplicates: findDuplicates(rootfs, contents),
    storedDuplicates: findStoredDuplicates(rootfs, contents, limits),
    sameContent: same.layers,
    rewrites: same.rewrites,
    notCompared: candidates - hashed.reduce((sum, { events }) => sum + events.length, 0),
  };
}
