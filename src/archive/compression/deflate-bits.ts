/** Deflated data that are damaged, or that end inside a block. */
export class InflateError extends Error {}

/** The bits of deflated data, the lowest of each byte first (RFC 1951, 3.1.1), in pieces of input. */
export class DeflateBits {
  /** Where reading stands in the input: what is held was taken in. */
  at = 0;
  /** The next `count` bits. */
  hold = 0;
  count = 0;
  private input = new Uint8Array(0) as Uint8Array;

  /** Another stream begins. */
  begin(): void {
    this.hold = this.count = 0;
  }

  /** Goes on in `input[at..]`. */
  open(input: Uint8Array, at: number): void {
    this.input = input;
    this.at = at;
  }

  take(wanted: number): number {
    while (this.count < wanted) this.more();
    const value = this.hold & ((1 << wanted) - 1);
    this.hold >>>= wanted;
    this.count -= wanted;
    return value;
  }

  /** One symbol of a table of codes, bit by bit as long as its code may go on in bytes that are not there. */
  symbol(table: Uint16Array, mask: number): number {
    for (;;) {
      const entry = table[this.hold & mask]!;
      const length = entry & 15;
      if (length !== 0 && length <= this.count) {
        this.hold >>>= length;
        this.count -= length;
        return entry >>> 4;
      }
      if (this.count >= 15) throw new InflateError('a code that stands for nothing');
      this.more();
    }
  }

  /** Passes over what is left of a byte. */
  align(): void {
    this.take(this.count & 7);
  }

  /** Whole bytes that were taken in ahead belong to the next piece of input, or to what follows the stream. */
  giveBack(): void {
    this.at -= this.count >> 3;
    this.count &= 7;
    this.hold &= (1 << this.count) - 1;
  }

  private more(): void {
    if (this.at >= this.input.length) throw new InflateError('the data end inside a block');
    this.hold |= this.input[this.at++]! << this.count;
    this.count += 8;
  }
}
