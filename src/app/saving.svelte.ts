import type { Bytes } from '../bytes/units.ts';
import type { Fault } from '../fault.ts';
import { openBody } from '../layer/file-body.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { storedBodyOf } from '../rootfs/stored-body.ts';
import { namePartOf } from '../saving/file-name.ts';
import type { Selection } from '../saving/selection.ts';
import { pool } from '../workers/pool.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { wholeInTurns } from './in-turns.ts';
import {
  countContents,
  layersFor,
  offerLayer,
  offerNode,
  selectionOf,
  type SaveChoice,
  type SaveContents,
  type SaveOffer,
} from './save-offer.ts';
import { SaveRun, type Writing, type Written } from './save-run.svelte.ts';
import type { ScratchSpace } from './scratch-space.ts';

/** What became of a save. */
export interface SaveResult extends Written {
  readonly missing: number;
  readonly leftOut: number;
  readonly fault: Fault | null;
}

interface Counting {
  readonly abort: AbortController;
  readonly contents: Promise<SaveContents>;
}

type Of = Pick<ImageSession, 'read' | 'image' | 'rootfs' | 'fileName' | 'title' | 'tars'>;

/** Saves files, folders, layers and the merged tree of one image. One save at a time. */
export class Saving extends SaveRun<SaveResult> {
  offer = $state.raw<SaveOffer | null>(null);
  /** What is in the offer; null until that is counted. */
  contents = $state.raw<SaveContents | null>(null);
  private counting: Counting | null = null;

  constructor(
    private readonly of: Of,
    space: Pick<ScratchSpace, 'place' | 'free'>,
  ) {
    super(space, () => of.fileName);
  }

  /** What of a node there is to save; null where nothing is. */
  selectionOf(wanted: Selection): Selection | null {
    return this.of.rootfs && selectionOf(this.of.rootfs, wanted);
  }

  offerNode(selection: Selection): void {
    const { rootfs } = this.of;
    if (rootfs) this.open(rootfs, offerNode(rootfs, selection, namePartOf(this.of.title)));
  }

  offerLayer(index: number): void {
    const layer = this.of.image.layers[index];
    if (this.of.rootfs && layer) this.open(this.of.rootfs, offerLayer(layer, namePartOf(this.of.title)));
  }

  /** Gives the result once it is saved; null where it was not. To be called right behind a click. */
  async save(choice: SaveChoice): Promise<SaveResult | null> {
    const { offer, counting } = this;
    if (!offer || !counting || this.phase === 'saving') return null;
    const atHand = this.atHand(offer, choice);
    if (atHand) return this.done({ ...nothingMissing, fileName: choice.fileName, bytes: atHand.size, blob: atHand });
    const total = async (): Promise<Bytes> => {
      const layers = layersFor(choice.way, offer.selection, await counting.contents);
      return layers.reduce((sum, layer) => sum + this.storedBytes(layer), 0);
    };
    return this.run(choice.fileName, total, (writing) => this.write(offer, choice, writing));
  }

  /** Ends what is being saved, or puts the offer away. */
  close(): void {
    this.cancel();
    this.counting?.abort.abort();
    this.offer = null;
  }

  override release(): void {
    this.close();
    super.release();
  }

  private open(rootfs: Rootfs, offer: SaveOffer): void {
    this.offerAnew();
    this.count(rootfs, offer);
    this.offer = offer;
  }

  private count(rootfs: Rootfs, offer: SaveOffer): void {
    this.counting?.abort.abort();
    this.contents = null;
    const abort = new AbortController();
    const contents = wholeInTurns(countContents(rootfs, offer), abort.signal);
    this.counting = { abort, contents };
    contents.then(
      (counted) => void (abort.signal.aborted || (this.contents = counted)),
      (reason: unknown) => {
        if (!abort.signal.aborted) throw reason;
      },
    );
  }

  private storedBytes(layer: number): Bytes {
    const range = this.of.image.layers[layer]?.range;
    return range ? range.end - range.start : 0;
  }

  /** A part of the dropped file, or of what was unpacked of it, that is what is wanted: nothing needs to be written. */
  private atHand({ selection }: SaveOffer, { way }: SaveChoice): Blob | null {
    const { image, tars, rootfs } = this.of;
    if (way === 'tar' || way === 'zip') return null;
    if (way === 'file') {
      const body = rootfs && storedBodyOf(rootfs.columns, rootfs.eventAt(selection.node, selection.layer));
      const tar = body && tars.atHand(image.layers[body.layer]!);
      const blob = tar ? openBody(tar, body.place, this.of.fileName).blob : null;
      return blob && body && blob.size === body.place.size ? blob : null;
    }
    const layer = image.layers[selection.layer]!;
    if (way === 'layer') return tars.faultOf(layer) ? null : tars.atHand(layer);
    const { file } = this.of.read(layer);
    return layer.range && file.slice(layer.range.start, layer.range.end);
  }

  private async write(
    { selection }: SaveOffer,
    { way, fileName: savedAs }: SaveChoice,
    { target, ...options }: Writing,
  ): Promise<SaveResult> {
    const { image, rootfs } = this.of;
    if (way === 'layer' || way === 'stored') {
      const input = { ...this.of.read(image.layers[selection.layer]!), target, savedAs };
      return { ...nothingMissing, fileName: savedAs, ...(await pool.run('save-layer', input, options)) };
    }
    const read = image.layers.map((layer) => this.of.read(layer));
    const { file: _, layer: __, ...common } = read[0]!;
    const layers = read.map(({ file, layer }) => ({ file, layer }));
    const input = { ...common, columns: rootfs!.columns, layers, selection, format: way, target, savedAs };
    return { ...(await pool.run('save-files', input, options)), fileName: savedAs };
  }
}

const nothingMissing = { missing: 0, leftOut: 0, fault: null } as const;
