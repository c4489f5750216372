// Fixes that mend the commands of one RUN, in its script or its exec form.
import type { Instruction, Span } from '../dockerfile/model.ts';
import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { insertAt, type Edit, type Fix } from './fix.ts';

/** How a command is mended; null where its text doesn't let it. */
export type Mend = (command: ShellCommand, run: Instruction) => readonly Edit[] | null;

/** Mends every one of the commands; null where one cannot be, as the finding would then stay. */
export function mendAll(title: string, run: Instruction, commands: readonly ShellCommand[], mend: Mend): Fix | null {
  const edits: Edit[] = [];
  for (const command of commands) {
    const own = mend(command, run);
    if (!own) return null;
    edits.push(...own);
  }
  return { title, edits };
}

/** What the word means stands in the file as such: no variable's value. */
const isWritten = ({ text, value }: ShellWord): boolean => text.replace(/["'\\]/g, '') === value;

/** Puts another word behind the one that ends at `end`; in an exec form that is another string. */
function wordBehind({ json }: Instruction, end: number, word: string): Edit {
  return insertAt(end, json?.some((string) => string.end === end) ? `, "${word}"` : ` ${word}`);
}

/** Puts an option behind a word of a command; null where there is none, or a variable holds it. */
export const optionBehind = (run: Instruction, word: ShellWord | null, option: string): readonly Edit[] | null =>
  word && isWritten(word) ? [wordBehind(run, word.end, option)] : null;

/** Puts an option behind the name of the program. */
export const optionBehindName = (run: Instruction, name: Span | null, option: string): readonly Edit[] | null =>
  name && [wordBehind(run, name.end, option)];
