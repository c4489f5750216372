import type { InPieces } from '../bytes/in-pieces.ts';
import { formatBytes } from '../bytes/units.ts';
import type { LayerBlob } from '../image/model.ts';
import type { Compression } from '../archive/compression.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { storedBodyOf } from '../rootfs/stored-body.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { planInPieces, type SaveTotals } from '../saving/save-plan.ts';
import { fileNameFrom } from '../saving/file-name.ts';
import type { SaveFormat, Selection } from '../saving/selection.ts';

/** What can be saved, in the ways that there are: an archive of files, a file, or a layer as it is. */
export type SaveWay = SaveFormat | 'layer' | 'stored';

export interface SaveChoice {
  readonly way: SaveWay;
  readonly title: string;
  readonly note: string;
  readonly fileName: string;
}

export interface SaveOffer {
  readonly title: string;
  readonly selection: Selection;
  readonly choices: readonly SaveChoice[];
}

/** What is in what is offered: counted, as there may be a million files. */
export interface SaveContents {
  readonly totals: SaveTotals;
  /** It is of one layer, which removes something there. */
  readonly removes: boolean;
  /** Layers that have any of the files. */
  readonly layers: readonly number[];
}

const tarNote = 'Keeps names, owners, modes, times, links, devices and extended attributes.';
const zipNote =
  'For programs that read no tar. Symbolic links and modes are kept; a file with several names is stored under each, devices and named pipes are left out.';

const archives = (name: string): SaveChoice[] => [
  { way: 'tar', title: 'tar', note: tarNote, fileName: fileNameFrom(`${name}.tar`) },
  { way: 'zip', title: 'zip', note: zipNote, fileName: fileNameFrom(`${name}.zip`) },
];

/** In pieces, between which the page stays alive. */
export function* countContents({ columns }: Rootfs, { selection }: SaveOffer): InPieces<SaveContents> {
  const { totals, wanted, removes } = yield* planInPieces(columns, selection);
  return { totals, removes, layers: [...wanted.keys()].filter((layer) => wanted[layer]! > 0) };
}

/** Layers that are read for it. */
export const layersFor = (way: SaveWay, { layer }: Selection, { layers }: SaveContents): readonly number[] =>
  way === 'layer' || way === 'stored' ? [layer] : layers;

/** A file or folder as it is chosen in the tree; `image`: the name of the image. */
export function offerNode(rootfs: Rootfs, selection: Selection, image: string): SaveOffer {
  const { node, layer, mode } = selection;
  const path = rootfs.pathOf(node);
  const when = mode === 'image' ? `as of layer ${layer}` : `as layer ${layer} has it`;
  const event = rootfs.eventAt(node, layer);
  if (node !== 0 && event >= 0 && storedBodyOf(rootfs.columns, event)) {
    const note = 'Its contents alone; owner, mode and time stay behind.';
    const choice: SaveChoice = { way: 'file', title: 'The file', note, fileName: fileNameFrom(rootfs.nameOf(node)) };
    return { selection, title: `Save ${path} ${when}`, choices: [choice] };
  }
  const whole = mode === 'image' ? 'the files of the image' : 'the files';
  const name = node === 0 ? `${image}-${mode === 'image' ? 'rootfs' : 'files'}-layer-${layer}` : rootfs.nameOf(node);
  return { selection, title: `Save ${node === 0 ? whole : path} ${when}`, choices: archives(name) };
}

const endings: Partial<Record<Compression, string>> = { gzip: '.gz', zstd: '.zst' };

/** A layer: as the archive stores it, its tar, or its files in a zip. */
export function offerLayer({ index, compression, range }: LayerBlob, image: string): SaveOffer {
  const selection: Selection = { node: 0, layer: index, mode: 'layer' };
  const name = `${image}-layer-${index}`;
  const [, zip] = archives(name) as [SaveChoice, SaveChoice];
  const marks = 'Byte for byte, with the marks of what it deletes: the file that its diff ID is of.';
  const layer: SaveChoice = { way: 'layer', title: 'tar', note: marks, fileName: fileNameFrom(`${name}.tar`) };
  const bytes = formatBytes(range ? range.end - range.start : 0);
  const stored: SaveChoice = {
    way: 'stored',
    title: `As stored (${compression})`,
    note: `The compressed file, ${bytes}, as it lies in the archive.`,
    fileName: fileNameFrom(`${name}.tar${endings[compression] ?? `.${compression}`}`),
  };
  const choices = compression === 'none' ? [layer, zip] : [layer, stored, zip];
  return { selection, title: `Save layer ${index}`, choices };
}

/** What of a node can be saved where it is looked at in this layer: a deleted one as it was before. Null where nothing can. */
export function selectionOf(rootfs: Rootfs, wanted: Selection): Selection | null {
  const { node } = wanted;
  if (node === 0) return wanted;
  const { eventTypes, eventLayers } = rootfs.columns;
  const events = rootfs.eventsOf(node).filter((event) => rootfs.kindOf(event) !== 'removed');
  const event = events.findLast((one) => eventLayers[one]! <= wanted.layer) ?? events[0];
  if (event === undefined) return null;
  const layer = eventLayers[event] as number;
  const isNow = rootfs.eventAt(node, wanted.layer) === event;
  if (eventTypes[event] === EntryTypeCode.directory) {
    if (wanted.mode === 'layer' && rootfs.isThere(node, wanted.layer)) return wanted;
    return isNow ? wanted : { node, layer: lastLayerWith(rootfs, node, wanted.layer), mode: 'image' };
  }
  return storedBodyOf(rootfs.columns, event) ? { node, layer, mode: 'layer' } : null;
}

/** The last layer up to this one that leaves the node there. */
function lastLayerWith(rootfs: Rootfs, node: number, most: number): number {
  let layer = most;
  while (layer > 0 && !rootfs.isThere(node, layer)) layer--;
  return layer;
}
