export interface Limits {
  readonly characters: number;
  readonly lines: number;
}

/** Lines up to a size. What does not fit is not taken. */
export class BoundedText {
  private readonly parts: string[] = [];
  private characters = 0;
  /** The number of the line that comes next, from 1. */
  line = 1;

  /** Adds lines; false where there is no room for all of them. */
  add(block: string, limits: Limits): boolean {
    const lines = block.split('\n').length;
    if (this.characters + block.length + 1 > limits.characters || this.line + lines > limits.lines) return false;
    this.parts.push(block);
    this.characters += block.length + 1;
    this.line += lines;
    return true;
  }

  toString(): string {
    return `${this.parts.join('\n')}\n`;
  }
}
