import { formatBytes, formatCount, type Bytes } from '../../bytes/units.ts';

export const filesCount = (files: number): string => `${formatCount(files)} ${files === 1 ? 'file' : 'files'}`;

/** A sum of sizes that are not all known is the least that it can be. */
export function bytesSoFar(bytes: Bytes, unsized: number): string {
  if (unsized === 0) return formatBytes(bytes);
  return bytes === 0 ? 'not read' : `≥ ${formatBytes(bytes)}`;
}
