import { ContextKind, type ContextTree } from '../build-context/context-tree.ts';
import type { Bytes } from '../bytes/units.ts';
import { askSize, type FileSource } from './file-source.ts';
import { inFlight } from './in-flight.ts';

/** Questions under way at once: with fewer the browser waits for the page, with more nothing is sooner. */
const askedAtOnce = 256;

/** By node: files of lower numbers come first. */
export type SizeOrder = Uint8Array;

/** Asks for the size of every file of a folder, those first that are worth most. */
export class SizeReader {
  /** By node; NaN as long as it is not known. */
  readonly sizes: Float64Array<ArrayBuffer>;
  readonly total: number;
  sized = 0;
  bytes: Bytes = 0;
  /** Files that the browser could not find or not open. */
  failed = 0;
  /** Nodes that are still to be asked for, the next one at the end. */
  private left: Uint32Array;
  private leftCount: number;
  /** By node; what has been asked for is let go of, which is some hundred bytes each. */
  private readonly sources: (FileSource | undefined)[];

  constructor({ kinds, sizes }: ContextTree, sources: (FileSource | undefined)[]) {
    this.sources = sources;
    this.sizes = sizes.slice();
    this.left = new Uint32Array(kinds.length);
    let count = 0;
    for (let node = kinds.length - 1; node > 0; node--) {
      if (kinds[node] === ContextKind.file && Number.isNaN(sizes[node])) this.left[count++] = node;
    }
    this.leftCount = count;
    this.total = count;
  }

  get isDone(): boolean {
    return this.sized + this.failed === this.total;
  }

  /** Puts what is left into another order. Files that are alike in it stay in theirs. */
  order(order: SizeOrder): void {
    const { left, leftCount } = this;
    const starts = new Uint32Array(257);
    for (let at = 0; at < leftCount; at++) starts[256 - (order[left[at] as number] as number)]!++;
    for (let rank = 1; rank < starts.length; rank++) starts[rank]! += starts[rank - 1]!;
    const ordered = new Uint32Array(leftCount);
    for (let at = leftCount - 1; at >= 0; at--) {
      const node = left[at] as number;
      ordered[--starts[256 - (order[node] as number)]!] = node;
    }
    this.left = ordered;
  }

  /** Rejects with an AbortError when the signal says so; what is known by then stays. */
  read(signal: AbortSignal, onSize: () => void): Promise<void> {
    return inFlight({
      most: askedAtOnce,
      signal,
      next: () => (this.leftCount > 0 ? this.left[--this.leftCount] : undefined),
      ask: (node, answered) => this.readOne(node, () => (onSize(), answered())),
    });
  }

  private readOne(node: number, answered: () => void): void {
    const source = this.sources[node];
    this.sources[node] = undefined;
    const failed = (): void => {
      this.failed++;
      answered();
    };
    if (!source) return failed();
    askSize(
      source,
      (size) => {
        this.sizes[node] = size;
        this.bytes += size;
        this.sized++;
        answered();
      },
      failed,
    );
  }
}
