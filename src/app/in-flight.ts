/** Half a frame: what the user does is answered with the next one. */
const turn = 8;

interface Asking<T> {
  /** How many questions are under way at once. */
  readonly most: number;
  /** The next one to ask; undefined while there is none. */
  next(): T | undefined;
  /** Asks, deals with the answer, and says so. */
  ask(item: T, answered: () => void, failed: (error: unknown) => void): void;
  readonly signal: AbortSignal;
}

type Ask<T> = Asking<T>['ask'];

/** For questions whose answers are promises. Of many thousands each promise costs as much as its answer. */
export const byPromise =
  <T>(ask: (item: T) => Promise<void>): Ask<T> =>
  (item, answered, failed) =>
    void ask(item).then(answered, failed);

/**
 * Asks the browser many small questions, a few of them at once; done when there is none left and all are answered. New ones
 * go out in tasks of their own, never out of an answer: Chromium takes all answers that are there in one task, and where
 * each brought a new question that task did not end for seconds.
 */
export function inFlight<T>({ most, next, ask, signal }: Asking<T>): Promise<void> {
  return new Promise((resolve, reject) => {
    const { port1: later, port2: now } = new MessageChannel();
    let underWay = 0;
    let isCalled = false;
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', abort);
      later.close();
      settle();
    };
    const abort = (): void => end(() => reject(signal.reason as Error));
    const call = (): void => {
      if (isCalled) return;
      isCalled = true;
      now.postMessage(null);
    };
    const answered = (): void => {
      underWay--;
      if (underWay <= most / 2) call();
    };
    const failed = (error: unknown): void => end(() => reject(error as Error));
    const askMore = (): void => {
      isCalled = false;
      const since = performance.now();
      // Some questions are answered at once, on this very thread.
      while (underWay < most && performance.now() - since < turn) {
        const item = next();
        if (item === undefined) {
          if (underWay === 0) end(resolve);
          return;
        }
        underWay++;
        ask(item, answered, failed);
      }
      // The turn was over before there were enough of them: even before the first, where others have the processor.
      if (underWay <= most / 2) call();
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    later.onmessage = () => !signal.aborted && askMore();
    call();
  });
}
