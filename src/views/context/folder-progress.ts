import { formatBytes, formatCount, type Bytes } from '../../bytes/units.ts';

/** How far a dropped folder is known. Names come first, sizes after them. */
export interface FolderProgress {
  readonly phase: 'walking' | 'sizing' | 'done' | 'cancelled';
  /** Files and folders found so far. */
  readonly names: number;
  /** Files whose size is to be known, and is. */
  readonly files: number;
  readonly sized: number;
}

export const filesCount = (files: number): string => `${formatCount(files)} ${files === 1 ? 'file' : 'files'}`;

/** A sum of sizes that are not all known is the least that it can be. */
export function bytesSoFar(bytes: Bytes, unsized: number): string {
  if (unsized === 0) return formatBytes(bytes);
  return bytes === 0 ? 'not read' : `≥ ${formatBytes(bytes)}`;
}
