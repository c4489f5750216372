import type { Bytes } from '../bytes/units.ts';
import type { FileBody } from '../layer/file-body.ts';
import { blockSize, LineIndex } from './line-index.ts';
import { decode, unitOf, type TextForm } from './text-encoding.ts';

/** Of a longer line, the first so many bytes are shown. */
export const mostOfLine: Bytes = 4096;
/** The first window is small, as somebody waits for it; the others are for counting. */
const firstWindow: Bytes = 262_144;
const window: Bytes = 1 << 20;
/** Blocks that are kept: 4 MB of text. */
const blocksKept = 64;

export interface TextLine {
  readonly text: string;
  /** Where it begins in the file. */
  readonly start: Bytes;
  /** Bytes of it that are not in `text`. */
  readonly cut: Bytes;
}

export interface TextPlace {
  /** From 0. */
  readonly line: number;
  /** Characters of it that stand before the place, as far as they are shown. */
  readonly at: number;
  /** Characters of it that are shown. */
  readonly shown: number;
}

/** A text that is read in pieces: its lines are counted from front to back, and those that are shown are read. */
export class TextFile {
  readonly index: LineIndex;
  private readonly blocks = new Map<number, Promise<readonly TextLine[]>>();

  constructor(
    private readonly body: FileBody,
    readonly form: TextForm,
  ) {
    this.index = new LineIndex(form);
  }

  get size(): Bytes {
    return this.body.size;
  }

  /** Looks through the whole text for the ends of its lines. `onCounted` is told after each piece. */
  async count(signal: AbortSignal, onCounted: () => void): Promise<void> {
    const { index, body } = this;
    for (let length = firstWindow; index.length < body.size; length = window) {
      const at = index.length;
      // What is kept of the last block was read before its end was known.
      const bytes = await body.read(at, at + length - (at % unitOf(this.form.encoding)));
      signal.throwIfAborted();
      this.blocks.delete(index.blockCount - 1);
      index.add(bytes);
      if (index.length >= body.size || bytes.length === 0) index.finish();
      onCounted();
      if (bytes.length === 0) return;
    }
    index.finish();
    onCounted();
  }

  /** The lines of a block, as far as they are counted. */
  block(block: number): Promise<readonly TextLine[]> {
    const known = this.blocks.get(block);
    if (known) return known;
    const reading = this.readBlock(block);
    this.blocks.set(block, reading);
    const [oldest] = this.blocks.keys();
    if (this.blocks.size > blocksKept && oldest !== undefined) this.blocks.delete(oldest);
    return reading;
  }

  /** The line that holds a byte (it has to be counted), and how many of its characters stand before. */
  async placeOf(offset: Bytes): Promise<TextPlace> {
    const { line, read } = await this.lineWith(offset);
    const before = await this.body.read(read.start, Math.min(offset, read.start + mostOfLine));
    return { line, at: decode(before, this.form.encoding).length, shown: read.text.length };
  }

  private async readBlock(block: number): Promise<readonly TextLine[]> {
    const { index, body, form } = this;
    const [start, end] = [index.startOf(block), index.endOf(block)];
    const last = block === index.blockCount - 1;
    const count = (last ? index.lineCount : index.firstLineOf(block + 1)) - index.firstLineOf(block);
    // All lines of a block but its last begin in its first 64 kB.
    const bytes = await body.read(start, Math.min(end, start + blockSize + mostOfLine));
    return splitLines(bytes, { start, end: last && index.isOpen ? end : end - unitOf(form.encoding), count, form });
  }

  private async lineWith(offset: Bytes): Promise<{ line: number; read: TextLine }> {
    const block = this.index.blockAt(offset);
    const lines = await this.block(block);
    const behind = lines.findIndex(({ start }) => start > offset);
    const at = Math.max(0, (behind < 0 ? lines.length : behind) - 1);
    return { line: this.index.firstLineOf(block) + at, read: lines[at] as TextLine };
  }
}

interface BlockPlace {
  readonly start: Bytes;
  /** Where its last line ends. */
  readonly end: Bytes;
  readonly count: number;
  readonly form: TextForm;
}

/** Where the line that begins at `from` ends, its newline not counted; the end of the bytes where there is none. */
function endOfLine(bytes: Uint8Array, from: number, { encoding }: TextForm): number {
  if (unitOf(encoding) === 1) {
    const at = bytes.indexOf(10, from);
    return at < 0 ? bytes.length : at;
  }
  const [low, high] = encoding === 'UTF-16LE' ? [0, 1] : [1, 0];
  for (let at = from; at + 1 < bytes.length; at += 2) if (bytes[at + low] === 10 && bytes[at + high] === 0) return at;
  return bytes.length;
}

function splitLines(bytes: Uint8Array, { start, end, count, form }: BlockPlace): TextLine[] {
  const unit = unitOf(form.encoding);
  const lines: TextLine[] = [];
  for (let at = 0; lines.length < count;) {
    const stop = endOfLine(bytes, at, form);
    const shown = bytes.subarray(at, Math.min(stop, at + mostOfLine));
    // Where its newline was not read, it is the last one of the block.
    const cut = (stop < bytes.length ? stop : end - start) - at - shown.length;
    lines.push({ text: textOf(cut > 0 ? wholeCharacters(shown, form) : shown, form), start: start + at, cut });
    at = stop + unit;
  }
  return lines;
}

function textOf(bytes: Uint8Array, { encoding }: TextForm): string {
  const text = decode(bytes, encoding);
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/** Without the first bytes of a character that is cut in two. */
function wholeCharacters(bytes: Uint8Array, { encoding }: TextForm): Uint8Array {
  if (encoding !== 'UTF-8') return bytes;
  let end = bytes.length;
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const whole = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (whole > back) end = bytes.length - back;
    break;
  }
  return bytes.subarray(0, end);
}
