import type { Bytes } from '../bytes/units.ts';

/** How far a scan has come: bytes of the dropped file, and layers. */
export class Progress {
  done = $state<Bytes>(0);
  total = $state<Bytes>(0);
  layersDone = $state(0);
  layersTotal = $state(0);
  private readonly parts: Bytes[] = [];
  private readonly startedAt = performance.now();

  start(total: Bytes, layers: number): void {
    this.total = total;
    this.layersTotal = layers;
    this.layersDone = 0;
  }

  /** One layer has got through this much. */
  report(layer: number, done: Bytes): void {
    this.done += done - (this.parts[layer] ?? 0);
    this.parts[layer] = done;
  }

  finishLayer(layer: number, size: Bytes): void {
    this.report(layer, size);
    this.layersDone++;
  }

  /** An estimate from the speed so far; null in the first second, when it would be a guess. */
  get secondsLeft(): number | null {
    const elapsed = (performance.now() - this.startedAt) / 1000;
    if (elapsed < 1 || this.done === 0) return null;
    return Math.ceil(((this.total - this.done) / this.done) * elapsed);
  }
}
