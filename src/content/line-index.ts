import { lastNotAbove } from '../bytes/search.ts';
import type { Bytes } from '../bytes/units.ts';
import type { TextForm } from './text-encoding.ts';
import { unitOf } from './text-encoding.ts';

/** A new block begins with the first line behind so many bytes. */
export const blockSize: Bytes = 65_536;

const newline = 10;

/**
 * Where the lines of a text begin, by blocks of some 64 kB: of 2 GB of text that is half a megabyte, however short its
 * lines are. Which line begins where within a block is seen when the block is read.
 */
export class LineIndex {
  /** By block: where its first line begins, and the number of that line, from 0. */
  private readonly starts: Bytes[];
  private readonly firsts: number[] = [0];
  private ends = 0;
  private lastStart: Bytes;
  /** How far the text was looked at. */
  private seen: Bytes;
  private isComplete = false;

  constructor(private readonly form: TextForm) {
    this.starts = [form.mark];
    this.lastStart = form.mark;
    this.seen = form.mark;
  }

  /** Lines that are known to be there: one that is not ended counts when the text is. */
  get lineCount(): number {
    return this.ends + (this.isOpen ? 1 : 0);
  }

  /** The text ends without a newline. */
  get isOpen(): boolean {
    return this.isComplete && this.lastStart < this.seen;
  }

  get blockCount(): number {
    return this.starts.length;
  }

  /** Bytes that were looked at. */
  get length(): Bytes {
    return this.seen;
  }

  /** Takes the next bytes of the text; in UTF-16 an even number of them. */
  add(bytes: Uint8Array): void {
    const unit = unitOf(this.form.encoding);
    for (let at = this.nextEnd(bytes, 0); at >= 0; at = this.nextEnd(bytes, at)) {
      at += unit;
      this.endLine(this.seen + at);
    }
    this.seen += bytes.length;
  }

  /** Nothing comes any more. */
  finish(): void {
    this.isComplete = true;
  }

  /** Where the newline character at or behind a place begins; -1 where there is none. */
  private nextEnd(bytes: Uint8Array, from: number): number {
    const { encoding } = this.form;
    if (unitOf(encoding) === 1) return bytes.indexOf(newline, from);
    const low = encoding === 'UTF-16LE' ? 0 : 1;
    for (let at = bytes.indexOf(newline, from); at >= 0; at = bytes.indexOf(newline, at + 1)) {
      if (at % 2 === low && bytes[at ^ 1] === 0) return at - low;
    }
    return -1;
  }

  private endLine(next: Bytes): void {
    this.ends++;
    this.lastStart = next;
    if (next - (this.starts.at(-1) as number) < blockSize) return;
    this.starts.push(next);
    this.firsts.push(this.ends);
  }

  blockOfLine(line: number): number {
    return lastNotAbove(this.firsts.length, (index) => this.firsts[index] as number, line);
  }

  blockAt(offset: Bytes): number {
    return lastNotAbove(this.starts.length, (index) => this.starts[index] as number, offset);
  }

  firstLineOf(block: number): number {
    return this.firsts[block] as number;
  }

  startOf(block: number): Bytes {
    return this.starts[block] as number;
  }

  /** Where the block behind it begins, or what is known of the text ends. */
  endOf(block: number): Bytes {
    return this.starts[block + 1] ?? this.seen;
  }
}
