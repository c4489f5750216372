export interface HexRow {
  /** As hexdump -C writes it. */
  readonly offset: string;
  readonly bytes: string;
  /** What of it is printable in ASCII; dots for the rest. */
  readonly text: string;
}

const twoDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A row of a hex view. `digits`: of its offset; `width`: bytes of a full row. */
export function hexRow(
  bytes: Uint8Array,
  offset: number,
  { digits, width }: { digits: number; width: number },
): HexRow {
  let hex = '';
  let text = '';
  for (let at = 0; at < width; at++) {
    const byte = bytes[at];
    hex += `${at === 0 ? '' : at % 8 === 0 ? '  ' : ' '}${byte === undefined ? '  ' : (twoDigits[byte] as string)}`;
    if (byte !== undefined) text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.';
  }
  return { offset: offset.toString(16).padStart(digits, '0'), bytes: hex, text };
}

/** An offset as somebody types it: `0x1f` and `1fh` are hexadecimal, digits alone decimal; null where it is none. */
export function parseOffset(text: string): number | null {
  const [, prefixed, suffixed, decimal] =
    /^\s*(?:0x([0-9a-f]{1,13})|([0-9a-f]{1,13})h|(\d{1,15}))\s*$/i.exec(text) ?? [];
  const hex = prefixed ?? suffixed;
  if (hex !== undefined) return parseInt(hex, 16);
  return decimal === undefined ? null : Number(decimal);
}
