/** Lines of a text that stays one text: each ends with a line feed, the last one too. A line is made when it is asked for. */
export class TextLines {
  private readonly starts: Uint32Array;

  constructor(private readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = Uint32Array.from(starts);
  }

  get count(): number {
    return this.starts.length - 1;
  }

  /** Whether nothing stands behind the last line feed. */
  get isWhole(): boolean {
    return this.starts.at(-1) === this.text.length;
  }

  at(line: number): string {
    return this.text.slice(this.starts[line], (this.starts[line + 1] as number) - 1);
  }
}
