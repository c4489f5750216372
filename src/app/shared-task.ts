/** How one of those that wait for a task follows it. */
export interface Following<P> {
  readonly signal: AbortSignal;
  onProgress(done: P): void;
}

/**
 * A task that several wait for, and that is made once. Each can give up without the others; when nobody waits any more, the
 * task is ended.
 */
export class SharedTask<T, P = number> {
  private readonly abort = new AbortController();
  private readonly waiting = new Set<Following<P>>();
  private readonly result: Promise<T>;

  constructor(start: (following: Following<P>) => Promise<T>) {
    const onProgress = (done: P): void => this.waiting.forEach((one) => one.onProgress(done));
    this.result = start({ signal: this.abort.signal, onProgress });
    // Told to those that wait.
    this.result.catch(() => undefined);
  }

  /** Nobody is to join it any more. */
  get ended(): boolean {
    return this.abort.signal.aborted;
  }

  /** Ends it for all. */
  end(): void {
    this.abort.abort();
  }

  join(following: Following<P>): Promise<T> {
    const { signal } = following;
    this.waiting.add(following);
    return new Promise<T>((resolve, reject) => {
      const giveUp = (): void => {
        this.waiting.delete(following);
        if (this.waiting.size === 0) this.end();
        reject(signal.reason as Error);
      };
      if (signal.aborted) return giveUp();
      signal.addEventListener('abort', giveUp);
      const leave = (): void => {
        this.waiting.delete(following);
        signal.removeEventListener('abort', giveUp);
      };
      this.result.finally(leave).then(resolve, reject);
    });
  }
}
