// Edits that keep the user's way of writing: their line ends, their indentation, where they put `&&`.
import type { Dockerfile, Instruction, Span } from './model.ts';
import { perFile } from './per-file.ts';

/** Text in the place of a stretch of the Dockerfile; an empty stretch takes it in. */
export interface TextEdit extends Span {
  readonly text: string;
}

export const lineEndOf = perFile(({ text }) => (text.includes('\r\n') ? '\r\n' : '\n'));

/** What stands between two links of a chain that go to lines of their own. */
export const connector = perFile((dockerfile) => {
  const { text, escape } = dockerfile;
  const end = lineEndOf(dockerfile);
  const leading = /\n([ \t]*)&& ?/.exec(text);
  if (leading) return ` ${escape}${end}${leading[1] ?? ''}&& `;
  const trailing = /&& *[\\`]\r?\n([ \t]+)/.exec(text);
  if (trailing) return ` && ${escape}${end}${trailing[1] ?? ''}`;
  return ` ${escape}${end} && `;
});

const comfortableWidth = 110;

/** Adds commands at the end of a RUN: on its line where there is room, else each on its own. */
export function appendCommands(dockerfile: Dockerfile, run: Instruction, commands: readonly string[]): TextEdit {
  const { end, line, endLine } = run;
  const width = end - dockerfile.lines.start(line) + commands.reduce((sum, command) => sum + command.length + 4, 0);
  const joint = line === endLine && width <= comfortableWidth ? ' && ' : connector(dockerfile);
  return { start: end, end, text: commands.map((command) => `${joint}${command}`).join('') };
}

const commentedLines = perFile(({ comments }) => new Set(comments.map((comment) => comment.line)));

/** Start of the lines of comment that directly precede an instruction, else of the instruction's own. */
export function startWithComments(dockerfile: Dockerfile, { line }: Instruction): number {
  const commented = commentedLines(dockerfile);
  let first = line;
  while (commented.has(first - 1)) first--;
  return dockerfile.lines.start(first);
}
