/** Offsets into the Dockerfile's text, in UTF-16 units from 0; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word of an instruction: quotes and escapes still in `raw`, taken off in `value`. */
export interface Word extends Span {
  readonly raw: string;
  readonly value: string;
}

/** `--name=value`, or `--name` with a null value. */
export interface Flag extends Span {
  readonly name: string;
  readonly value: string | null;
}

/** A here-document: `RUN <<EOF`, `COPY <<conf /etc/x`. The body's span leaves out the line with the end marker. */
export interface Heredoc {
  /** Quotes taken off. */
  readonly name: string;
  readonly body: Span;
  /** The body as written: with `<<-`, its leading tabs are still there. */
  readonly text: string;
  /** Variables in the body are expanded: the name is not quoted. */
  readonly expands: boolean;
  /** `<<-`: leading tabs are taken off. */
  readonly stripsTabs: boolean;
  /** The end marker was found. */
  readonly closed: boolean;
  /** End of the line with the end marker. */
  readonly end: number;
}

/**
 * One instruction as the Dockerfile reference defines it. `words` are the arguments after the flags, continuation marks
 * and comment lines left out; `json` holds the exec form's strings, or null in shell form. HEALTHCHECK's first word is
 * CMD or NONE, and its `json` the exec form behind CMD.
 */
export interface Instruction extends Span {
  /** In capitals: FROM, RUN, … An unknown instruction keeps its own word. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** First line, from 1. */
  readonly line: number;
  readonly endLine: number;
  readonly flags: readonly Flag[];
  /** From the first argument after the flags to the end of the instruction; empty where there is none. */
  readonly args: Span;
  readonly words: readonly Word[];
  readonly json: readonly Word[] | null;
  readonly heredocs: readonly Heredoc[];
  /** What ONBUILD registers. */
  readonly trigger: Instruction | null;
  /** Index into `stages`; -1 before the first FROM. */
  readonly stage: number;
}

export interface Stage {
  readonly index: number;
  /** The word after AS, as written. */
  readonly name: string | null;
  readonly from: Instruction;
  /** The image reference as written, variables unexpanded; '' where FROM has none. */
  readonly image: string;
  /** The earlier stage that FROM names, or null where it names an image. */
  readonly baseStage: number | null;
  /** FROM first, then what follows it up to the next FROM. */
  readonly instructions: readonly Instruction[];
}

export interface Comment extends Span {
  readonly line: number;
  /** Without the `#` and the blanks around. */
  readonly text: string;
}

/** Something that BuildKit would refuse. */
export interface SyntaxProblem extends Span {
  readonly message: string;
  /** The word that is no instruction, and the one that was most likely meant. */
  readonly misspelt?: Span & { readonly meant: string };
}

export interface Dockerfile {
  readonly text: string;
  /** The escape character, `\` or the backtick. */
  readonly escape: string;
  /** Parser directives at the top (syntax, escape, check), names in lower case. */
  readonly directives: ReadonlyMap<string, string>;
  /** In order of the file. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  readonly lines: LineIndex;
}

/** Offsets to lines and columns, both from 1. */
export interface LineIndex {
  readonly count: number;
  position(offset: number): { line: number; column: number };
  /** Offset of the first character of a line from 1. */
  start(line: number): number;
  /** Offset just behind the last character of a line, its line end left out. */
  end(line: number): number;
}
