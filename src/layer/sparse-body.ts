import type { SparseMap } from '../archive/sparse.ts';
import { TarReader } from '../archive/tar-reader.ts';
import { BlobReader } from '../bytes/byte-reader.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import type { BodyPlace, FileBody } from './file-body.ts';

interface Stored {
  readonly map: SparseMap;
  /** By piece: where its bytes begin in the tar; behind the last one, where they end. */
  readonly starts: Float64Array;
}

/** A sparse file as a program reads it: its stored pieces in their places, zeros between. */
export class SparseBody implements FileBody {
  readonly blob = null;
  readonly size: Bytes;
  private stored: Promise<Stored> | null = null;

  constructor(
    private readonly tar: Blob,
    private readonly place: Pick<BodyPlace, 'offset' | 'size'>,
    private readonly name: string,
  ) {
    this.size = place.size;
  }

  async read(start: Bytes, end: Bytes): Promise<Uint8Array<ArrayBuffer>> {
    const { map, starts } = await (this.stored ??= this.readMap());
    const to = Math.min(end, this.size);
    const bytes = new Uint8Array(Math.max(0, to - start));
    const first = firstBehind(map, start);
    const behind = firstBehind(map, to - 1, (piece) => piece.offset);
    if (first >= behind) return bytes;
    // Stored pieces lie one right behind the other, whatever lies between them in the file: one read for all of them.
    const [from, until] = [starts[first] as number, starts[behind] as number];
    if (until > this.tar.size) throw this.truncated();
    const stored = new Uint8Array(await this.tar.slice(from, until).arrayBuffer());
    for (let at = first; at < behind; at++) {
      const { offset, length } = map[at] as SparseMap[number];
      const [left, right] = [Math.max(start, offset), Math.min(to, offset + length)];
      const own = (starts[at] as number) - from - offset;
      bytes.set(stored.subarray(own + left, own + right), left - start);
    }
    return bytes;
  }

  private async readMap(): Promise<Stored> {
    const reader = new BlobReader(this.tar, { start: this.place.offset, end: this.tar.size });
    try {
      const entry = await new TarReader(reader, this.name).next();
      if (!entry) throw this.truncated();
      const map = entry.sparse ?? [{ offset: 0, length: entry.storedSize }];
      const starts = new Float64Array(map.length + 1);
      starts[0] = this.place.offset + entry.bodyOffset;
      for (const [at, { length }] of map.entries()) starts[at + 1] = (starts[at] as number) + length;
      return { map, starts };
    } finally {
      await reader.close();
    }
  }

  private truncated(): FaultError {
    return new FaultError({ kind: 'truncated', fileName: this.name, offset: this.tar.size });
  }
}

const endOf = ({ offset, length }: SparseMap[number]): Bytes => offset + length;

/** The first piece whose end (or what `of` says) lies behind a position. Pieces stand in order. */
function firstBehind(map: SparseMap, position: Bytes, of: (piece: SparseMap[number]) => Bytes = endOf): number {
  let [low, high] = [0, map.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(map[middle] as SparseMap[number]) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
