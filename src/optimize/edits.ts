// Edits of whole instructions and links of a chain, written as the file writes its own.
import { connector, lineEndOf, startWithComments } from '../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { Chain } from '../dockerfile/shell-chain.ts';
import { isOldForm, pairOperandsOf } from '../lint/build-operands.ts';
import { hasSecretWord } from '../lint/secret-words.ts';
import type { TextEdit } from './tracked-text.ts';

export const sourceOf = ({ text }: Dockerfile, { start, end }: { start: number; end: number }): string =>
  text.slice(start, end);

/**
 * An ENV, ARG or WORKDIR as it can stand in another stage, too: the old form of ENV with its equals sign. Null where it
 * seems to hold a secret, or where the old form's value has quotes of its own.
 */
export function repeated(dockerfile: Dockerfile, instruction: Instruction): string | null {
  const { keyword, words } = instruction;
  if (keyword !== 'ENV' && keyword !== 'ARG') return sourceOf(dockerfile, instruction);
  if (pairOperandsOf(instruction).some(({ key }) => hasSecretWord(key.text))) return null;
  if (!isOldForm(instruction)) return sourceOf(dockerfile, instruction);
  const [name, ...value] = words.map(({ raw }) => raw);
  const text = value.join(' ');
  if (/["'\\`]/.test(text)) return null;
  const written = sourceOf(dockerfile, instruction.keywordSpan);
  return `${written} ${name}=${text.includes(' ') ? `"${text}"` : text}`;
}

/** Takes the lines of an instruction out. */
export function removeInstruction(
  { text, lines }: Dockerfile,
  { line, endLine }: Pick<Instruction, 'line' | 'endLine'>,
): TextEdit {
  const start = lines.start(line);
  if (endLine < lines.count) return { start, end: lines.start(endLine + 1), text: '' };
  // The last line has no line end: the one before it goes in its place.
  return { start: line > 1 ? lines.end(line - 1) : start, end: text.length, text: '' };
}

/** An instruction with the comment in front of it, which speaks of it or tells a linter what to pass over. */
export const sourceWithComment = (dockerfile: Dockerfile, instruction: Instruction): string =>
  sourceOf(dockerfile, { start: startWithComments(dockerfile, instruction), end: instruction.end });

export function removeWithComment(dockerfile: Dockerfile, instruction: Instruction): TextEdit {
  const { line } = dockerfile.lines.position(startWithComments(dockerfile, instruction));
  return removeInstruction(dockerfile, { line, endLine: instruction.endLine });
}

/** New lines in front of an instruction, behind the comment that belongs to what stands before. */
export function insertBefore(dockerfile: Dockerfile, { line }: Instruction, ...newLines: string[]): TextEdit {
  const at = dockerfile.lines.start(line);
  const end = lineEndOf(dockerfile);
  return { start: at, end: at, text: newLines.map((text) => `${text}${end}`).join('') };
}

export function insertAfter(dockerfile: Dockerfile, { end }: Instruction, ...newLines: string[]): TextEdit {
  const lineEnd = lineEndOf(dockerfile);
  return { start: end, end, text: newLines.map((text) => `${lineEnd}${text}`).join('') };
}

/** Takes links out of a plain chain; null where none would be left. */
export function removeParts(chain: Chain, indices: ReadonlySet<number>): TextEdit[] | null {
  const { parts } = chain;
  const left = parts.filter((_, index) => !indices.has(index));
  const first = left[0];
  if (!first) return null;
  const edits: TextEdit[] = [];
  if (parts[0] && parts[0] !== first) edits.push({ start: parts[0].start, end: first.start, text: '' });
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    if (indices.has(index) && before && part.start > first.start)
      edits.push({ start: before.end, end: part.end, text: '' });
  }
  return edits;
}

/** Adds a flag behind those that are there: `RUN --mount=… `, `COPY --chown=… `. */
export function addFlag({ keywordSpan, flags }: Instruction, flag: string): TextEdit {
  const { end } = flags.at(-1) ?? keywordSpan;
  return { start: end, end, text: ` ${flag}` };
}

/** Joins the script of `second`, which directly follows, to that of `first`; comments between stay. */
export function joinRuns(dockerfile: Dockerfile, first: Instruction, second: Instruction): TextEdit {
  const joint = connector(dockerfile);
  const between = sourceOf(dockerfile, { start: first.end, end: second.start });
  const comments = between
    .split('\n')
    .map((line) => line.replace('\r', ''))
    .filter((line) => line.trim().startsWith('#'));
  if (comments.length === 0) return { start: first.end, end: second.args.start, text: joint };
  const end = lineEndOf(dockerfile);
  const lead = joint.trimStart().startsWith('&&') ? ' && ' : ' ';
  const text = `${lead}${dockerfile.escape}${end}${comments.join(end)}${end}${lead === ' ' ? ' && ' : '    '}`;
  return { start: first.end, end: second.args.start, text };
}
