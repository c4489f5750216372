import { createSHA256, createSHA512 } from 'hash-wasm';
import type { HashAlgorithm } from './digest.ts';

// hash-wasm and not crypto.subtle: that one hashes no streams, and is missing where the page came over plain HTTP.

const makers: Readonly<Record<HashAlgorithm, typeof createSHA256>> = { sha256: createSHA256, sha512: createSHA512 };

/** A digest fed piece by piece; `finish` gives its bytes and starts it anew. */
export interface StreamingHash {
  update(bytes: Uint8Array): void;
  finish(): Uint8Array;
}

export async function createStreamingHash(algorithm: HashAlgorithm): Promise<StreamingHash> {
  const hasher = await makers[algorithm]();
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    finish() {
      const digest = hasher.digest('binary');
      hasher.init();
      return digest;
    },
  };
}

export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
