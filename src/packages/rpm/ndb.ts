// `Packages.db` of SUSE and others (rpm, lib/backend/ndb/rpmpkg.c): little endian, pages of slots at the front that say where
// each header lies, in blocks of 16 bytes.
import { viewOf, type DatabaseForm, type HeaderSink } from './database.ts';

const word = (text: string): number => viewOf(new TextEncoder().encode(text)).getUint32(0, true);
const words = { file: word('RpmP'), slot: word('Slot'), blob: word('BlbS') };

const slotPageLength = 4096;
const slotLength = 16;
const blockLength = 16;
const fileHeaderLength = 32;

/** The header of a slot; null where there is none, which is told. */
function blobOf(bytes: Uint8Array, view: DataView, slot: number): Uint8Array | null {
  const package_ = view.getUint32(slot + 4, true);
  const at = view.getUint32(slot + 8, true) * blockLength;
  if (at + blockLength > bytes.length) return null;
  if (view.getUint32(at, true) !== words.blob || view.getUint32(at + 4, true) !== package_) return null;
  const length = view.getUint32(at + 12, true);
  const start = at + blockLength;
  return start + length > bytes.length ? null : bytes.subarray(start, start + length);
}

/** Where the slots end that the file has; more pages of them than fit in it are told. */
function endOfSlots(bytes: Uint8Array, view: DataView, sink: HeaderSink): number {
  const claimed = view.getUint32(12, true) * slotPageLength;
  if (claimed > bytes.length) sink.miss('is cut off within the list of what it holds, or damaged');
  return Math.min(claimed, bytes.length);
}

export const ndb: DatabaseForm = {
  recognises: (bytes) => bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === words.file,
  read(bytes, sink) {
    if (bytes.length < fileHeaderLength) return sink.miss('is cut off within its first 32 bytes');
    const view = viewOf(bytes);
    const end = endOfSlots(bytes, view, sink);
    // Blobs do not overlap: together they are no longer than the file.
    let left = bytes.length;
    for (let slot = fileHeaderLength; slot + slotLength <= end; slot += slotLength) {
      if (view.getUint32(slot, true) !== words.slot) return sink.miss('has a list of what it holds that is damaged');
      if (view.getUint32(slot + 4, true) === 0) continue;
      const blob = blobOf(bytes, view, slot);
      left -= blob?.length ?? 0;
      if (left < 0) return sink.miss('has the same header in several places: it is damaged');
      if (blob) sink.header(blob);
      else sink.miss(`has no header where number ${view.getUint32(slot + 4, true)} should be: cut off or damaged`);
    }
  },
};
