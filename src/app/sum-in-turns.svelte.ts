import type { InPieces } from '../bytes/in-pieces.ts';
import { wholeInTurns } from './in-turns.ts';

/** A sum over many rows, made in turns in which the page stays alive. Of two that are asked for, the later counts. */
export class SumInTurns<T> {
  /** What was summed up last, until the one that is wanted is; null until there was one. */
  shown = $state.raw<T | null>(null);
  busy = $state(false);
  /** The last one ended in an error, so that what is shown is from before. */
  failed = $state(false);

  /** Gives what ends it. An error is thrown where the page tells of those that nobody expects. */
  sum(work: InPieces<T>): () => void {
    const ending = new AbortController();
    [this.busy, this.failed] = [true, false];
    void wholeInTurns(work, ending.signal).then(
      (sum) => {
        if (ending.signal.aborted) return;
        [this.shown, this.busy] = [sum, false];
      },
      (reason: unknown) => {
        if (ending.signal.aborted) return;
        [this.busy, this.failed] = [false, true];
        throw reason;
      },
    );
    return () => ending.abort();
  }
}
