import { decodeText } from '../bytes/text.ts';
import { startsWith } from './magic.ts';

/** UTF-16 is known by its mark alone; what is text and none of the others is read as Windows-1252, where every byte is one. */
export const encodings = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'Windows-1252'] as const;
export type TextEncodingName = (typeof encodings)[number];

export interface TextForm {
  readonly encoding: TextEncodingName;
  /** Bytes of the mark in front (U+FEFF). */
  readonly mark: number;
}

/** Bytes that one line end takes, and a character at least. */
export const unitOf = (encoding: TextEncodingName): 1 | 2 => (encoding.startsWith('UTF-16') ? 2 : 1);

/** What Windows-1252 has at 0x80 to 0x9f, where it is not ISO 8859-1 (WHATWG Encoding, index windows-1252). */
const between = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

// Not by the decoder of that name: Node 20 takes it for ISO 8859-1.
function asLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function windows1252(bytes: Uint8Array): string {
  return asLatin1(bytes).replaceAll(/[\x80-\x9f]/g, (character) => between[character.charCodeAt(0) - 0x80] as string);
}
const decoders: Readonly<Record<TextEncodingName, (bytes: Uint8Array) => string>> = {
  'UTF-8': decodeText,
  'UTF-16LE': (bytes) => new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes),
  'UTF-16BE': (bytes) => new TextDecoder('utf-16be', { ignoreBOM: true }).decode(bytes),
  'Windows-1252': windows1252,
};

export function decode(bytes: Uint8Array, encoding: TextEncodingName): string {
  return decoders[encoding](bytes);
}

/** Bytes of text in this encoding; null where it has no such characters. */
export function encode(text: string, encoding: TextEncodingName): Uint8Array<ArrayBuffer> | null {
  if (encoding === 'UTF-8') return new TextEncoder().encode(text);
  if (encoding === 'Windows-1252') return toWindows1252(text.split(''));
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), encoding === 'UTF-16LE');
  return bytes;
}

let byCharacter: Map<string, number> | null = null;

function toWindows1252(characters: readonly string[]): Uint8Array<ArrayBuffer> | null {
  byCharacter ??= new Map(
    [
      ...decode(
        Uint8Array.from({ length: 256 }, (_, at) => at),
        'Windows-1252',
      ),
    ].map((c, at) => [c, at]),
  );
  const bytes = new Uint8Array(characters.length);
  for (const [at, character] of characters.entries()) {
    const byte = byCharacter.get(character);
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  return bytes;
}

/** What text has besides characters: tab, line ends, form feed, backspace, and the escape of colours in logs. */
const usualControls = new Set([8, 9, 10, 11, 12, 13, 27]);
/** One in so many bytes may be another control character. */
const controlsAtMost = 100;

function looksLikeText(head: Uint8Array): boolean {
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if ((byte < 32 && !usualControls.has(byte)) || byte === 127) odd++;
  }
  return odd * controlsAtMost <= head.length;
}

/** The last character may be cut where the head ends: up to three bytes of it are not looked at. */
function isUtf8(head: Uint8Array, isWhole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** How the text that begins so is encoded; null: it is no text. `isWhole`: nothing comes behind the head. */
export function textFormOf(head: Uint8Array, isWhole: boolean): TextForm | null {
  if (startsWith(head, '\xff\xfe')) return { encoding: 'UTF-16LE', mark: 2 };
  if (startsWith(head, '\xfe\xff')) return { encoding: 'UTF-16BE', mark: 2 };
  if (!looksLikeText(head)) return null;
  if (startsWith(head, '\xef\xbb\xbf')) return { encoding: 'UTF-8', mark: 3 };
  return { encoding: isUtf8(head, isWhole) ? 'UTF-8' : 'Windows-1252', mark: 0 };
}
