import type { StringColumn } from '../bytes/string-column.ts';

const core = Uint8Array.from('core', (letter) => letter.charCodeAt(0));
const dot = 46;

/** Items of a column that are `core`, or `core.` and the number of a process (core(5), "Naming of core dump files"). */
export function coreNamesIn({ bytes, ends }: StringColumn): number[] {
  const found: number[] = [];
  let start = 0;
  for (let item = 0; item < ends.length; item++) {
    const end = ends[item] as number;
    if (bytes[start] === core[0] && isCoreName(bytes, start, end)) found.push(item);
    start = end;
  }
  return found;
}

function isCoreName(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 4 || length === 5) return false;
  for (let at = 1; at < 4; at++) if (bytes[start + at] !== core[at]) return false;
  if (length === 4) return true;
  if (bytes[start + 4] !== dot) return false;
  for (let at = start + 5; at < end; at++) if (!isDigit(bytes[at] as number)) return false;
  return true;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
