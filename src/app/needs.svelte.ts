import { chosenPaths, type ChosenPaths } from '../cleaning/chosen-paths.ts';
import { toFault, type Fault } from '../fault.ts';
import type { FoundNeeds } from '../minify/find-needs.ts';
import type { Profile } from '../minify/removal.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { pool } from '../workers/pool.ts';
import { CleaningSession } from './cleaning.svelte.ts';
import { wholeInTurns } from './in-turns.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { Progress } from './progress.svelte.ts';

/** What of one image is needed by what it starts, and how much of the rest is taken out. */
export class NeedsSearch {
  profile = $state<Profile>('balanced');
  /** Of the last time; null until it was asked for. */
  found = $state.raw<FoundNeeds | null>(null);
  /** What the lines of the keep list name. */
  kept = $state.raw<ChosenPaths | null>(null);
  fault = $state.raw<Fault | null>(null);
  state = $state<'waiting' | 'unpacking' | 'following' | 'done' | 'failed' | 'cancelled'>('waiting');
  /** Of compressed layers that are unpacked first. */
  progress = $state.raw(new Progress());
  /** Writes the image without what goes. */
  readonly writing: CleaningSession;
  private control = new AbortController();
  private readonly of: ImageSession;

  constructor(of: ImageSession) {
    this.of = of;
    this.writing = new CleaningSession(of, of.space, {
      name: 'minified',
      nodes: () => this.removal?.tops ?? [],
    });
  }

  readonly removal = $derived.by(() => this.found?.removals[this.profile] ?? null);

  /** `keepText`: globs of what stays whatever is known of it, one a line. Gives what ends it. */
  find(rootfs: Rootfs, keepText: string): () => void {
    this.control.abort();
    const control = new AbortController();
    this.control = control;
    // What was found before is of another list from now on.
    this.state = 'following';
    void this.run(rootfs, keepText, control.signal);
    return () => control.abort();
  }

  cancel(): void {
    this.control.abort();
    this.state = 'cancelled';
  }

  release(): void {
    this.control.abort();
    this.writing.release();
  }

  private async run(rootfs: Rootfs, keepText: string, signal: AbortSignal): Promise<void> {
    try {
      this.fault = null;
      const kept = await wholeInTurns(chosenPaths(rootfs.columns, keepText), signal);
      const tars = await this.unpack(signal);
      this.state = 'following';
      const { image, fileName } = this.of;
      const input = { fileName, image, columns: rootfs.columns, tars, keep: [...kept.nodes] };
      const found = await pool.run('find-needs', input, { signal });
      if (signal.aborted) return;
      [this.found, this.kept, this.state] = [found, kept, 'done'];
      performance.mark('plimsoll:followed');
    } catch (error) {
      if (signal.aborted) return;
      [this.fault, this.state] = [toFault(error, this.of.fileName), 'failed'];
    }
  }

  /** The tars of all layers; those that are compressed are unpacked once, and kept. */
  private async unpack(signal: AbortSignal): Promise<(Blob | null)[]> {
    const { image, tars } = this.of;
    const apart = image.layers.filter((layer) => !tars.isAtHand(layer));
    if (apart.length > 0) {
      this.state = 'unpacking';
      this.progress = new Progress();
      this.progress.start(apart.map(({ range }) => (range ? range.end - range.start : 0)));
    }
    const all: (Blob | null)[] = [];
    for (const layer of image.layers) {
      const place = apart.indexOf(layer);
      const onProgress = (done: number): void => void (place >= 0 && this.progress.report(place, done));
      all.push(await tars.tarOf(layer, { signal, onProgress }));
      if (place >= 0 && layer.range) this.progress.finishLayer(place, layer.range.end - layer.range.start);
    }
    return all;
  }
}

const searches = new WeakMap<ImageSession, NeedsSearch>();

/** The one of an image, which goes with it. */
export function needsOfImage(image: ImageSession): NeedsSearch {
  const known = searches.get(image);
  if (known) return known;
  const search = new NeedsSearch(image);
  searches.set(image, search);
  image.onRelease(() => search.release());
  return search;
}
