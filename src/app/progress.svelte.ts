import type { Bytes } from '../bytes/units.ts';

/** Milliseconds between two figures that are shown: each is laid out and painted, on a processor that the workers need. */
const shownInterval = 100;

/** How far a scan has come: bytes of the dropped file, and layers. */
export class Progress {
  done = $state<Bytes>(0);
  total = $state<Bytes>(0);
  layersDone = $state(0);
  layersTotal = $state(0);
  private readonly parts: Bytes[] = [];
  private sum: Bytes = 0;
  private shownAt = -Infinity;
  private readonly startedAt = performance.now();

  /** `sizes`: of the layers. */
  start(sizes: readonly Bytes[]): void {
    this.total = sizes.reduce((sum, size) => sum + size, 0);
    this.layersTotal = sizes.length;
    this.layersDone = 0;
  }

  /** One layer has got through this much. */
  report(layer: number, done: Bytes): void {
    this.count(layer, done);
    if (performance.now() - this.shownAt >= shownInterval) this.show();
  }

  finishLayer(layer: number, size: Bytes): void {
    this.count(layer, size);
    this.layersDone++;
    this.show();
  }

  private count(layer: number, done: Bytes): void {
    this.sum += done - (this.parts[layer] ?? 0);
    this.parts[layer] = done;
  }

  private show(): void {
    this.done = this.sum;
    this.shownAt = performance.now();
  }

  /** An estimate from the speed so far; null in the first second, when it would be a guess. */
  get secondsLeft(): number | null {
    const elapsed = (performance.now() - this.startedAt) / 1000;
    if (elapsed < 1 || this.done === 0) return null;
    return Math.ceil(((this.total - this.done) / this.done) * elapsed);
  }
}
