import { editGlobals, editHeaders } from '../archive/edit-header.ts';
import { RawEntries } from '../archive/raw-entries.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { UnixSeconds } from '../bytes/units.ts';
import type { DroppedRange } from './dropped-ranges.ts';

/** Copies a tar without some ranges of it, which are whole entries and come in order, with one time for all that stays. */
export async function copyEdited(
  reader: ByteReader,
  fileName: string,
  { ranges, time }: { ranges: readonly DroppedRange[]; time: UnixSeconds },
  target: ByteSink,
  onProgress: () => void,
): Promise<void> {
  // One entry may be nearly all of a layer.
  const sink: ByteSink = {
    async write(piece) {
      await target.write(piece);
      onProgress();
    },
  };
  const entries = new RawEntries(reader, fileName);
  const edit = { time, path: null, link: null, globals: null };
  let range = 0;
  for (let entry = await entries.next(); entry; entry = await entries.next()) {
    await sink.write(editGlobals(entries.globals, time));
    while (range < ranges.length && ranges[range]!.end <= entry.offset) range++;
    const dropped = ranges[range];
    const isLeftOut = dropped !== undefined && dropped.start <= entry.offset;
    if (isLeftOut && dropped.instead && dropped.start === entry.offset) await sink.write(dropped.instead);
    if (!isLeftOut) {
      await sink.write(editHeaders(entries.headers, edit));
      await entries.copyBody(sink);
    }
  }
  await sink.write(editGlobals(entries.globals, time));
  await entries.copyRest(sink);
}
