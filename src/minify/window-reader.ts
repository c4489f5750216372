import type { ByteRange, Bytes } from '../bytes/units.ts';

const windowSize = 1_048_576;
/** 64 MB are kept of what was read last. */
const mostWindows = 64;

/**
 * Reads short ranges of a Blob by windows that are kept: programs and what they need lie side by side in a layer, and many small
 * reads cost far more than one large one.
 */
export class WindowReader {
  /** The last one used stands last. */
  private readonly windows = new Map<string, Promise<Uint8Array>>();
  private readonly numbers = new Map<Blob, number>();

  /** A copy where the range lies across windows, else a view; shorter where the Blob ends before. */
  async read(blob: Blob, { start, end }: ByteRange): Promise<Uint8Array> {
    const to = Math.min(end, blob.size);
    if (start >= to) return new Uint8Array(0);
    if (to - start > windowSize) return new Uint8Array(await blob.slice(start, to).arrayBuffer());
    const [first, last] = [Math.floor(start / windowSize), Math.floor((to - 1) / windowSize)];
    const head = (await this.window(blob, first)).subarray(start - first * windowSize, to - first * windowSize);
    if (first === last) return head;
    const rest = (await this.window(blob, last)).subarray(0, to - last * windowSize);
    const joined = new Uint8Array(head.length + rest.length);
    joined.set(head);
    joined.set(rest, head.length);
    return joined;
  }

  /** Begins to read where a range begins, which is soon asked for. */
  prefetch(blob: Blob, start: Bytes): void {
    if (start < blob.size) void this.window(blob, Math.floor(start / windowSize)).catch(() => undefined);
  }

  private window(blob: Blob, index: number): Promise<Uint8Array> {
    const key = `${this.numberOf(blob)} ${index}`;
    const known = this.windows.get(key);
    const window = known ?? readWindow(blob, index * windowSize);
    this.windows.delete(key);
    this.windows.set(key, window);
    if (this.windows.size > mostWindows) this.windows.delete(this.windows.keys().next().value!);
    return window;
  }

  private numberOf(blob: Blob): number {
    const number = this.numbers.get(blob) ?? this.numbers.size;
    this.numbers.set(blob, number);
    return number;
  }
}

const readWindow = async (blob: Blob, start: Bytes): Promise<Uint8Array> =>
  new Uint8Array(await blob.slice(start, start + windowSize).arrayBuffer());
