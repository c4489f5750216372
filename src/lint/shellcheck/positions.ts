import { lastNotAbove } from '../../bytes/search.ts';

const tabStop = 8;

/** From lines and columns as ShellCheck counts them to positions in a text. */
export class Positions {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** A column is a code point, or as many as a tab fills up to the next multiple of eight. */
  at(line: number, column: number): number {
    const start = this.#starts[line - 1];
    if (start === undefined) return this.#text.length;
    const end = (this.#starts[line] ?? this.#text.length + 1) - 1;
    let at = start;
    for (let reached = 1; reached < column && at < end;) {
      const character = this.#text.codePointAt(at) ?? 0;
      reached += character === 0x09 ? tabStop - ((reached - 1) % tabStop) : 1;
      at += character > 0xffff ? 2 : 1;
    }
    return at;
  }

  /** From 1. */
  lineOf(position: number): number {
    return lastNotAbove(this.#starts.length, (line) => this.#starts[line] ?? 0, position) + 1;
  }
}
