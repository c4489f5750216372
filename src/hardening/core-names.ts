import { startOf, type StringColumn } from '../bytes/string-column.ts';

const core = Uint8Array.from('core', (letter) => letter.charCodeAt(0));
const dot = 46;

/** Whether a name in a column is `core`, or `core.` and the number of a process (core(5), "Naming of core dump files"). */
export function isCoreName(column: StringColumn, item: number): boolean {
  const { bytes, ends } = column;
  const [start, end] = [startOf(column, item), ends[item] as number];
  const length = end - start;
  if (length < 4 || length === 5) return false;
  for (let at = 0; at < 4; at++) if (bytes[start + at] !== core[at]) return false;
  if (length === 4) return true;
  if (bytes[start + 4] !== dot) return false;
  for (let at = start + 5; at < end; at++) if (!isDigit(bytes[at] as number)) return false;
  return true;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
