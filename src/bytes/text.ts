const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * UTF-8 to text. A byte that is no UTF-8 becomes the lone surrogate U+DC00 + byte, so that every name stays apart from
 * every other and can be turned back (PEP 383, "surrogateescape").
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes[at] as number);
    let character: string | null = null;
    if (length > 0 && at + length <= bytes.length) {
      try {
        character = strict.decode(bytes.subarray(at, at + length));
      } catch {
        // Falls through to the escape.
      }
    }
    text += character ?? String.fromCharCode(0xdc00 + (bytes[at] as number));
    at += character === null ? 1 : length;
  }
  return text;
}

/** The reverse of `decodeText`. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  if (!/[\udc80-\udcff]/.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (character.length === 1 && code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
}

// Control characters, and the bidirectional marks that can make a name read as another (UAX #9).
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/u; // eslint-disable-line no-control-regex

/** A name as it can be shown: what can't be seen, or isn't UTF-8, is written as an escape. */
export function visibleText(text: string): string {
  if (!unseen.test(text)) return text;
  let shown = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) shown += `\\x${(code - 0xdc00).toString(16).toUpperCase()}`;
    else if (character === '\n') shown += '\\n';
    else if (character === '\t') shown += '\\t';
    else if (unseen.test(character)) shown += `\\u{${code.toString(16).toUpperCase()}}`;
    else shown += character;
  }
  return shown;
}
