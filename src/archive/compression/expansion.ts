import type { ChunkSource } from '../../bytes/byte-reader.ts';
import type { Bytes } from '../../bytes/units.ts';
import { FaultError } from '../../fault.ts';

/** A bomb: more than this came out, and more than so many times what went in. Real layers reach some 20 times. */
export const guardFrom: Bytes = 1_000_000_000;
export const maxRatio = 200;

/** The same pieces, until they are more than any real layer would be. */
export function guardExpansion(source: ChunkSource, fileName: string, compression: string): ChunkSource {
  let bytesOut = 0;
  return {
    get consumed() {
      return source.consumed;
    },
    async next() {
      const chunk = await source.next();
      if (chunk) bytesOut += chunk.length;
      const bytesIn = source.consumed;
      if (bytesOut > guardFrom && bytesOut > bytesIn * maxRatio) {
        throw new FaultError({ kind: 'expansion', fileName, compression, bytesIn, bytesOut });
      }
      return chunk;
    },
    close: () => source.close(),
  };
}
