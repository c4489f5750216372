// eStargz: a gzip layer of many members, with an index in its tar that lets runtimes fetch single files.
// https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md
import type { ByteRange } from '../bytes/units.ts';
import type { LayerBlob } from '../image/model.ts';

/** Whether an entry of the tar, by its normalised path, is a row of the layer's table. */
export type RowFilter = (path: Uint8Array) => boolean;

// What the converter puts in beside the image's own files: the index, and a mark behind the files to fetch first.
const ownNames = ['stargz.index.json', '.prefetch.landmark', '.no.prefetch.landmark'].map((name) =>
  new TextEncoder().encode(name),
);

// The blob ends in an empty gzip member whose extra field holds the index's offset in 16 hexadecimal digits and
// "STARGZ": 51 bytes with a subfield's header "SG" before it, 47 without one, as CRFS wrote it first.
const footers = [
  { size: 51, prefix: [26, 0, 0x53, 0x47, 22, 0] },
  { size: 47, prefix: [22, 0] },
];
const gzipHeader = [0x1f, 0x8b, 8, 4];
const extraAt = 10;
const digits = 16;
const mark = [...new TextEncoder().encode('STARGZ')];

function isFooter(bytes: Uint8Array, prefix: readonly number[]): boolean {
  const stands = (at: number, wanted: readonly number[]): boolean =>
    wanted.every((byte, index) => bytes[at + index] === byte);
  return stands(0, gzipHeader) && stands(extraAt, prefix) && stands(extraAt + prefix.length + digits, mark);
}

/** Told by the last bytes of the blob. */
export async function isEstargz(file: Blob, range: ByteRange): Promise<boolean> {
  const longest = footers[0]!.size;
  const start = Math.max(range.start, range.end - longest);
  const end = new Uint8Array(await file.slice(start, range.end).arrayBuffer());
  return footers.some(({ size, prefix }) => end.length >= size && isFooter(end.subarray(end.length - size), prefix));
}

/** Leaves out what eStargz adds to a layer; null where all entries are rows: other layers may have files of these names. */
export async function readRowFilter(file: Blob, { range, compression }: LayerBlob): Promise<RowFilter | null> {
  if (compression !== 'gzip' || !range || !(await isEstargz(file, range))) return null;
  return (path) => !ownNames.some((name) => equals(name, path));
}

function equals(name: Uint8Array, path: Uint8Array): boolean {
  return name.length === path.length && name.every((byte, at) => path[at] === byte);
}
