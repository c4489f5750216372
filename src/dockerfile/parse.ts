// The Dockerfile grammar as BuildKit reads it: directives, comments, continued lines, here-documents, exec forms.
// https://docs.docker.com/reference/dockerfile/
import { isUtf16 } from '../bytes/text.ts';
import { FaultError } from '../fault.ts';
import { readDirectives } from './directives.ts';
import { buildLineIndex } from './line-index.ts';
import { joinLines, lineBounds, skipBlanks } from './logical-text.ts';
import type { Comment, Dockerfile, LineIndex, Span, SyntaxProblem } from './model.ts';
import { readInstruction, type ParseContext, type UnplacedInstruction } from './read-instruction.ts';
import { groupStages } from './stages.ts';
import { findSyntaxProblems } from './syntax-problems.ts';

export const limits = { characters: 1_000_000, lines: 20_000 } as const;

function checkLimits(text: string, fileName: string): LineIndex {
  // No text file holds a NUL; an image or archive that was taken for a Dockerfile does.
  if (text.includes('\0'))
    throw new FaultError({ kind: 'binary-text', fileName, ...(isUtf16(text) && { encoding: 'UTF-16' }) });
  const limit = { kind: 'limit', fileName, what: 'a Dockerfile', whole: true } as const;
  if (text.length > limits.characters) {
    throw new FaultError({ ...limit, limit: limits.characters, unit: 'bytes' });
  }
  const lines = buildLineIndex(text);
  if (lines.count > limits.lines) {
    throw new FaultError({ ...limit, limit: limits.lines, unit: 'lines' });
  }
  return lines;
}

function toComment({ text, lines }: ParseContext, span: Span): Comment {
  const { start, end } = span;
  return { start, end, line: lines.position(start).line, text: text.slice(start + 1, end).trim() };
}

function readLines(context: ParseContext, from: number): { read: UnplacedInstruction[]; comments: Comment[] } {
  const { text, escape } = context;
  const read: UnplacedInstruction[] = [];
  const comments: Comment[] = [];
  let at = from;
  while (at < text.length) {
    const line = lineBounds(text, at, text.length);
    const first = skipBlanks(text, at, line.stop);
    if (first === line.stop || text[first] === '#') {
      if (first < line.stop) comments.push(toComment(context, { start: first, end: line.stop }));
      at = line.next;
      continue;
    }
    const logical = joinLines(text, at, text.length, escape);
    comments.push(...logical.comments.map((span) => toComment(context, span)));
    const { instruction, next } = readInstruction(context, logical);
    if (instruction.keyword !== '') read.push(instruction);
    at = Math.max(next, line.next);
  }
  return { read, comments };
}

/**
 * Parses a Dockerfile; never fails on its grammar: what BuildKit would refuse is listed in `problems`, and the rest is
 * still there. Throws a FaultError: kind `binary-text` for a file with NUL characters, kind `limit` above 1 MB or
 * 20,000 lines.
 */
export function parseDockerfile(text: string, fileName = 'Dockerfile'): Dockerfile {
  const lines = checkLimits(text, fileName);
  const directives = readDirectives(text, lines.start(1));
  const { escape } = directives;
  const { read, comments } = readLines({ text, escape, lines }, directives.next);
  const { instructions, stages } = groupStages(read);
  const bare = { text, escape, directives: directives.values, instructions, stages, comments, lines };
  let problems: readonly SyntaxProblem[] | null = null;
  return {
    ...bare,
    // Many texts are only asked what their instructions are.
    get problems() {
      return (problems ??= [...directives.problems, ...findSyntaxProblems(bare)]);
    },
  };
}
