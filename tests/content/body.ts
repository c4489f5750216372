import type { FileBody } from '../../src/layer/file-body.ts';

/** The contents of a file, with a record of what was read of them. */
export function bodyOf(bytes: Uint8Array<ArrayBuffer>): FileBody & { readonly reads: [number, number][] } {
  const reads: [number, number][] = [];
  const read = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> => {
    reads.push([start, Math.min(end, bytes.length)]);
    return bytes.slice(start, end);
  };
  return { size: bytes.length, read, blob: null, reads };
}

/** UTF-16 with its mark. */
export function utf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  view.setUint16(0, 0xfeff, littleEndian);
  for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'));
