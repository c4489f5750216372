// https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests

/** The algorithms that OCI registers, named as a digest names them, with the length of their digests in hex. */
const hexLengths = { sha256: 64, sha512: 128 } as const;

export type HashAlgorithm = keyof typeof hexLengths;

export const hashAlgorithms = Object.keys(hexLengths) as readonly HashAlgorithm[];

/** The algorithm of a well-formed digest; null for any other text, and for an algorithm that is not known here. */
export function algorithmOf(digest: string): HashAlgorithm | null {
  const [name = '', hex = ''] = digest.split(':', 2);
  const algorithm = hashAlgorithms.find((known) => known === name);
  const wellFormed = digest.length === name.length + 1 + hex.length && /^[0-9a-f]+$/.test(hex);
  return algorithm && wellFormed && hex.length === hexLengths[algorithm] ? algorithm : null;
}
