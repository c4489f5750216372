import { algorithmOf } from '../bytes/digest.ts';
import { createStreamingHash, toHex } from '../bytes/streaming-hash.ts';
import type { NamedDocument } from './model.ts';

/** What the archive says of a manifest or config, and what it is; hashed where it is read, since it is small. */
export async function nameDocument(
  what: NamedDocument['what'],
  expected: string | null,
  bytes: Uint8Array,
): Promise<NamedDocument> {
  const algorithm = expected === null ? 'sha256' : algorithmOf(expected);
  if (!algorithm) return { what, expected, actual: null };
  const hash = await createStreamingHash(algorithm);
  hash.update(bytes);
  return { what, expected, actual: `${algorithm}:${toHex(hash.finish())}` };
}

/** `<hex>.json`, `blobs/sha256/<hex>` and `sha256:<hex>` carry the config's digest in their name. */
export function configDigestInName(name: string): string | null {
  const hex = /(?:^|[/:])([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1];
  return hex ? `sha256:${hex}` : null;
}
