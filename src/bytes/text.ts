const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Most paths are shorter. */
const shortText = 256;

/**
 * Of a short text, which the browser's decoder takes longer to be called for than to decode; it also keeps what it makes
 * outside of the heap, where it stays until garbage is collected. Null where it is not all ASCII.
 */
function decodeAscii(bytes: Uint8Array): string | null {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) > 127) return null;
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

/**
 * UTF-8 to text. A byte that is no UTF-8 becomes the lone surrogate U+DC00 + byte, so that every name stays apart from
 * every other and can be turned back (PEP 383, "surrogateescape").
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return (bytes.length <= shortText && decodeAscii(bytes)) || strict.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

/** The bounds of the second byte keep out overlong forms, surrogates and what lies above U+10FFFF (RFC 3629). */
function secondByteFits(lead: number, second: number): boolean {
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return second >= least && second <= most;
}

/** How many bytes the character at `at` takes; 0 where there is none in UTF-8. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length === 0 || at + length > bytes.length || !secondByteFits(lead, bytes[at + 1] as number)) return 0;
  for (let next = at + 2; next < at + length; next++) if (((bytes[next] as number) & 0xc0) !== 0x80) return 0;
  return length;
}

// Not by trying the decoder on each piece: an exception for every bad byte made a name of 64 kB take a second.
function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    const lead = bytes[at] as number;
    if (length === 0) text += String.fromCharCode(0xdc00 + lead);
    else {
      let code = length === 1 ? lead : lead & (0xff >> (length + 1));
      for (let next = at + 1; next < at + length; next++) code = (code << 6) | ((bytes[next] as number) & 0x3f);
      text += String.fromCodePoint(code);
    }
    at += Math.max(1, length);
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

// What takes no room or no ink, or makes a name read as another: control characters, the bidirectional marks (UAX #9),
// code points that are ignored by default (zero-width ones, fillers, variation selectors, tags; UAX #44), blanks other than
// the ordinary one, and halves of surrogate pairs.
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/u;
/** A combining character is drawn over its neighbours: beyond this many in a row it would cover other lines. */
const maxMarks = 8;
const floodOfMarks = new RegExp(`\\p{M}{${maxMarks + 1}}`, 'u');

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16).toUpperCase()}`;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u{${code.toString(16).toUpperCase()}}`;
}

/** A name as it can be shown: what can't be seen, covers other text or isn't UTF-8 is written as an escape. */
export function visibleText(text: string): string {
  if (/^[ -~]*$/.test(text) || (!unseen.test(text) && !floodOfMarks.test(text))) return text;
  let shown = '';
  let marks = 0;
  let previous = '';
  for (const character of text) {
    marks = /\p{M}/u.test(character) ? marks + 1 : 0;
    // An emoji is told from the sign of the same code by this selector, and looks different with it.
    const isEmojiStyle = character === '\ufe0f' && /\p{Extended_Pictographic}/u.test(previous);
    shown += marks > maxMarks || (unseen.test(character) && !isEmojiStyle) ? escapeOf(character) : character;
    previous = character;
  }
  return shown;
}

/** True for UTF-16 that was decoded byte by byte, or as UTF-8: by its mark, or as every other character is NUL. */
export function isUtf16(text: string): boolean {
  if (/^(?:\xff\xfe|\xfe\xff|\ufffd\ufffd)/.test(text)) return true;
  const head = text.slice(0, 64);
  const nulls = (parity: number): boolean =>
    [...head].every((character, at) => (character === '\0') === (at % 2 === parity));
  return head.length > 3 && (nulls(0) || nulls(1));
}
