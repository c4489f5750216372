import type { Bytes } from '../../bytes/units.ts';
import type { TextFile } from '../text-file.ts';
import type { Parser } from './languages.ts';
import { copyState, startState, tokensOf, type Token } from './tokens.ts';

/** A larger text has no colours: those of a line may hang on all lines before it. */
export const mostHighlighted: Bytes = 4_000_000;
/** Milliseconds of a turn, and of all turns for one block: a parser that needs longer has met what was made to keep it busy. */
const turn = 8;
const longest = 1000;
const blocksKept = 8;

type BlockTokens = readonly (readonly Token[])[];

/** The tokens of a text's lines, by its blocks. To know where a comment began, each block needs all that stand before it. */
export class Highlighter {
  /** The parser's state in front of each block. */
  private readonly states: unknown[];
  private readonly tokens = new Map<number, BlockTokens>();
  private work: Promise<unknown> = Promise.resolve();
  private isSpent = false;

  constructor(
    private readonly file: TextFile,
    private readonly parser: Parser,
    /** Gives the page a turn. */
    private readonly pause: () => Promise<void>,
  ) {
    this.states = [startState(parser)];
  }

  /** What is there of a block already. */
  known(block: number): BlockTokens | undefined {
    return this.tokens.get(block);
  }

  /** Reads up to a block; nothing where that took too long. One reading after the other. */
  until(block: number, signal: AbortSignal): Promise<void> {
    const next = this.work.then(() => this.readUntil(block, signal));
    this.work = next.catch(() => {});
    return next;
  }

  private async readUntil(block: number, signal: AbortSignal): Promise<void> {
    if (this.tokens.has(block)) return;
    const from = Math.min(block, this.states.length - 1);
    for (let at = from; at <= block && !this.isSpent && !signal.aborted; at++) await this.readBlock(at);
  }

  /** Null where the parser has failed. */
  private tokensOfLine(state: unknown, text: string): Token[] | null {
    try {
      return tokensOf(this.parser, state, text);
    } catch {
      this.isSpent = true;
      return null;
    }
  }

  private async readBlock(block: number): Promise<void> {
    const lines = await this.file.block(block);
    const state = copyState(this.parser, this.states[block]);
    const tokens: Token[][] = [];
    let [spent, since] = [0, performance.now()];
    for (const { text } of lines) {
      const found = this.tokensOfLine(state, text);
      if (!found) return;
      tokens.push(found);
      const now = performance.now();
      if (now - since < turn) continue;
      spent += now - since;
      if (spent > longest) {
        this.isSpent = true;
        return;
      }
      await this.pause();
      since = performance.now();
    }
    this.states[block + 1] ??= state;
    this.tokens.set(block, tokens);
    const [oldest] = this.tokens.keys();
    if (this.tokens.size > blocksKept && oldest !== undefined) this.tokens.delete(oldest);
  }
}
