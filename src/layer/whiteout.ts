// Whiteouts: https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
import { encodeText } from '../bytes/text.ts';
import { baseNameStart } from '../paths/normalise.ts';

export type Whiteout =
  /** `.wh.NAME`: NAME of the layers below is deleted. */
  | { readonly kind: 'whiteout'; readonly path: Uint8Array }
  /** `.wh..wh..opq`: everything below this directory in the layers below is hidden. */
  | { readonly kind: 'opaque'; readonly path: Uint8Array }
  /** `.wh..wh.…`: AUFS's own bookkeeping, no part of the image. */
  | { readonly kind: 'aufs' };

const mark = encodeText('.wh.');

/** The path of the mark that deletes a path of the layers below. */
export function whiteoutOf(path: Uint8Array): Uint8Array {
  const base = baseNameStart(path);
  const whiteout = new Uint8Array(path.length + mark.length);
  whiteout.set(path.subarray(0, base));
  whiteout.set(mark, base);
  whiteout.set(path.subarray(base), base + mark.length);
  return whiteout;
}

const [dot, w, h] = [0x2e, 0x77, 0x68];
const opaqueRest = Uint8Array.from('.wh..opq', (character) => character.charCodeAt(0));

/** Whether `.wh.` stands there. */
export const startsWithMark = (path: Uint8Array, at: number): boolean =>
  path[at] === dot && path[at + 1] === w && path[at + 2] === h && path[at + 3] === dot;

/** What a normalised path means as a mark; null for an ordinary file. */
export function parseWhiteout(path: Uint8Array): Whiteout | null {
  const base = baseNameStart(path);
  if (!startsWithMark(path, base)) return null;
  const parent = path.subarray(0, Math.max(0, base - 1));
  const rest = path.subarray(base + 4);
  if (!startsWithMark(rest, 0)) {
    const target = new Uint8Array(base + rest.length);
    target.set(path.subarray(0, base));
    target.set(rest, base);
    return { kind: 'whiteout', path: target };
  }
  const isOpaque = rest.length === opaqueRest.length && opaqueRest.every((byte, at) => rest[at] === byte);
  return isOpaque ? { kind: 'opaque', path: parent } : { kind: 'aufs' };
}
