const interval = 200;
const mostSilence = 700;

/**
 * Notices within a second that a worker no longer answers, where there are no Web Locks to tell it (plain HTTP). It is
 * asked at every beat; a job that computes for long without a pause is not held to the answer.
 */
export class Heartbeat {
  readonly #timer: ReturnType<typeof setInterval>;
  #lastSign = performance.now();
  #lastBeat = performance.now();

  constructor(ask: () => void, mayBeSilent: () => boolean, onSilence: () => void) {
    this.#timer = setInterval(() => {
      const now = performance.now();
      // A page that was busy itself has answers still waiting to be heard.
      const late = now - this.#lastBeat > 2 * interval;
      this.#lastBeat = now;
      if (late || mayBeSilent()) this.#lastSign = now;
      if (now - this.#lastSign > mostSilence) onSilence();
      else ask();
    }, interval);
  }

  /** The worker has said something. */
  sign(): void {
    this.#lastSign = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
