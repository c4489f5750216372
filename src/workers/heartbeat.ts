import { pulseInterval } from '../security/trusted-urls.ts';

const mostSilence = 600;
/** A page that looks later than that was busy itself, or asleep: beats may still be waiting to be heard. */
const late = 400;
/** Until the first beat: a worker takes a while to start. */
const mostToStart = 5000;

/** Notices within a second that a worker has ended, where there are no Web Locks to tell it (plain HTTP). */
export class Heartbeat {
  readonly #pulse: MessagePort;
  readonly #timer: ReturnType<typeof setInterval>;
  #silentFrom = performance.now() + mostToStart;
  #lastLook = performance.now();

  constructor(pulse: MessagePort, onSilence: () => void) {
    this.#pulse = pulse;
    pulse.onmessage = () => (this.#silentFrom = performance.now());
    this.#timer = setInterval(() => {
      const now = performance.now();
      if (now - this.#lastLook > late) this.#silentFrom = Math.max(this.#silentFrom, now);
      this.#lastLook = now;
      if (now - this.#silentFrom > mostSilence) onSilence();
    }, pulseInterval);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#pulse.close();
  }
}
