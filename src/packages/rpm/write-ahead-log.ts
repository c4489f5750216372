// What SQLite has not yet written into a database stands in `-wal` beside it ("The Write-Ahead Log",
// sqlite.org/fileformat2.html): a header of 32 bytes, then frames of 24 bytes and a page each. A frame counts that has the
// header's salts, a checksum over all before it, and a frame behind it or is one that ends a transaction. The index in `-shm`
// is not needed: pages that were copied already are copied again.
import { formatCount } from '../../bytes/units.ts';
import { viewOf } from './database.ts';

const magics = { littleSums: 0x377f0682, bigSums: 0x377f0683 } as const;
const version = 3_007_000;
const headerLength = 32;
const frameHeaderLength = 24;

interface Log {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly isLittle: boolean;
  readonly pageSize: number;
}

interface Sum {
  first: number;
  second: number;
}

/** Goes on with a checksum over some bytes, a multiple of 8 ("Checksum Algorithm"). */
function addTo(sum: Sum, { view, isLittle }: Log, start: number, length: number): void {
  for (let at = start; at < start + length; at += 8) {
    sum.first = (sum.first + view.getUint32(at, isLittle) + sum.second) >>> 0;
    sum.second = (sum.second + view.getUint32(at + 4, isLittle) + sum.first) >>> 0;
  }
}

const isSum = ({ first, second }: Sum, { view }: Log, at: number): boolean =>
  view.getUint32(at) === first && view.getUint32(at + 4) === second;

/** Null where the bytes are no log. */
function openLog(bytes: Uint8Array, sum: Sum): Log | null {
  if (bytes.length < headerLength) return null;
  const view = viewOf(bytes);
  const magic = view.getUint32(0);
  if (magic !== magics.littleSums && magic !== magics.bigSums) return null;
  const pageSize = view.getUint32(8);
  const isPower = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
  if (view.getUint32(4) !== version || !isPower) return null;
  const log = { bytes, view, isLittle: magic === magics.littleSums, pageSize };
  addTo(sum, log, 0, headerLength - 8);
  return isSum(sum, log, headerLength - 8) ? log : null;
}

/** What a log changes: by their numbers, where pages lie in it, up to the last transaction that was ended. */
interface Changes {
  readonly pages: Map<number, number>;
  /** Of the database afterwards, in pages; 0 where no transaction was ended. */
  size: number;
  /** A clause behind "has a log that". */
  problem: string | null;
}

function changesIn(log: Log, sum: Sum): Changes {
  const { view, bytes, pageSize } = log;
  const changes: Changes = { pages: new Map(), size: 0, problem: null };
  let open: [page: number, at: number][] = [];
  const frame = frameHeaderLength + pageSize;
  for (let at = headerLength, count = 1; at + frameHeaderLength <= bytes.length; at += frame, count++) {
    // Others are left from before the log was begun anew.
    if (view.getUint32(at + 8) !== view.getUint32(16) || view.getUint32(at + 12) !== view.getUint32(20)) return changes;
    if (at + frame > bytes.length) return { ...changes, problem: `is cut off in its frame ${formatCount(count)}` };
    addTo(sum, log, at, 8);
    addTo(sum, log, at + frameHeaderLength, pageSize);
    if (!isSum(sum, log, at + 16)) return { ...changes, problem: `is damaged in its frame ${formatCount(count)}` };
    open.push([view.getUint32(at), at + frameHeaderLength]);
    const size = view.getUint32(at + 4);
    if (size === 0) continue;
    for (const [page, place] of open) changes.pages.set(page, place);
    open = [];
    changes.size = size;
  }
  return changes;
}

export interface LaidOver {
  readonly bytes: Uint8Array;
  /** What of the log is not in them, as a clause behind "has"; null where all of it is. */
  readonly problem: string | null;
}

/** The database as SQLite would read it, with its log. */
export function laidOver(database: Uint8Array, logBytes: Uint8Array): LaidOver {
  const without = (why: string): LaidOver => ({ bytes: database, problem: `a log beside it that ${why}` });
  const sum = { first: 0, second: 0 };
  const log = openLog(logBytes, sum);
  if (!log) return without('is damaged, or none of SQLite: it is not read');
  const { pages, size, problem } = changesIn(log, sum);
  const told = problem && `a log beside it that ${problem}: what stands from there on is not read`;
  if (size === 0) return { bytes: database, problem: told };
  if (pageSizeOf(database) !== log.pageSize) return without('has pages of another size: it is not read');
  // What a database has grown by stands in the log.
  if (size * log.pageSize > database.length + logBytes.length)
    return without('names more pages than there are: it is not read');
  return { bytes: withPages(database, log, pages, size), problem: told };
}

function pageSizeOf(database: Uint8Array): number {
  const size = database.length < 18 ? 0 : viewOf(database).getUint16(16);
  return size === 1 ? 65_536 : size;
}

function withPages(database: Uint8Array, log: Log, pages: ReadonlyMap<number, number>, size: number): Uint8Array {
  const { bytes, pageSize } = log;
  const all = new Uint8Array(size * pageSize);
  all.set(database.subarray(0, all.length));
  for (const [page, place] of pages) {
    if (page > 0 && page <= size) all.set(bytes.subarray(place, place + pageSize), (page - 1) * pageSize);
  }
  return all;
}
