import type { Bytes } from '../bytes/units.ts';

/** Milliseconds between two figures that are shown: each is laid out and painted, on a processor that the workers need. */
const shownInterval = 100;

/** How far a scan has come: bytes of the dropped file, and layers. */
export class Progress {
  done = $state<Bytes>(0);
  total = $state<Bytes>(0);
  layersDone = $state(0);
  layersTotal = $state(0);
  private finished = 0;
  private readonly parts: Bytes[] = [];
  private sum: Bytes = 0;
  private shownAt = -Infinity;
  private readonly startedAt = performance.now();

  /** `sizes`: of the layers. */
  start(sizes: readonly Bytes[]): void {
    this.total = sizes.reduce((sum, size) => sum + size, 0);
    this.layersTotal = sizes.length;
    this.layersDone = 0;
    this.finished = 0;
  }

  /** One layer has got through this much. */
  report(layer: number, done: Bytes): void {
    this.count(layer, done);
    this.showInTime();
  }

  finishLayer(layer: number, size: Bytes): void {
    this.count(layer, size);
    this.finished++;
    this.showInTime();
  }

  private count(layer: number, done: Bytes): void {
    this.sum += done - (this.parts[layer] ?? 0);
    this.parts[layer] = done;
  }

  /** Many layers are small, and done one right behind the other: each of them is not to be shown. */
  private showInTime(): void {
    const now = performance.now();
    if (now - this.shownAt < shownInterval && this.finished < this.layersTotal) return;
    this.done = this.sum;
    this.layersDone = this.finished;
    this.shownAt = now;
  }

  /** An estimate from the speed so far; null in the first second, when it would be a guess. */
  get secondsLeft(): number | null {
    const elapsed = (performance.now() - this.startedAt) / 1000;
    if (elapsed < 1 || this.done === 0) return null;
    return Math.ceil(((this.total - this.done) / this.done) * elapsed);
  }
}
