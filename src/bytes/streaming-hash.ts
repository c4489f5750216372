import { createSHA256, createSHA512, type IHasher } from 'hash-wasm';
import type { HashAlgorithm } from './digest.ts';

// hash-wasm and not crypto.subtle: that one hashes no streams, and is missing where the page came over plain HTTP.

const makers: Readonly<Record<HashAlgorithm, typeof createSHA256>> = { sha256: createSHA256, sha512: createSHA512 };

/** A digest fed piece by piece; `finish` gives its bytes and starts it anew. */
export interface StreamingHash {
  update(bytes: Uint8Array): void;
  finish(): Uint8Array;
  /** It is not used any more: the next one gets its program and memory. */
  release(): void;
}

/** Each is a program with a memory of its own: as garbage, those of many short tasks would lie about for long. */
const released: Readonly<Record<HashAlgorithm, IHasher[]>> = { sha256: [], sha512: [] };

export async function createStreamingHash(algorithm: HashAlgorithm): Promise<StreamingHash> {
  const hasher = released[algorithm].pop() ?? (await makers[algorithm]());
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    finish() {
      const digest = hasher.digest('binary');
      hasher.init();
      return digest;
    },
    release: () => void released[algorithm].push(hasher),
  };
}

export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
