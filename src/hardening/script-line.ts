// The first line of a script, as Linux reads it (execve(2), "Interpreter scripts").
import { decodeText } from '../bytes/text.ts';

/** What Linux looks at of a file to find its interpreter. */
const mostBytes = 256;
const [tab, newline, blank, hash, bang] = [9, 10, 32, 0x23, 0x21];

export const isScript = (bytes: Uint8Array): boolean => bytes[0] === hash && bytes[1] === bang;

/**
 * The words behind `#!`, the interpreter first; null where there are none. Only blanks and tabs part words: a carriage
 * return belongs to the last, and there is then no such interpreter.
 */
export function readScriptLine(bytes: Uint8Array): string[] | null {
  if (!isScript(bytes)) return null;
  const newlineAt = bytes.subarray(0, mostBytes).indexOf(newline);
  const end = newlineAt < 0 ? Math.min(bytes.length, mostBytes) : newlineAt;
  const words: string[] = [];
  for (let at = 2; at < end; at++) {
    if (bytes[at] === blank || bytes[at] === tab) continue;
    const start = at;
    while (at < end && bytes[at] !== blank && bytes[at] !== tab) at++;
    words.push(decodeText(bytes.subarray(start, at)));
  }
  return words.length > 0 ? words : null;
}
