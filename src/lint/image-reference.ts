/** `registry:5000/name:tag@digest` in its parts; null where one is not given. */
export interface ImageReference {
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

export function parseImageReference(text: string): ImageReference {
  const at = text.indexOf('@');
  const tagged = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? null : text.slice(at + 1);
  // A colon before the last slash belongs to the registry's port.
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  if (colon < 0) return { name: tagged, tag: null, digest };
  return { name: tagged.slice(0, colon), tag: tagged.slice(colon + 1), digest };
}

const separators = /[._-]+/g;

function isPathPart(part: string): boolean {
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(part) || !/[a-z0-9]$/.test(part)) return false;
  return (part.match(separators) ?? []).every((found) => ['.', '_', '__'].includes(found) || !/[._]/.test(found));
}

function isHost(text: string): boolean {
  const [, host = '', port] = /^(\[[\da-fA-F:]+\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  if (host.startsWith('[')) return true;
  const parts = host.split('.').every((part) => /^[a-zA-Z0-9-]+$/.test(part) && !/^-|-$/.test(part));
  return parts && (port !== undefined || !text.includes(':'));
}

const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

function isDigest(digest: string): boolean {
  const [algorithm = '', hex = '', ...rest] = digest.split(':');
  if (rest.length > 0 || !/^[\da-f]+$/.test(hex)) return false;
  return digestLengths[algorithm] === hex.length;
}

/** What the builder accepts as the name of an image, `docker.io/` added or not. */
export function isImageName(text: string): boolean {
  const { name, tag, digest } = parseImageReference(text);
  const [first = '', ...rest] = name.split('/');
  // The first part is a registry where it looks like one; the name alone is not 64 hexadecimal digits.
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  if (hasHost && !isHost(first)) return false;
  const path = hasHost ? rest : [first, ...rest];
  if (name.length > 255 || /^[\da-f]{64}$/.test(text) || !path.every(isPathPart)) return false;
  if (tag !== null && !/^\w[\w.-]{0,127}$/.test(tag)) return false;
  return digest === null || isDigest(digest);
}
