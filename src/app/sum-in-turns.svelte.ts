import { tick } from 'svelte';
import type { InPieces } from '../bytes/in-pieces.ts';
import { wholeInTurns } from './in-turns.ts';

/** Milliseconds that nobody notices: what takes longer is told of. */
const patience = 200;

/** A sum over many rows, made in turns in which the page stays alive. Of two that are asked for, the later counts. */
export class SumInTurns<T> {
  /** What was summed up last, until the one that is wanted is; null until there was one. */
  shown = $state.raw<T | null>(null);
  busy = $state(false);
  /** Busy for so long that a word says so. */
  slow = $state(false);
  /** The last one ended in an error, so that what is shown is from before. */
  failed = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private current: Promise<void> = Promise.resolve();

  /** Gives what ends it. An error is thrown where the page tells of those that nobody expects. */
  sum(work: InPieces<T>): () => void {
    const ending = new AbortController();
    [this.busy, this.failed] = [true, false];
    this.timer ??= setTimeout(() => (this.slow = this.busy), patience);
    const done = wholeInTurns(work, ending.signal);
    void done.then(
      (sum) => {
        if (ending.signal.aborted) return;
        this.shown = sum;
        this.rest();
      },
      (reason: unknown) => {
        if (ending.signal.aborted) return;
        this.failed = true;
        this.rest();
        throw reason;
      },
    );
    const ended = (): void => undefined;
    this.current = done.then(ended, ended);
    return () => ending.abort();
  }

  /** Resolves when what is wanted by now is shown, or never will be: it failed, or nobody wants it any more. */
  async settled(): Promise<void> {
    for (let last: Promise<void> | null = null; last !== this.current; await tick()) {
      last = this.current;
      await last;
    }
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    [this.busy, this.slow] = [false, false];
  }
}
