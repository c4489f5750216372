import { createCRC32 } from 'hash-wasm';

/** A CRC-32 (RFC 1952, 8) fed piece by piece; `finish` starts it anew. */
export interface StreamingCrc32 {
  update(bytes: Uint8Array): void;
  finish(): number;
}

export async function createStreamingCrc32(): Promise<StreamingCrc32> {
  const hasher = await createCRC32();
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    finish() {
      const crc = Number.parseInt(hasher.digest('hex'), 16);
      hasher.init();
      return crc;
    },
  };
}
