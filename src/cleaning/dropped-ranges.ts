import type { TarEntry } from '../archive/tar-entry.ts';
import { blockSize } from '../archive/tar-header.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';
import { parseWhiteout } from '../layer/whiteout.ts';
import { normalisePath } from '../paths/normalise.ts';
import type { CleanPlan } from './clean-plan.ts';

/** What of a layer's tar goes. */
export interface DroppedRanges {
  /** In order, apart from each other; each is an entry with the headers that belong to it alone. */
  readonly ranges: readonly ByteRange[];
  /** Of the whole tar. */
  readonly tarBytes: Bytes;
  readonly entries: number;
  /** Marks of removals among them. */
  readonly whiteouts: number;
  /** Entries that stay. */
  readonly left: number;
}

/** Goes through the tar of a layer. Throws a FaultError where it is damaged: what lies behind is not known then. */
export async function droppedRanges(
  reader: ByteReader,
  fileName: string,
  plan: CleanPlan,
  layer: number,
): Promise<DroppedRanges> {
  const tar = new TarReader(reader, fileName);
  const offsets = plan.droppedOffsets(layer);
  const ranges: ByteRange[] = [];
  let [next, entries, whiteouts, left] = [0, 0, 0, 0];
  for (let entry = await tar.next(); entry; entry = tar.nextBuffered() ?? (await tar.next())) {
    const isUseless = isUselessMark(entry, plan, layer);
    // Rows come in the order of the tar.
    while (next < offsets.length && (offsets[next] as number) < entry.offset) next++;
    if (!isUseless && offsets[next] !== entry.offset) {
      left++;
      continue;
    }
    ranges.push({ start: entry.offset, end: endOf(entry) });
    if (isUseless) whiteouts++;
    else entries++;
  }
  await drain(reader);
  return { ranges: joined(ranges), tarBytes: reader.position, entries, whiteouts, left };
}

const endOf = ({ bodyOffset, storedSize }: TarEntry): Bytes =>
  bodyOffset + Math.ceil(storedSize / blockSize) * blockSize;

/** A mark that hides nothing any more, as nothing is left to be hidden. */
function isUselessMark(entry: TarEntry, plan: CleanPlan, layer: number): boolean {
  const mark = parseWhiteout(normalisePath(entry.path));
  if (!mark || mark.kind === 'aufs') return false;
  const node = plan.finder.find(mark.path);
  return mark.kind === 'opaque' ? !plan.hidesBelow(node, layer) : !plan.hides(node, layer);
}

function joined(ranges: readonly ByteRange[]): ByteRange[] {
  const all: ByteRange[] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    if (last?.end === range.start) all[all.length - 1] = { start: last.start, end: range.end };
    else all.push(range);
  }
  return all;
}

/** To the end of the layer, which may have more than the blocks that end a tar. */
async function drain(reader: ByteReader): Promise<void> {
  while (await reader.fill(1)) reader.advance(reader.buffered);
}
