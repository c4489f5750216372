// Damage to a file: bytes changed, cut, repeated, blocks swapped; then, if so wished, the checksums of its tar headers made
// right again, so that the damage is met behind them.
import fc from 'fast-check';

/** Places and lengths are shares of the file, so that they fit a file of any size. */
export type Damage =
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number }
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove' | 'repeat' | 'clear'; readonly at: number; readonly length: number }
  | { readonly kind: 'swap'; readonly at: number; readonly with: number };

const blockSize = 512;
const share = fc.nat({ max: 999_999 }).map((millionths) => millionths / 1_000_000);
const length = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(512, 1024, 5000));
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });

export const damage: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('flip' as const), at: share, mask: fc.integer({ min: 1, max: 255 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('write' as const, 'insert' as const), at: share, bytes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: share }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('remove' as const, 'repeat' as const, 'clear' as const),
      at: share,
      length,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('swap' as const), at: share, with: share }) },
);

type Bytes = Uint8Array<ArrayBuffer>;

function join(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const placeIn = (file: Bytes, at: number): number => Math.floor(at * file.length);
const blockAt = (file: Bytes, at: number): number => Math.floor((at * file.length) / blockSize) * blockSize;

function swapBlocks(file: Bytes, a: number, b: number): Bytes {
  const swapped = file.slice();
  const first = file.slice(blockAt(file, a), blockAt(file, a) + blockSize);
  const second = file.slice(blockAt(file, b), blockAt(file, b) + blockSize);
  if (first.length !== second.length) return swapped;
  swapped.set(second, blockAt(file, a));
  swapped.set(first, blockAt(file, b));
  return swapped;
}

export function damaged(file: Bytes, change: Damage): Bytes {
  const at = placeIn(file, change.at);
  const changed = file.slice();
  switch (change.kind) {
    case 'flip':
      if (changed.length > 0) changed[at]! ^= change.mask;
      return changed;
    case 'write':
      changed.set(change.bytes.subarray(0, file.length - at), at);
      return changed;
    case 'insert':
      return join(file.subarray(0, at), change.bytes, file.subarray(at));
    case 'cut':
      return file.slice(0, at);
    case 'remove':
      return join(file.subarray(0, at), file.subarray(at + change.length));
    case 'repeat':
      return join(file.subarray(0, at + change.length), file.subarray(at));
    case 'clear':
      return changed.fill(0, at, at + change.length);
    case 'swap':
      return swapBlocks(file, change.at, change.with);
    default:
      return change satisfies never;
  }
}

/** Makes the checksum right of every block that has ustar's magic word. */
export function mendChecksums(file: Bytes): Bytes {
  const mended = file.slice();
  const magic = [0x75, 0x73, 0x74, 0x61, 0x72];
  for (let at = 0; at + blockSize <= mended.length; at += blockSize) {
    if (!magic.every((byte, index) => mended[at + 257 + index] === byte)) continue;
    mended.fill(32, at + 148, at + 156);
    let sum = 0;
    for (let offset = at; offset < at + blockSize; offset++) sum += mended[offset] as number;
    mended.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), at + 148);
  }
  return mended;
}
