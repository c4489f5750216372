import { visibleText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { toFault, type Fault } from '../fault.ts';
import { openBody } from '../layer/file-body.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { storedBodyOf } from '../rootfs/stored-body.ts';
import type { Selection } from '../saving/selection.ts';
import { pool } from '../workers/pool.ts';
import type { SaveTarget } from '../workers/save-sink.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { wholeInTurns } from './in-turns.ts';
import { Progress } from './progress.svelte.ts';
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
import { askForTarget, dropTarget } from './save-target.ts';
import type { ScratchSpace } from './scratch-space.ts';

/** What became of a save. */
export interface SaveResult {
  readonly fileName: string;
  readonly bytes: Bytes;
  readonly missing: number;
  readonly leftOut: number;
  readonly fault: Fault | null;
  /** To be handed to the browser as a download; null where it is where the user wants it. */
  readonly blob: Blob | null;
}

interface Counting {
  readonly abort: AbortController;
  readonly contents: Promise<SaveContents>;
}

type Of = Pick<ImageSession, 'read' | 'image' | 'rootfs' | 'fileName' | 'title' | 'tars'>;

/** Downloads of the page's own files are over by then: a minute, and a second for each 10 MB. */
const keptFor = (bytes: Bytes): number => 60_000 + bytes / 10_000;

/** Saves files, folders, layers and the merged tree of one image. One save at a time. */
export class Saving {
  offer = $state.raw<SaveOffer | null>(null);
  /** What is in the offer; null until that is counted. */
  contents = $state.raw<SaveContents | null>(null);
  phase = $state<'choosing' | 'saving' | 'saved' | 'failed'>('choosing');
  progress = $state.raw(new Progress());
  result = $state.raw<SaveResult | null>(null);
  fault = $state.raw<Fault | null>(null);
  private abort: AbortController | null = null;
  private counting: Counting | null = null;
  /** A file of the page's own that is being downloaded. */
  private kept: SaveTarget | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly of: Of,
    private readonly space: Pick<ScratchSpace, 'place' | 'free'>,
  ) {}

  /** What of a node there is to save; null where nothing is. */
  selectionOf(wanted: Selection): Selection | null {
    return this.of.rootfs && selectionOf(this.of.rootfs, wanted);
  }

  offerNode(selection: Selection): void {
    const { rootfs } = this.of;
    if (rootfs) this.open(rootfs, offerNode(rootfs, selection, this.imageName()));
  }

  offerLayer(index: number): void {
    const layer = this.of.image.layers[index];
    if (this.of.rootfs && layer) this.open(this.of.rootfs, offerLayer(layer, this.imageName()));
  }

  /** Gives the result once it is saved; null where it was not. To be called right behind a click. */
  async save(choice: SaveChoice): Promise<SaveResult | null> {
    const { offer, counting } = this;
    if (!offer || !counting || this.phase === 'saving') return null;
    const atHand = this.atHand(offer, choice);
    if (atHand) return this.done({ ...nothingMissing, fileName: choice.fileName, bytes: atHand.size, blob: atHand });
    const target = await askForTarget(choice.fileName, this.space);
    if (!target) return null;
    const abort = new AbortController();
    this.abort = abort;
    try {
      this.begin();
      const layers = layersFor(choice.way, offer.selection, await counting.contents);
      this.progress.total = layers.reduce((sum, layer) => sum + this.storedBytes(layer), 0);
      return this.done(await this.write(offer, choice, target, abort.signal), target);
    } catch (error) {
      void dropTarget(target, this.space).catch(() => undefined);
      return this.failed(error);
    } finally {
      // Another one may have been begun since this one was closed.
      if (this.abort === abort) this.abort = null;
    }
  }

  /** Ends what is being saved, or puts the offer away. */
  close(): void {
    this.abort?.abort();
    this.counting?.abort.abort();
    this.offer = null;
  }

  cancel(): void {
    this.abort?.abort();
  }

  release(): void {
    this.close();
    this.freeKept();
  }

  private open(rootfs: Rootfs, offer: SaveOffer): void {
    this.result = null;
    this.fault = null;
    this.phase = 'choosing';
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

  private begin(): void {
    this.freeKept();
    this.fault = null;
    this.phase = 'saving';
    this.progress = new Progress();
  }

  private storedBytes(layer: number): Bytes {
    const range = this.of.image.layers[layer]?.range;
    return range ? range.end - range.start : 0;
  }

  private done(result: SaveResult, target?: SaveTarget): SaveResult {
    this.result = result;
    this.phase = 'saved';
    if (target?.kind === 'own') {
      this.kept = target;
      this.timer = setTimeout(() => this.freeKept(), keptFor(result.bytes));
    }
    return result;
  }

  private failed(error: unknown): null {
    const isCancelled = error instanceof DOMException && error.name === 'AbortError';
    this.phase = isCancelled ? 'choosing' : 'failed';
    this.fault = isCancelled ? null : toFault(error, this.of.fileName);
    return null;
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
    target: SaveTarget,
    signal: AbortSignal,
  ): Promise<SaveResult> {
    const { image, rootfs } = this.of;
    const onProgress = (done: Bytes): void => this.progress.report(0, done);
    const options = { signal, onProgress };
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

  private freeKept(): void {
    clearTimeout(this.timer);
    if (this.kept) void dropTarget(this.kept, this.space).catch(() => undefined);
    this.kept = null;
  }

  private imageName(): string {
    return visibleText(
      this.of.title.replace(/^docker\.io\/(?:library\/)?/, '').replace(/\.tar(?:\.\w+)?$/, ''),
    ).replace(/[/:@]/g, '-');
  }
}

const nothingMissing = { missing: 0, leftOut: 0, fault: null } as const;
