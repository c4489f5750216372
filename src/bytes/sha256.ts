import { sha256 as digestOf } from 'hash-wasm';
import type { Digest } from './units.ts';

/** Of bytes that are there as a whole; `createStreamingHash` takes them piece by piece. */
export async function sha256(bytes: Uint8Array): Promise<Digest> {
  return `sha256:${await digestOf(bytes)}`;
}
