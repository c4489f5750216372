// Names that stand in compiled modules: what these import is in no text.
import { decodeText } from '../../bytes/text.ts';

const limits = { names: 20_000, length: 100 } as const;

/** A letter, a digit, `_` or `.`: what names of modules are made of. */
const inName = new Uint8Array(256);
for (let code = 0; code < 128; code++) if (/[\w.]/.test(String.fromCharCode(code))) inName[code] = 1;

const likeModule = /^[A-Za-z_][\w.]*\w$/;

function take(names: Set<string>, bytes: Uint8Array, start: number, end: number): void {
  if (end - start < 2 || end - start > limits.length || names.size >= limits.names) return;
  const name = decodeText(bytes.subarray(start, end));
  if (likeModule.test(name)) names.add(name);
}

/** C strings of a library. */
export function takeNamesOfLibrary(bytes: Uint8Array, names: Set<string>): void {
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (inName[bytes[at] as number] === 1) continue;
    if (bytes[at] === 0 && at > start) take(names, bytes, start, at);
    start = at + 1;
  }
}

/** Short strings in the bytecode of a `.pyc`: 'z' or 'Z', with or without the bit of a reference, a length, the text. */
export function namesOfBytecode(bytes: Uint8Array): Set<string> {
  const names = new Set<string>();
  for (let at = 16; at + 2 < bytes.length; at++) {
    if (((bytes[at] as number) & 0x5f) !== 0x5a) continue;
    const end = at + 2 + (bytes[at + 1] as number);
    let to = at + 2;
    while (to < end && inName[bytes[to] as number] === 1) to++;
    if (to === end) take(names, bytes, at + 2, end);
  }
  return names;
}
