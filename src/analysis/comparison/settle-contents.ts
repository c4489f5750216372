import type { Compression } from '../../image/model.ts';
import { NodeKindCode } from '../../rootfs/tree-state.ts';
import type { RootfsColumns } from '../../rootfs/columns.ts';
import { hashRequests, type HashRequest } from '../content-candidates.ts';
import { digestSize, type FileDigests } from '../hash-files.ts';
import { contentsUnknown, Difference, isChange, type ComparedFiles } from './compared-files.ts';
import type { SideColumns } from './compare-files.ts';

/** What has to be hashed of each image to know which contents are equal. */
export interface ContentRequests {
  readonly before: readonly HashRequest[];
  readonly after: readonly HashRequest[];
}

/** Files of one size at one path whose contents nothing tells yet; of several names of a file one is read. */
export function contentRequests(
  { before, after, differences }: ComparedFiles,
  columns: { readonly before: SideColumns; readonly after: SideColumns },
  compressions: { readonly before: readonly Compression[]; readonly after: readonly Compression[] },
): ContentRequests {
  const nodes: number[] = [];
  for (let node = 1; node < differences.length; node++) {
    if ((differences[node] as number) & contentsUnknown) nodes.push(node);
  }
  const requests = (side: SideColumns, events: Int32Array, stored: readonly Compression[]): readonly HashRequest[] =>
    hashRequests(copiesByLayer(side, events, nodes), side, stored).requests;
  return {
    before: requests(columns.before, before, compressions.before),
    after: requests(columns.after, after, compressions.after),
  };
}

/** The stored copies that nodes show, by layer, in the order of the tar. */
function copiesByLayer(side: SideColumns, events: Int32Array, nodes: readonly number[]): Uint32Array<ArrayBuffer>[] {
  const { layerCount, eventCopies, eventLayers } = side;
  const wanted = new Uint8Array(eventCopies.length);
  for (const node of nodes) wanted[eventCopies[events[node] as number] as number] = 1;
  const layers = Array.from({ length: layerCount }, (): number[] => []);
  // Events have the order of layers and, in each, that of the tar.
  for (let event = 0; event < wanted.length; event++) {
    if (wanted[event]) layers[eventLayers[event] as number]?.push(event);
  }
  return layers.map((found) => Uint32Array.from(found));
}

/** Digests by event, where they came. */
class Digests {
  private readonly places: Int32Array;
  private readonly words: Uint32Array;

  constructor(eventCount: number, hashed: readonly FileDigests[]) {
    const count = hashed.reduce((sum, { events }) => sum + events.length, 0);
    const bytes = new Uint8Array(count * digestSize);
    this.places = new Int32Array(eventCount).fill(-1);
    let used = 0;
    for (const { events, digests } of hashed) {
      bytes.set(digests.subarray(0, events.length * digestSize), used * digestSize);
      for (const event of events) this.places[event] = used++;
    }
    this.words = new Uint32Array(bytes.buffer);
  }

  /** Null where one of them is not known. */
  equals(event: number, others: Digests, other: number): boolean | null {
    const [own, theirs] = [this.places[event] ?? -1, others.places[other] ?? -1];
    if (own < 0 || theirs < 0) return null;
    const words = digestSize / 4;
    for (let word = 0; word < words; word++) {
      if (this.words[own * words + word] !== others.words[theirs * words + word]) return false;
    }
    return true;
  }
}

type Copies = Pick<RootfsColumns, 'eventCopies'>;

export interface SettleInput {
  readonly files: ComparedFiles;
  readonly columns: { readonly before: Copies; readonly after: Copies };
  readonly hashed: { readonly before: readonly FileDigests[]; readonly after: readonly FileDigests[] };
}

/** What the digests change of compared files. */
export type SettledFiles = Pick<ComparedFiles, 'kinds' | 'differences'>;

/** What their digests say of the contents; what could not be read stays unknown. */
export function settleContents({ files, columns, hashed }: SettleInput): SettledFiles {
  const { before, after } = files;
  const [kinds, differences] = [files.kinds.slice(), files.differences.slice()];
  const [copiesBefore, copiesAfter] = [columns.before.eventCopies, columns.after.eventCopies];
  const digestsBefore = new Digests(copiesBefore.length, hashed.before);
  const digestsAfter = new Digests(copiesAfter.length, hashed.after);
  for (let node = 1; node < differences.length; node++) {
    if (!((differences[node] as number) & contentsUnknown)) continue;
    const [was, is] = [copiesBefore[before[node] as number], copiesAfter[after[node] as number]];
    const equal = digestsBefore.equals(was as number, digestsAfter, is as number);
    if (equal === null) continue;
    differences[node]! &= ~contentsUnknown;
    if (!equal) differences[node]! |= Difference.contents;
    if (isChange(differences[node] as number)) kinds[node] = NodeKindCode.modified;
  }
  return { kinds, differences };
}
