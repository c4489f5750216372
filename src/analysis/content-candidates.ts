import type { Bytes } from '../bytes/units.ts';
import type { Compression } from '../image/model.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { ChangeKindCode, type RootfsColumns } from '../rootfs/columns.ts';

/** Stored files of one layer, in columns, in the order of its tar. */
export interface StoredFiles {
  /** The event that stored each: its identity. */
  readonly events: Uint32Array<ArrayBuffer>;
  /** Where it stands in the uncompressed tar, as in LayerTable. */
  readonly offsets: Float64Array<ArrayBuffer>;
  readonly headerSizes: Uint32Array<ArrayBuffer>;
  readonly sizes: Float64Array<ArrayBuffer>;
}

/** One job of a worker: some files of a layer, or all that have to be hashed there. */
export interface HashRequest {
  readonly layer: number;
  readonly files: StoredFiles;
}

/** What has to be hashed, and how many files could be equal: those that are left out are among them. */
export interface ContentCandidates {
  readonly requests: readonly HashRequest[];
  readonly count: number;
}

const columnNames = [
  'layerCount',
  'layerStarts',
  'eventKinds',
  'eventTypes',
  'eventSizes',
  'eventOffsets',
  'eventHeaderSizes',
] as const;

/** What of the root file systems tells which files have to be hashed. */
export type CandidateColumns = Pick<RootfsColumns, (typeof columnNames)[number]>;

export function candidateColumns(columns: RootfsColumns): CandidateColumns {
  return Object.fromEntries(columnNames.map((name) => [name, columns[name]])) as unknown as CandidateColumns;
}

/**
 * An uncompressed layer is cut into pieces of about this much, so that one large layer keeps all workers busy. Each piece
 * opens a stream of its own, which takes some 5 ms; hashing this much takes about 70 ms.
 */
const pieceBytes: Bytes = 32_000_000;

/** A sparse file may claim any length for a header: zeros beyond these are not worth the time that hashing them takes. */
export const sparseLimits = {
  /** Of one file. */
  file: 256_000_000,
  /** Of all that would be hashed, the layers' together. */
  total: 1_000_000_000,
} as const;

/**
 * What has to be hashed to find equal contents: every stored copy of a file, visible or hidden, whose size another one
 * shares; only those can be equal. Sparse files that claim too much are left out. Largest jobs first, so that the workers
 * end together.
 */
export function contentCandidates(
  columns: CandidateColumns,
  compressions: readonly Compression[],
  largestPiece: Bytes = pieceBytes,
): ContentCandidates {
  return hashRequests(candidatesByLayer(columns), columns, compressions, largestPiece);
}

/** The work of hashing stored files, given by layer in the order of the tar. */
export function hashRequests(
  candidates: readonly Uint32Array<ArrayBuffer>[],
  columns: Pick<CandidateColumns, 'eventSizes' | 'eventOffsets' | 'eventHeaderSizes'>,
  compressions: readonly Compression[],
  largestPiece: Bytes = pieceBytes,
): ContentCandidates {
  const requests = withoutLargeHoles(candidates, columns).flatMap((events, layer) => {
    const pieces = compressions[layer] === 'none' ? cut(events, columns.eventSizes, largestPiece) : [events];
    return pieces.filter(({ length }) => length > 0).map((piece) => ({ layer, files: filesOf(piece, columns) }));
  });
  const bytes = new Map(requests.map((request) => [request, request.files.sizes.reduce((sum, size) => sum + size, 0)]));
  return {
    requests: requests.sort((a, b) => bytes.get(b)! - bytes.get(a)!),
    count: candidates.reduce((sum, { length }) => sum + length, 0),
  };
}

/** The same lists without sparse files beyond the limits, which count from the lowest layer up. */
function withoutLargeHoles(
  candidates: readonly Uint32Array<ArrayBuffer>[],
  { eventHeaderSizes, eventSizes }: Pick<CandidateColumns, 'eventSizes' | 'eventHeaderSizes'>,
): Uint32Array<ArrayBuffer>[] {
  let claimed: Bytes = 0;
  const isHashed = (event: number): boolean => {
    const size = eventSizes[event] as number;
    if (eventHeaderSizes[event] !== 0) return true;
    if (size > sparseLimits.file || claimed + size > sparseLimits.total) return false;
    claimed += size;
    return true;
  };
  return candidates.map((events) => events.filter(isHashed));
}

function isStoredFile({ eventTypes, eventKinds, eventSizes }: CandidateColumns, event: number): boolean {
  return (
    eventTypes[event] === EntryTypeCode.file &&
    eventKinds[event] !== ChangeKindCode.removed &&
    (eventSizes[event] as number) > 0
  );
}

/** Events of candidates by layer, in the order of the tar. */
function candidatesByLayer(columns: CandidateColumns): Uint32Array<ArrayBuffer>[] {
  const { layerCount, layerStarts, eventSizes } = columns;
  const counts = new Map<Bytes, number>();
  for (let event = 0; event < eventSizes.length; event++) {
    if (!isStoredFile(columns, event)) continue;
    const size = eventSizes[event] as number;
    counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  return Array.from({ length: layerCount }, (_, layer) => {
    const [start = 0, end = 0] = layerStarts.subarray(layer, layer + 2);
    const events = new Uint32Array(end - start);
    let found = 0;
    for (let event = start; event < end; event++) {
      if (isStoredFile(columns, event) && counts.get(eventSizes[event] as number) !== 1) events[found++] = event;
    }
    return events.slice(0, found);
  });
}

/** Pieces of about equal bytes, none much above `largest` but where a single file is. */
function cut(events: Uint32Array<ArrayBuffer>, sizes: Float64Array, largest: Bytes): Uint32Array<ArrayBuffer>[] {
  let total = 0;
  for (const event of events) total += sizes[event] as number;
  const share = total / Math.ceil(total / largest);
  const pieces: Uint32Array<ArrayBuffer>[] = [];
  let first = 0;
  let bytes = 0;
  for (let at = 0; at < events.length; at++) {
    bytes += sizes[events[at] as number] as number;
    if (bytes < share && at < events.length - 1) continue;
    pieces.push(events.slice(first, at + 1));
    first = at + 1;
    bytes = 0;
  }
  return pieces;
}

function filesOf(
  events: Uint32Array<ArrayBuffer>,
  columns: Pick<CandidateColumns, 'eventSizes' | 'eventOffsets' | 'eventHeaderSizes'>,
): StoredFiles {
  const { eventOffsets, eventHeaderSizes, eventSizes } = columns;
  const offsets = new Float64Array(events.length);
  const headerSizes = new Uint32Array(events.length);
  const sizes = new Float64Array(events.length);
  for (let at = 0; at < events.length; at++) {
    const event = events[at] as number;
    offsets[at] = eventOffsets[event] as number;
    headerSizes[at] = eventHeaderSizes[event] as number;
    sizes[at] = eventSizes[event] as number;
  }
  return { events, offsets, headerSizes, sizes };
}

/** The buffers of requests, for transfer. */
export function requestBuffers(requests: readonly HashRequest[]): ArrayBuffer[] {
  return requests.flatMap(({ files }) =>
    Object.values(files).map((column: StoredFiles[keyof StoredFiles]) => column.buffer),
  );
}
