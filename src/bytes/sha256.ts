import { createSHA256, sha256 as digestOf } from 'hash-wasm';
import type { Digest } from './units.ts';

// hash-wasm and not crypto.subtle: that one hashes no streams, and is missing where the page came over plain HTTP.

export async function sha256(bytes: Uint8Array): Promise<Digest> {
  return `sha256:${await digestOf(bytes)}`;
}

/** A digest fed piece by piece; `finish` starts it anew. */
export interface StreamingSha256 {
  update(bytes: Uint8Array): void;
  finish(): Digest;
}

export async function createStreamingSha256(): Promise<StreamingSha256> {
  const hasher = await createSHA256();
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    finish() {
      const digest: Digest = `sha256:${hasher.digest('hex')}`;
      hasher.init();
      return digest;
    },
  };
}
