import { lineEndOf, startWithComments } from '../dockerfile/edits.ts';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { insertAfter } from './edits.ts';
import type { TextEdit } from './tracked-text.ts';

/** A new line in front of what the container starts, with its comments, or at the end of the stage. */
export function beforeStart(
  dockerfile: Dockerfile,
  { instructions }: Stage,
  line: string,
): { at: Instruction; edit: TextEdit } | null {
  const first = instructions.find(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  const last = instructions.at(-1);
  if (first) {
    const start = startWithComments(dockerfile, first);
    return { at: first, edit: { start, end: start, text: `${line}${lineEndOf(dockerfile)}` } };
  }
  return last ? { at: last, edit: insertAfter(dockerfile, last, line) } : null;
}
