// Dockerfile grammar by dockerfile-ast, whose ranges are right and whose strings are not (JSON forms lose blanks,
// heredoc bodies lose `#` lines): words, exec forms and heredocs are read from the text behind its ranges.
// https://docs.docker.com/reference/dockerfile/
import { DockerfileParser, type Instruction as AstInstruction, type Dockerfile as AstDockerfile } from 'dockerfile-ast';
import { FaultError } from '../fault.ts';
import { buildLineIndex } from './line-index.ts';
import { joinLines } from './logical-text.ts';
import type { Comment, Dockerfile, Flag, Heredoc, Instruction, LineIndex, Span, SyntaxProblem } from './model.ts';
import { groupStages } from './stages.ts';
import { findSyntaxProblems } from './syntax-problems.ts';
import { parseJsonForm, splitWords } from './words.ts';

export const limits = { characters: 1_000_000, lines: 20_000 } as const;

interface AstRange {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** What dockerfile-ast gives on some instruction classes only. */
interface AstExtras {
  getFlags?(): { getName(): string; getValue(): string | null; getRange(): AstRange }[];
  getHeredocs?(): { getName(): string; getContentRange(): AstRange | null }[];
  getTrigger?(): { getKeyword(): string | null } | null;
  getTriggerInstruction?(): AstInstruction | null;
}

interface Context {
  readonly text: string;
  readonly escape: string;
  readonly lines: LineIndex;
}

function toSpan(range: AstRange, lines: LineIndex): Span {
  return {
    start: lines.start(range.start.line + 1) + range.start.character,
    end: lines.start(range.end.line + 1) + range.end.character,
  };
}

function readHeredocs(ast: AstExtras, context: Context): Heredoc[] {
  const heredocs: Heredoc[] = [];
  for (const heredoc of ast.getHeredocs?.() ?? []) {
    const range = heredoc.getContentRange();
    if (!range) continue;
    const body = toSpan(range, context.lines);
    heredocs.push({ name: heredoc.getName(), body, text: context.text.slice(body.start, body.end) });
  }
  return heredocs;
}

/** Where the arguments end: before the first heredoc body, else with the instruction. */
function argumentsEnd(span: Span, heredocs: readonly Heredoc[], lines: LineIndex): number {
  const first = heredocs[0];
  if (!first) return span.end;
  return Math.min(span.end, lines.end(lines.position(first.body.start).line - 1));
}

function readInstruction(ast: AstInstruction, context: Context): Omit<Instruction, 'stage'> {
  const extras = ast as AstInstruction & AstExtras;
  const { text, escape, lines } = context;
  const span = toSpan(ast.getRange(), lines);
  const keywordSpan = toSpan(ast.getInstructionRange(), lines);
  const flags: Flag[] = (extras.getFlags?.() ?? []).map((flag) => ({
    name: flag.getName(),
    value: flag.getValue(),
    ...toSpan(flag.getRange(), lines),
  }));
  const heredocs = readHeredocs(extras, context);
  const afterFlags = flags.at(-1)?.end ?? keywordSpan.end;
  const logical = joinLines(text, afterFlags, argumentsEnd(span, heredocs, lines), escape);
  const words = splitWords(logical, 0, escape);
  const trigger = extras.getTriggerInstruction?.();
  return {
    ...span,
    keyword: ast.getKeyword(),
    keywordSpan,
    line: lines.position(span.start).line,
    endLine: lines.position(span.end).line,
    flags,
    args: { start: words[0]?.start ?? span.end, end: span.end },
    words,
    json: words[0]?.raw.startsWith('[') ? parseJsonForm(logical, 0) : null,
    heredocs,
    trigger: trigger ? { ...readInstruction(trigger, context), stage: -1 } : null,
  };
}

function readComments(ast: AstDockerfile, lines: LineIndex): Comment[] {
  return ast.getComments().map((comment) => {
    const span = toSpan(comment.getRange(), lines);
    return { ...span, line: lines.position(span.start).line, text: comment.getContent() ?? '' };
  });
}

/**
 * Parses a Dockerfile; never fails on its grammar: what BuildKit would refuse is listed in `problems`, and the rest is
 * still there. Throws a FaultError of kind `limit` above 1 MB or 20,000 lines.
 */
export function parseDockerfile(source: string, fileName = 'Dockerfile'): Dockerfile {
  // A byte order mark would shift the columns of line 1; it is blanked so that offsets stay those of the file.
  const text = source.charCodeAt(0) === 0xfeff ? ` ${source.slice(1)}` : source;
  if (text.length > limits.characters) {
    throw new FaultError({ kind: 'limit', fileName, what: 'a Dockerfile', limit: limits.characters, unit: 'bytes' });
  }
  const lines = buildLineIndex(text);
  if (lines.count > limits.lines) {
    throw new FaultError({ kind: 'limit', fileName, what: 'a Dockerfile', limit: limits.lines, unit: 'lines' });
  }
  const ast = DockerfileParser.parse(text) as AstDockerfile;
  const escape = ast.getEscapeCharacter();
  const context: Context = { text, escape, lines };
  const directives = new Map<string, string>();
  for (const directive of ast.getDirectives()) directives.set(directive.getName().toLowerCase(), directive.getValue());
  const read = ast.getInstructions().map((instruction) => readInstruction(instruction, context));
  const { instructions, stages } = groupStages(read);
  const bare = { text: source, escape, directives, instructions, stages, comments: readComments(ast, lines), lines };
  const problems: SyntaxProblem[] = findSyntaxProblems(bare);
  return { ...bare, problems };
}
