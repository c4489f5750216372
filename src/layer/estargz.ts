// eStargz: a gzip layer of many members, with an index in its tar that lets runtimes fetch single files.
// https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md; with the index in another image:
// https://github.com/containerd/stargz-snapshotter/blob/main/docs/smaller-estargz.md
import type { ByteRange } from '../bytes/units.ts';
import type { LayerBlob } from '../image/model.ts';

/** Whether an entry of the tar, by its normalised path, is a row of the layer's table. */
export type RowFilter = (path: Uint8Array) => boolean;

// What the converter puts in beside the image's own files: the index, and a mark behind the files to fetch first.
const ownNames = ['stargz.index.json', '.prefetch.landmark', '.no.prefetch.landmark'].map((name) =>
  new TextEncoder().encode(name),
);

interface Footer {
  readonly size: number;
  /** The length of the extra field, and the header of the subfield in it, where there is one. */
  readonly before: readonly number[];
  /** Of the index's offset in the blob, hexadecimal. */
  readonly digits: number;
  readonly mark: string;
}

// The blob ends in an empty gzip member that is known by its extra field: "STARGZ" behind the index's offset, in a subfield
// "SG" or, as CRFS wrote it first, without one; "STARGZEXTERNALTOC" where the index is kept in another image.
const footers: readonly Footer[] = [
  { size: 51, before: [26, 0, 0x53, 0x47, 22, 0], digits: 16, mark: 'STARGZ' },
  { size: 47, before: [22, 0], digits: 16, mark: 'STARGZ' },
  { size: 46, before: [21, 0, 0x53, 0x47, 17, 0], digits: 0, mark: 'STARGZEXTERNALTOC' },
];
const longest = Math.max(...footers.map(({ size }) => size));
const gzipHeader = [0x1f, 0x8b, 8, 4];
const extraAt = 10;

function isFooter(bytes: Uint8Array, { before, digits, mark }: Footer): boolean {
  const stands = (at: number, wanted: ArrayLike<number>): boolean =>
    Array.from(wanted).every((byte, index) => bytes[at + index] === byte);
  const markAt = extraAt + before.length + digits;
  return stands(0, gzipHeader) && stands(extraAt, before) && stands(markAt, new TextEncoder().encode(mark));
}

/** Told by the last bytes of the blob. */
export async function isEstargz(file: Blob, range: ByteRange): Promise<boolean> {
  const start = Math.max(range.start, range.end - longest);
  const end = new Uint8Array(await file.slice(start, range.end).arrayBuffer());
  return footers.some(
    (footer) => end.length >= footer.size && isFooter(end.subarray(end.length - footer.size), footer),
  );
}

/** Leaves out what eStargz adds to a layer; null where all entries are rows: other layers may have files of these names. */
export async function readRowFilter(file: Blob, { range, compression }: LayerBlob): Promise<RowFilter | null> {
  if (compression !== 'gzip' || !range || !(await isEstargz(file, range))) return null;
  return (path) => !ownNames.some((name) => equals(name, path));
}

function equals(name: Uint8Array, path: Uint8Array): boolean {
  return name.length === path.length && name.every((byte, at) => path[at] === byte);
}
