// Sparse files: GNU's type S (map in the header and in blocks behind it) and the PAX forms 0.0, 0.1 and 1.0.
// https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html
import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import { paxNumber, type PaxRecords } from './pax.ts';
import { blockSize, parseNumber } from './tar-header.ts';

/** Where the stored bytes belong in the file; everything else is zeros. */
export type SparseMap = { readonly offset: Bytes; readonly length: Bytes }[];

export const maxSparsePieces = 1_000_000;

/** Whether the pieces stand in order, apart, and inside the file: a map that does not is damaged or made to mislead. */
export function isSoundMap(map: SparseMap, size: Bytes): boolean {
  let end = 0;
  for (const piece of map) {
    // Put this way round, a number that is none fails too.
    if (!(piece.offset >= end && piece.length >= 0 && piece.offset + piece.length <= size)) return false;
    end = piece.offset + piece.length;
  }
  return true;
}

/** The full length of a file of type S. */
export function gnuRealSize(block: Uint8Array): Bytes {
  return parseNumber(block, 483, 12);
}

/** Adds the pieces of a header or of a block behind it; an empty piece ends the list. */
export function readGnuPieces(block: Uint8Array, start: number, count: number, map: SparseMap): void {
  for (let piece = 0; piece < count; piece++) {
    const at = start + piece * 24;
    const offset = parseNumber(block, at, 12);
    const length = parseNumber(block, at + 12, 12);
    if (block[at] === 0 && block[at + 12] === 0) return;
    map.push({ offset, length });
  }
}

/** PAX 0.0 (repeated offset and numbytes records) or 0.1 (one map record); null where there is neither. */
export function readPaxMap(records: PaxRecords, repeated: readonly Uint8Array[]): SparseMap | null {
  const one = records.get('GNU.sparse.map');
  if (one) return pairs(decodeText(one).split(',').map(decimal));
  return repeated.length > 0 ? pairs(repeated.map(paxNumber)) : null;
}

const decimal = (text: string): number => (/^\d{1,16}$/.test(text) ? Number(text) : NaN);

function pairs(numbers: readonly number[]): SparseMap {
  const map: SparseMap = [];
  for (let at = 0; at + 1 < numbers.length && map.length < maxSparsePieces; at += 2) {
    map.push({ offset: numbers[at] as number, length: numbers[at + 1] as number });
  }
  return map;
}

/** PAX 1.0: the map stands in front of the data, as decimal lines padded to whole blocks. */
export async function readStoredMap(
  take: (count: number) => Promise<Uint8Array>,
  fileName: string,
): Promise<{ map: SparseMap; bytes: Bytes }> {
  const numbers: number[] = [];
  let text = '';
  let bytes = 0;
  let wanted = 1;
  while (numbers.length < wanted) {
    text += decodeText(await take(blockSize));
    bytes += blockSize;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      if (numbers.length >= wanted) break;
      const value = decimal(line);
      if (!Number.isSafeInteger(value)) {
        throw new FaultError({ kind: 'bad-number', fileName, offset: bytes, field: 'sparse map' });
      }
      if (numbers.length === 0) {
        if (value > maxSparsePieces) {
          const what = 'the map of a sparse file';
          throw new FaultError({ kind: 'limit', fileName, what, limit: maxSparsePieces, unit: 'entries' });
        }
        wanted = 1 + value * 2;
      }
      numbers.push(value);
    }
    if (numbers.length < wanted && text.length > 32)
      throw new FaultError({ kind: 'bad-number', fileName, offset: bytes, field: 'sparse map' });
  }
  return { map: pairs(numbers.slice(1)), bytes };
}

const zeros = new Uint8Array(65_536);

function* hole(length: Bytes): Generator<Uint8Array> {
  for (let left = length; left > 0; left -= zeros.length) yield zeros.subarray(0, Math.min(left, zeros.length));
}

/** The file as a program reads it, by a sound map: stored pieces in their places, zeros between; `size` bytes in any case. */
export async function* expandSparse(
  map: SparseMap,
  size: Bytes,
  stored: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  let pending = new Uint8Array(0) as Uint8Array;
  for (const piece of map) {
    yield* hole(piece.offset - position);
    position = piece.offset;
    const end = piece.offset + piece.length;
    while (position < end) {
      if (pending.length === 0) {
        const { done, value } = await stored.next();
        if (done) break;
        pending = value;
      }
      const part = pending.subarray(0, end - position);
      pending = pending.subarray(part.length);
      position += part.length;
      yield part;
    }
  }
  yield* hole(size - position);
}
