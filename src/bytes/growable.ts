type Column = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A typed array that grows by doubling. */
export class Growable<T extends Column> {
  array: T;
  length = 0;

  constructor(
    private readonly make: (length: number) => T,
    capacity = 1024,
  ) {
    this.array = make(capacity);
  }

  push(value: number): void {
    if (this.length === this.array.length) this.reserve(this.length + 1);
    this.array[this.length++] = value;
  }

  /** The item at an index that is known to be there. */
  at(index: number): number {
    return this.array[index] as number;
  }

  /** Room for `length` items; new ones are 0. */
  reserve(length: number): void {
    if (length <= this.array.length) return;
    const larger = this.make(Math.max(length, this.array.length * 2));
    larger.set(this.array);
    this.array = larger;
  }

  /** A copy of just what is used, fit for transfer. */
  finish(): T {
    return this.array.slice(0, this.length) as T;
  }
}

export const bytesColumn = (capacity?: number) => new Growable((length) => new Uint8Array(length), capacity);
export const uint16Column = (capacity?: number) => new Growable((length) => new Uint16Array(length), capacity);
export const uint32Column = (capacity?: number) => new Growable((length) => new Uint32Array(length), capacity);
export const int32Column = (capacity?: number) => new Growable((length) => new Int32Array(length), capacity);
export const float64Column = (capacity?: number) => new Growable((length) => new Float64Array(length), capacity);
