// What the shell gets of an instruction in shell form, with its way back to the Dockerfile. Continuations and comment
// lines are taken out, as the builder does; the bodies of here-documents lose the tabs that `<<-` strips. A file with
// CR LF is read as with LF: to the shell a carriage return would be part of a word.
import { joinLines, lineBounds, mapToSource, type Piece } from './logical-text.ts';
import type { Dockerfile, Heredoc, Instruction } from './model.ts';

export interface ShellText {
  readonly text: string;
  /** The here-document that is the whole script: `RUN <<EOF`. */
  readonly body: Heredoc | null;
  /** Position in `text` to offset in the Dockerfile. */
  toSource(position: number): number;
}

type Mapped = Pick<ShellText, 'text' | 'toSource'>;

/** The lines between two offsets, each with a line feed, without the tabs that `<<-` strips. */
function linesBetween(source: string, from: number, end: number, stripsTabs: (at: number) => boolean): Mapped {
  const pieces: Piece[] = [];
  const parts: string[] = [];
  let length = 0;
  const add = (part: string, at: number): void => {
    pieces.push({ at: length, source: at });
    parts.push(part);
    length += part.length;
  };
  let at = from;
  while (at < end) {
    const { stop, next } = lineBounds(source, at, end);
    let start = at;
    if (stripsTabs(at)) while (start < stop && source[start] === '\t') start++;
    add(source.slice(start, stop).replaceAll('\r', ' '), start);
    if (source[next - 1] === '\n') add('\n', next - 1);
    at = next;
  }
  return { text: parts.join(''), toSource: mapToSource(pieces, from) };
}

/** The one line of arguments where a lone heredoc marker would stand; '' where there is more than one word. */
function argumentText(dockerfile: Dockerfile, instruction: Instruction): string {
  const [first, second] = instruction.words;
  if (!first || (second && first.raw !== '<<')) return '';
  return instruction.words.length > 2 ? '' : dockerfile.text.slice(first.start, second?.end ?? first.end);
}

/** The body of a here-document as the shell gets it. */
export function heredocText(dockerfile: Dockerfile, heredoc: Heredoc): ShellText {
  const { start, end } = heredoc.body;
  return { ...linesBetween(dockerfile.text, start, end, () => heredoc.stripsTabs), body: heredoc };
}

/** The text of the shell form; that of an exec form is not the shell's. */
export function shellTextOf(dockerfile: Dockerfile, instruction: Instruction): ShellText {
  const { text: source, escape } = dockerfile;
  const { heredocs, words, keyword, end } = instruction;
  const [first] = heredocs;
  // `RUN <<EOF`: the body is the script. `RUN cat <<EOF >/x`: the line is, and the shell reads the body itself.
  if (first && heredocs.length === 1 && /^<<[^<]+$/.test(argumentText(dockerfile, instruction))) {
    return heredocText(dockerfile, first);
  }
  const from = keyword === 'HEALTHCHECK' ? words[1]?.start : words[0]?.start;
  const head = joinLines(source, from ?? end, first?.body.start ?? end, escape);
  const headText = head.text.replaceAll('\r', ' ');
  if (!first) return { text: headText, body: null, toSource: (at) => head.toSource(at) };
  const stripped = heredocs.filter(({ stripsTabs }) => stripsTabs);
  const tail = linesBetween(source, head.end, end, (at) =>
    stripped.some((heredoc) => at >= heredoc.body.start && at < heredoc.end),
  );
  return {
    text: headText + tail.text,
    body: null,
    toSource: (at) => (at < headText.length ? head.toSource(at) : tail.toSource(at - headText.length)),
  };
}
