import { bytesAt, startOf, type StringColumn } from '../bytes/string-column.ts';
import { decodeText } from '../bytes/text.ts';

/** Names of all nodes, as they are and in lower case. */
export interface NodeNames {
  readonly exact: readonly string[];
  readonly lower: readonly string[];
}

/** One decoding of all names, cut up afterwards: a byte is a character in Windows-1252, and most names are ASCII. */
export function decodeNames(names: StringColumn): NodeNames {
  const all = new TextDecoder('windows-1252').decode(names.bytes);
  const allLower = all.toLowerCase();
  const exact: string[] = [];
  const lower: string[] = [];
  for (let node = 0; node < names.ends.length; node++) {
    const start = startOf(names, node);
    const end = names.ends[node] as number;
    let ascii = true;
    for (let at = start; ascii && at < end; at++) ascii = (names.bytes[at] as number) < 0x80;
    const name = ascii ? all.slice(start, end) : decodeText(bytesAt(names, node));
    exact.push(name);
    lower.push(ascii ? allLower.slice(start, end) : name.toLowerCase());
  }
  return { exact, lower };
}
