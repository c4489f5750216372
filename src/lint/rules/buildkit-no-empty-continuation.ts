import { joinLines } from '../../dockerfile/logical-text.ts';
import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import { replaceBy } from '../fix.ts';
import type { Rule } from '../rule.ts';

interface EmptyLines {
  /** Each with its line end. */
  readonly empty: readonly Span[];
  /** The last line of the instruction's own text, its here-documents left out; BuildKit reports it there. */
  readonly last: Span;
}

/** The empty lines inside a continued instruction. */
function findEmptyLines({ text, escape, lines }: Dockerfile, { start, line }: Instruction): EmptyLines | null {
  if (!text.slice(start, lines.end(line)).trimEnd().endsWith(escape)) return null;
  const { next } = joinLines(text, start, text.length, escape);
  const lastLine = lines.position(Math.max(start, next - 1)).line;
  const empty: Span[] = [];
  for (let at = line + 1; at <= lastLine; at++) {
    if (text.slice(lines.start(at), lines.end(at)).trim() !== '') continue;
    empty.push({ start: lines.start(at), end: at < lines.count ? lines.start(at + 1) : lines.end(at) });
  }
  return empty.length > 0 ? { empty, last: { start: lines.start(lastLine), end: lines.end(lastLine) } } : null;
}

export const noEmptyContinuation: Rule = {
  id: 'NoEmptyContinuation',
  source: 'buildkit',
  severity: 'warning',
  summary: 'An empty line stands inside a continued instruction',
  help: 'The builder still skips the line, and a later version will take it for the end of the instruction. Remove it, or put a # on it.',
  fixes: 'safe',
  examples: {
    bad: ['RUN make \\\n\n  && make install'],
    good: [
      'RUN make \\\n  && make install',
      'RUN make \\\n#\n  && make install',
      'RUN <<EOF\nmake\n\nmake install\nEOF',
    ],
  },
  check(dockerfile, report) {
    for (const instruction of dockerfile.instructions) {
      const found = findEmptyLines(dockerfile, instruction);
      if (!found) continue;
      const edits = found.empty.filter(({ start, end }) => end > start).map((line) => replaceBy(line, ''));
      const fix = edits.length > 0 ? { title: 'Remove the empty lines', edits } : null;
      report(found.last, { at: found.empty[0], fix });
    }
  },
};
