import type { Bytes } from '../bytes/units.ts';
import { toFault, type Fault } from '../fault.ts';
import type { SaveTarget } from '../workers/save-sink.ts';
import { Progress } from './progress.svelte.ts';
import { askForTarget, dropTarget } from './save-target.ts';
import type { ScratchSpace } from './scratch-space.ts';

/** A file that was written. */
export interface Written {
  readonly fileName: string;
  readonly bytes: Bytes;
  /** To be handed to the browser as a download; null where it is where the user wants it. */
  readonly blob: Blob | null;
}

/** What a file is written with. */
export interface Writing {
  readonly target: SaveTarget;
  readonly signal: AbortSignal;
  readonly onProgress: (done: Bytes) => void;
}

/** Downloads of the page's own files are over by then: a minute, and a second for each 10 MB. */
const keptFor = (bytes: Bytes): number => 60_000 + bytes / 10_000;

/** The writing of a file to where the user wants it, with progress and cancelling. One at a time. */
export class SaveRun<Result extends Written> {
  phase = $state<'choosing' | 'saving' | 'saved' | 'failed'>('choosing');
  progress = $state.raw(new Progress());
  result = $state.raw<Result | null>(null);
  fault = $state.raw<Fault | null>(null);
  private abort: AbortController | null = null;
  /** A file of the page's own that is being downloaded. */
  private kept: SaveTarget | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly space: Pick<ScratchSpace, 'place' | 'free'>,
    /** What is read, for faults. */
    private readonly readName: () => string,
  ) {}

  cancel(): void {
    this.abort?.abort();
  }

  release(): void {
    this.cancel();
    this.freeKept();
  }

  /** Nothing was saved yet of what is offered now. */
  protected offerAnew(): void {
    this.result = null;
    this.fault = null;
    this.phase = 'choosing';
  }

  /**
   * Gives the result once it is saved; null where it was not. To be called right behind a click. `total`: bytes that are got
   * through, asked for when it begins.
   */
  protected async run(
    fileName: string,
    total: () => Promise<Bytes>,
    write: (writing: Writing) => Promise<Result>,
  ): Promise<Result | null> {
    const target = await askForTarget(fileName, this.space);
    if (!target) return null;
    const abort = new AbortController();
    this.abort = abort;
    try {
      this.begin();
      this.progress.total = await total();
      const onProgress = (done: Bytes): void => this.progress.report(0, done);
      return this.done(await write({ target, signal: abort.signal, onProgress }), target);
    } catch (error) {
      void dropTarget(target, this.space).catch(() => undefined);
      return this.failed(error);
    } finally {
      // Another one may have been begun since this one was closed.
      if (this.abort === abort) this.abort = null;
    }
  }

  protected done(result: Result, target?: SaveTarget): Result {
    this.result = result;
    this.phase = 'saved';
    if (target?.kind === 'own') {
      this.kept = target;
      this.timer = setTimeout(() => this.freeKept(), keptFor(result.bytes));
    }
    return result;
  }

  private begin(): void {
    this.freeKept();
    this.fault = null;
    this.phase = 'saving';
    this.progress = new Progress();
  }

  private failed(error: unknown): null {
    const isCancelled = error instanceof DOMException && error.name === 'AbortError';
    this.phase = isCancelled ? 'choosing' : 'failed';
    this.fault = isCancelled ? null : toFault(error, this.readName());
    return null;
  }

  private freeKept(): void {
    clearTimeout(this.timer);
    if (this.kept) void dropTarget(this.kept, this.space).catch(() => undefined);
    this.kept = null;
  }
}
