import type { ReadOptions } from './read-options.ts';

/**
 * One reading of a dropped archive, with all that is under way for it. It ends when the archive is read again, in another
 * way or after a cancel; what came of it then goes.
 */
export class Reading {
  readonly signal: AbortSignal;
  private readonly own = new AbortController();

  /** `signal`: of everything that is under way. `outer`: the reading of what this archive was unpacked from. */
  constructor(
    signal: AbortSignal,
    readonly options: ReadOptions = {},
    private readonly outer: Reading | null = null,
  ) {
    this.signal = AbortSignal.any([signal, this.own.signal, ...(outer ? [outer.own.signal] : [])]);
  }

  get ended(): boolean {
    return this.own.signal.aborted || (this.outer?.ended ?? false);
  }

  /** Ends, for one that reads in another way. */
  again(signal: AbortSignal, options: ReadOptions): Reading {
    this.own.abort();
    return new Reading(signal, { ...this.options, ...options }, this.outer);
  }

  /** The reading of what was unpacked. */
  unpacked(): Reading {
    return new Reading(this.signal, this.options, this);
  }
}
