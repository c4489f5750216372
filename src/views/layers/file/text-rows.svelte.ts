import { toFault, type Fault } from '../../../fault.ts';
import { Highlighter, mostHighlighted } from '../../../content/highlight/highlighter.ts';
import { languageOf } from '../../../content/highlight/languages.ts';
import type { Token } from '../../../content/highlight/tokens.ts';
import { TextFile, type TextLine } from '../../../content/text-file.ts';
import type { TextForm } from '../../../content/text-encoding.ts';
import type { FileBody } from '../../../layer/file-body.ts';

/** Milliseconds between two counts that are shown. */
const shownInterval = 100;

interface Block {
  readonly number: number;
  readonly first: number;
  readonly lines: readonly TextLine[];
  readonly tokens: readonly (readonly Token[])[] | undefined;
}

export interface TextRow {
  /** From 0. */
  readonly line: number;
  /** Null while it is being read. */
  readonly read: TextLine | null;
  readonly tokens: readonly Token[] | null;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The lines of a text that are shown: read as they come into sight, and coloured once they are there. */
export class TextRows {
  readonly file: TextFile;
  /** How many lines are known. */
  count = $state(0);
  counted = $state(0);
  isCounted = $state(false);
  fault = $state.raw<Fault | null>(null);
  /** What it is written in; null where that is not known. */
  language = $state<string | null>(null);
  private blocks = $state.raw<readonly Block[]>([]);
  private highlighter: Highlighter | null = null;
  private shownAt = -Infinity;
  private turns = 0;

  constructor(
    private readonly body: FileBody,
    form: TextForm,
    private readonly name: string,
    private readonly signal: AbortSignal,
  ) {
    this.file = new TextFile(body, form);
  }

  async open(): Promise<void> {
    try {
      await this.file.count(this.signal, () => this.told());
      this.show();
      this.isCounted = true;
      await this.colour();
    } catch (error) {
      if (!this.signal.aborted) this.fault = toFault(error, this.name);
    }
  }

  row(line: number): TextRow {
    const { index } = this.file;
    const number = index.blockOfLine(line);
    const block = this.blocks.find((one) => one.number === number);
    const at = line - (block?.first ?? 0);
    return { line, read: block?.lines[at] ?? null, tokens: block?.tokens?.[at] ?? null };
  }

  /** Reads what is in sight: mostly one block or two, of long lines one for each. */
  async bring(first: number, end: number): Promise<void> {
    const { index } = this.file;
    if (end <= first) return;
    const [from, to] = [index.blockOfLine(first), index.blockOfLine(end - 1)];
    const wanted = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const turn = ++this.turns;
    try {
      const read = await Promise.all(wanted.map((block) => this.readBlock(block)));
      // Something else is in sight by now.
      if (this.signal.aborted || turn !== this.turns) return;
      this.blocks = read;
      if (this.highlighter && read.some(({ tokens }) => !tokens)) await this.colourBlocks(wanted);
    } catch (error) {
      if (!this.signal.aborted) this.fault = toFault(error, this.name);
    }
  }

  private async readBlock(number: number): Promise<Block> {
    const first = this.file.index.firstLineOf(number);
    return { number, first, lines: await this.file.block(number), tokens: this.highlighter?.known(number) };
  }

  private told(): void {
    this.counted = this.file.index.length;
    const now = performance.now();
    if (now - this.shownAt < shownInterval) return;
    this.shownAt = now;
    this.show();
  }

  private show(): void {
    this.count = this.file.index.lineCount;
  }

  private async colour(): Promise<void> {
    if (this.body.size > mostHighlighted || this.count === 0) return;
    const [first] = await this.file.block(0);
    const language = languageOf(this.name, first?.text ?? '');
    if (!language) return;
    const parser = await language.load();
    if (this.signal.aborted) return;
    this.language = language.title;
    this.highlighter = new Highlighter(this.file, parser, pause);
    await this.colourBlocks(this.blocks.map(({ number }) => number));
  }

  private async colourBlocks(wanted: readonly number[]): Promise<void> {
    await this.highlighter?.until(Math.max(0, ...wanted), this.signal);
    // What is in sight by now may be something else.
    const shown = this.blocks.map((block) => ({
      ...block,
      tokens: block.tokens ?? this.highlighter?.known(block.number),
    }));
    if (!this.signal.aborted) this.blocks = shown;
  }
}
