/** A longer one is none that a program wrote; a description as a header has some 100 kB at most. */
export const mostHeaderBytes = 1_000_000;

const lineFeed = 10;
const carriageReturn = 13;

/** The length of a header block: up to the first empty line, or all of it. */
function blockLength(bytes: Uint8Array): number {
  const limit = Math.min(bytes.length, mostHeaderBytes);
  for (let at = bytes.indexOf(lineFeed); at >= 0 && at < limit; at = bytes.indexOf(lineFeed, at + 1)) {
    const next = bytes[at + 1] === carriageReturn ? at + 2 : at + 1;
    if (bytes[next] === lineFeed) return at;
  }
  return limit;
}

export interface HeaderField {
  /** In lower case. */
  readonly name: string;
  /** Lines that were folded stand below each other, as they are. */
  readonly value: string;
}

/** The fields of a header block (RFC 822): those of an e-mail, and of a Python package. What is no field is passed over. */
export function headerFields(bytes: Uint8Array): HeaderField[] {
  const lines = new TextDecoder().decode(bytes.subarray(0, blockLength(bytes))).split('\n');
  const fields: { name: string; lines: string[] }[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (line.startsWith(' ') || line.startsWith('\t')) fields.at(-1)?.lines.push(line);
    else if (colon > 0) fields.push({ name: line.slice(0, colon).toLowerCase(), lines: [line.slice(colon + 1)] });
  }
  return fields.map((field) => ({ name: field.name, value: field.lines.join('\n').trim() }));
}
