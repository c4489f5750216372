import type { TarEntry } from '../archive/tar-entry.ts';
import { blockSize } from '../archive/tar-header.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteRange, Bytes, UnixSeconds } from '../bytes/units.ts';
import { parseWhiteout, whiteoutOf, type Whiteout } from '../layer/whiteout.ts';
import { normalisePath } from '../paths/normalise.ts';
import { emptyFileHeader } from './archive-builder.ts';
import type { CleanPlan } from './clean-plan.ts';

/** Entries with the headers that belong to them alone. */
export interface DroppedRange extends ByteRange {
  /** What stands in their place. */
  readonly instead: Uint8Array | null;
}

/** What of a layer's tar goes. */
export interface DroppedRanges {
  /** In order, apart from each other but where something stands in the place of one. */
  readonly ranges: readonly DroppedRange[];
  /** Of the whole tar. */
  readonly tarBytes: Bytes;
  readonly entries: number;
  /** Marks of removals among them. */
  readonly whiteouts: number;
  /** Entries that stay, and those that stand in the place of others. */
  readonly left: number;
}

/**
 * Goes through the tar of a layer. `time`: of what stands in the place of others. Throws a FaultError where it is damaged: what lies
 * behind is not known then.
 */
export async function droppedRanges(
  reader: ByteReader,
  fileName: string,
  { plan, layer, time }: { plan: CleanPlan; layer: number; time: UnixSeconds },
): Promise<DroppedRanges> {
  const tar = new TarReader(reader, fileName);
  const offsets = plan.droppedOffsets(layer);
  const replaced = plan.replacedOffsets(layer);
  const marked = new Set<number>();
  const ranges: (ByteRange & { node: number | null })[] = [];
  let [next, entries, whiteouts, left] = [0, 0, 0, 0];
  for (let entry = await tar.next(); entry; entry = tar.nextBuffered() ?? (await tar.next())) {
    const mark = parseWhiteout(normalisePath(entry.path));
    const isUseless = mark !== null && isUselessMark(mark, plan, layer);
    if (mark?.kind === 'whiteout' && !isUseless) marked.add(plan.finder.find(mark.path));
    // Rows come in the order of the tar.
    while (next < offsets.length && (offsets[next] as number) < entry.offset) next++;
    if (!isUseless && offsets[next] !== entry.offset) {
      left++;
      continue;
    }
    ranges.push({ start: entry.offset, end: endOf(entry), node: replaced.get(entry.offset) ?? null });
    if (isUseless) whiteouts++;
    else entries++;
  }
  await drain(reader);
  const dropped = ranges.map(({ start, end, node }) => {
    // One that is there already does as well, and may be there once.
    const isHiding = node !== null && !marked.has(node);
    return { start, end, instead: isHiding ? emptyFileHeader(whiteoutOf(plan.pathOf(node)), time) : null };
  });
  left += dropped.filter(({ instead }) => instead !== null).length;
  return { ranges: joined(dropped), tarBytes: reader.position, entries, whiteouts, left };
}

const endOf = ({ bodyOffset, storedSize }: TarEntry): Bytes =>
  bodyOffset + Math.ceil(storedSize / blockSize) * blockSize;

/** A mark that hides nothing any more, as nothing is left to be hidden. */
function isUselessMark(mark: Whiteout, plan: CleanPlan, layer: number): boolean {
  if (mark.kind === 'aufs') return false;
  const node = plan.finder.find(mark.path);
  return mark.kind === 'opaque' ? !plan.hidesBelow(node, layer) : !plan.hides(node, layer);
}

function joined(ranges: readonly DroppedRange[]): DroppedRange[] {
  const all: DroppedRange[] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    if (last?.end === range.start && !range.instead) all[all.length - 1] = { ...last, end: range.end };
    else all.push(range);
  }
  return all;
}

/** To the end of the layer, which may have more than the blocks that end a tar. */
async function drain(reader: ByteReader): Promise<void> {
  while (await reader.fill(1)) reader.advance(reader.buffered);
}
