// Two files that tell what they tell only together, and that came with different layers: rpm's database with one, the log
// beside it with another. A runtime sees both, so that the packages as of a layer are those of what both say as of it.
import type { Bytes } from '../bytes/units.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { FilePair } from './cataloger.ts';
import type { CatalogedEntry, LayerPackages } from './layer-packages.ts';
import type { Cataloged } from './package.ts';

/** A file that a layer stores. */
export interface StoredFile {
  readonly layer: number;
  readonly entry: Bytes;
  readonly size: Bytes;
}

/** Two files as they stand beside each other from one layer on, if not both came with it. */
export interface FilesApart {
  readonly cataloger: string;
  readonly pair: FilePair;
  readonly layer: number;
  /** Of the main file in the tree of all layers, and what this state of it is. */
  readonly node: number;
  readonly event: number;
  readonly main: StoredFile;
  /** Null from where the main file stands alone again. */
  readonly beside: (StoredFile & { readonly event: number }) | null;
  /** They are small enough, lie there as they are, and are among the first of the image. */
  readonly isReadable: boolean;
}

/** What two files that came apart say. */
export interface SaidApart {
  readonly of: FilesApart;
  /** Null where they could not be read. */
  readonly said: Cataloged | null;
}

/** Of an image: layers have to be read again for each. A real one has one of them, if any. */
const mostPairs = 32;

type Pair = Pick<FilesApart, 'cataloger' | 'pair'>;

/** Of all layers' files, once each. */
function pairsIn(layers: readonly (LayerPackages | null)[]): Iterable<Pair> {
  const pairs = new Map<string, Pair>();
  for (const { cataloger, pair } of layers.flatMap((layer) => layer?.files ?? [])) {
    if (pair) pairs.set(`${cataloger} ${pair.main}`, { cataloger, pair });
  }
  return pairs.values();
}

interface Seen extends StoredFile {
  readonly event: number;
  /** Its bytes do not lie in the layer as they are. */
  readonly isSparse: boolean;
}

/** What is in place of a path as of a layer; null where that is no file, an empty one, or one that another has a name of. */
function seenAt(rootfs: Rootfs, node: number | null, layer: number): Seen | null {
  const event = node === null ? -1 : rootfs.eventAt(node, layer);
  const copy = event < 0 || node === null ? null : rootfs.copyOf(node, event);
  if (!copy || copy.size === 0) return null;
  const { eventOffsets, eventHeaderSizes } = rootfs.columns;
  const isSparse = eventHeaderSizes[event] === 0;
  return { event, layer: copy.layer, entry: eventOffsets[event] as number, size: copy.size, isSparse };
}

function* statesOf(rootfs: Rootfs, { cataloger, pair }: Pair): Generator<FilesApart> {
  const [node, other] = [rootfs.find(pair.main), rootfs.find(pair.beside)];
  if (node === null || other === null) return;
  const fits = (file: Seen): boolean => !file.isSparse && file.size <= pair.mostBytes;
  let before: readonly [number, number] = [-1, -1];
  for (let layer = 0; layer < rootfs.columns.layerCount; layer++) {
    const [main, beside] = [seenAt(rootfs, node, layer), seenAt(rootfs, other, layer)];
    const isSame = before[0] === main?.event && before[1] === (beside?.event ?? -1);
    before = [main?.event ?? -1, beside?.event ?? -1];
    if (!main || isSame) continue;
    // What one layer brings was read with it.
    if (main.layer === layer && (beside?.layer ?? layer) === layer) continue;
    const isReadable = fits(main) && (beside === null || fits(beside));
    yield { cataloger, pair, layer, node, event: main.event, main, beside, isReadable };
  }
}

/** What has to be read again, as its layer alone does not tell what stands there with it. */
export function filesApart(rootfs: Rootfs, layers: readonly (LayerPackages | null)[]): FilesApart[] {
  const found = [...pairsIn(layers)].flatMap((pair) => [...statesOf(rootfs, pair)]);
  return found.map((one, at) => (at < mostPairs ? one : { ...one, isReadable: false }));
}

/** One state of a file that catalogers read: what a layer stored of it, or what stands beside it from that layer on. */
export interface FileState {
  readonly event: number;
  readonly layer: number;
  readonly files: readonly CatalogedEntry[];
}

/** What was told of the pair, of the main file alone where it was not read: that is said. */
function entryOf({ of, said }: SaidApart, states: readonly FileState[]): CatalogedEntry {
  const place = { entry: of.main.entry, path: of.pair.main, cataloger: of.cataloger };
  if (said) return { ...place, ...said };
  const own = states.find(({ event }) => event === of.event);
  const alone = own?.files.find(({ cataloger }) => cataloger === of.cataloger);
  // What is said of the main file is said once, where its layer brought it.
  const unknowns = own?.layer === of.layer ? (alone?.unknowns ?? []) : [];
  return { ...place, packages: alone?.packages ?? [], unknowns: [...unknowns, of.pair.unread] };
}

function withState(states: readonly FileState[], told: SaidApart): FileState[] {
  const { layer, event, cataloger } = told.of;
  const entry = entryOf(told, states);
  const same = states.find((state) => state.layer === layer && state.event === event);
  const others = same?.files.filter((file) => file.cataloger !== cataloger) ?? [];
  const state = { event, layer, files: [...others, entry] };
  return [...states.filter((one) => one !== same), state].toSorted((a, b) => a.layer - b.layer);
}

/** States of files, by node, with those that two files together have; what the second said alone is left out. */
export function withFilesApart(
  rootfs: Rootfs,
  states: ReadonlyMap<number, readonly FileState[]>,
  told: readonly SaidApart[],
): ReadonlyMap<number, readonly FileState[]> {
  const all = new Map(states);
  for (const one of told) {
    const { node, beside } = one.of;
    all.set(node, withState(all.get(node) ?? [], one));
    if (!beside) continue;
    const other = rootfs.nodeOfEvent(beside.event);
    const left = (all.get(other) ?? []).filter(({ event }) => event !== beside.event);
    all.set(other, left);
  }
  return all;
}
