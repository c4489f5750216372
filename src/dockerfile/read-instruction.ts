import { readHeredocs } from './heredocs.ts';
import { heredocKeywords, jsonKeywords, knownKeywords, plainKeywords } from './keywords.ts';
import { skipBlanks, type LogicalText } from './logical-text.ts';
import type { Flag, Instruction, LineIndex } from './model.ts';
import { parseJsonForm, plainWordEnd, sourceSpan, splitWords, unquote, wordEnd } from './words.ts';

export interface ParseContext {
  readonly text: string;
  readonly escape: string;
  readonly lines: LineIndex;
}

export type UnplacedInstruction = Omit<Instruction, 'stage'>;

/** The words that begin with `--` right behind the keyword; a lone `--` ends them. */
function readFlags(logical: LogicalText, from: number, escape: string): { flags: Flag[]; next: number } {
  const { text } = logical;
  const flags: Flag[] = [];
  let at = skipBlanks(text, from, text.length);
  while (text.startsWith('--', at)) {
    const end = wordEnd(text, at, escape);
    const raw = text.slice(at, end);
    const next = skipBlanks(text, end, text.length);
    if (raw === '--') return { flags, next };
    const equals = raw.indexOf('=');
    const name = equals < 0 ? raw.slice(2) : raw.slice(2, equals);
    const value = equals < 0 ? null : unquote(raw.slice(equals + 1), escape);
    flags.push({ name, value, ...sourceSpan(logical, at, end) });
    at = next;
  }
  return { flags, next: at };
}

/** Where the exec form would start: behind the CMD of a HEALTHCHECK, else with the arguments. */
function jsonStart(keyword: string, text: string, from: number): number {
  return keyword === 'HEALTHCHECK' ? plainWordEnd(text, from) : from;
}

/** Reads the instruction at `from` in a joined line; `next` is the start of the line behind it and its heredocs. */
export function readInstruction(
  context: ParseContext,
  logical: LogicalText,
  from = 0,
  nested = false,
): { instruction: UnplacedInstruction; next: number } {
  const { text } = logical;
  const start = skipBlanks(text, from, text.length);
  const keywordEnd = plainWordEnd(text, start);
  const written = text.slice(start, keywordEnd);
  const keyword = knownKeywords.has(written.toUpperCase()) ? written.toUpperCase() : written;
  const { flags, next: args } = readFlags(logical, keywordEnd, context.escape);
  const json = jsonKeywords.has(keyword) ? parseJsonForm(logical, jsonStart(keyword, text, args)) : null;
  const words = splitWords(logical, args, context.escape, plainKeywords.has(keyword) ? plainWordEnd : wordEnd);
  // ONBUILD does not nest; a chain of them would only cost time.
  const inner =
    keyword === 'ONBUILD' && !nested && words.length > 0 ? readInstruction(context, logical, args, true) : null;
  const own = heredocKeywords.has(keyword) && !json ? readHeredocs(context.text, logical, args) : null;
  const heredocs = own?.heredocs ?? inner?.instruction.heredocs ?? [];
  const first = logical.toSource(start);
  const end = heredocs.at(-1)?.end ?? trimmedEnd(context.text, first, logical.end);
  const instruction: UnplacedInstruction = {
    start: first,
    end,
    keyword,
    keywordSpan: sourceSpan(logical, start, keywordEnd),
    line: context.lines.position(first).line,
    endLine: context.lines.position(end).line,
    flags,
    args: { start: words[0]?.start ?? end, end },
    words,
    json,
    heredocs,
    trigger: inner ? { ...inner.instruction, stage: -1 } : null,
  };
  return { instruction, next: own?.next ?? inner?.next ?? logical.next };
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && (text[at - 1] === ' ' || text[at - 1] === '\t' || text[at - 1] === '\r')) at--;
  return at;
}
