import type { Bytes } from '../../bytes/units.ts';

/** Null where it is no gzip, is damaged, or gives more than `most` bytes. `onPiece` is told what it unpacks to, bit by bit. */
export async function gunzipText(
  bytes: Uint8Array<ArrayBuffer>,
  most: Bytes,
  onPiece: (bytes: Uint8Array) => void = () => undefined,
): Promise<string | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return texts.join('') + decoder.decode();
      size += value.length;
      if (size > most) return null;
      onPiece(value);
      texts.push(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    // What is wrong with the data is a TypeError in browsers, and an error of zlib in Node.
    if (error instanceof RangeError) throw error;
    return null;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
