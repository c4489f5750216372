import { decodeText } from '../bytes/text.ts';
import { formatBytes } from '../bytes/units.ts';
import type { Findings } from './findings.ts';

const lineFeed = 10;
/** A stanza of a package has some kilobytes; the longest list of files has some hundred. */
export const mostStanzaBytes = 10_000_000;

/** The texts between blank lines, one by one. One that is too long is cut off, which is told. */
export function* stanzasOf(bytes: Uint8Array, findings: Findings): Generator<string> {
  for (let start = 0; start < bytes.length;) {
    const end = stanzaEnd(bytes, start);
    if (end - start > mostStanzaBytes) {
      findings.miss(
        `has an entry of ${formatBytes(end - start)}, of which the first ${formatBytes(mostStanzaBytes)} are read`,
      );
    }
    if (end > start) yield decodeText(bytes.subarray(start, Math.min(end, start + mostStanzaBytes)));
    start = end + 1;
  }
}

/** The line feed of the stanza's last line. */
function stanzaEnd(bytes: Uint8Array, start: number): number {
  if (bytes[start] === lineFeed) return start;
  for (let at = bytes.indexOf(lineFeed, start); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at;
  }
  return bytes.length;
}
