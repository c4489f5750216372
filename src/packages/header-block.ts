/** A longer one is none that a program wrote; a description as a header has some 100 kB at most. */
export const mostHeaderBytes = 1_000_000;

const lineFeed = 10;
const carriageReturn = 13;

/** The length of a header block: up to the first empty line, or all of it. */
function blockLength(bytes: Uint8Array): number {
  const limit = Math.min(bytes.length, mostHeaderBytes);
  if (bytes[bytes[0] === carriageReturn ? 1 : 0] === lineFeed) return 0;
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

/**
 * Fields of a header block (RFC 822), that of an e-mail and of a Python package, in their order. `wanted`: their names in lower
 * case. What is no field is passed over.
 */
export function headerFields(bytes: Uint8Array, wanted: ReadonlySet<string>): HeaderField[] {
  const fields: { name: string; lines: string[] }[] = [];
  let field: { name: string; lines: string[] } | null = null;
  for (const line of new TextDecoder().decode(bytes.subarray(0, blockLength(bytes))).split('\n')) {
    const colon = line.indexOf(':');
    if (line.startsWith(' ') || line.startsWith('\t')) field?.lines.push(line);
    else if (colon > 0) {
      const name = line.slice(0, colon).toLowerCase();
      field = wanted.has(name) ? { name, lines: [line.slice(colon + 1)] } : null;
      if (field) fields.push(field);
    }
  }
  return fields.map(({ name, lines }) => ({ name, value: lines.join('\n').trim() }));
}
