import type { Comment, Dockerfile, Instruction } from '../dockerfile/model.ts';

/**
 * The comments between an instruction and the one before it, as BuildKit takes them for its own: empty lines between
 * them do not matter, and an empty comment ends what stood above it. Parser directives are none.
 */
export function commentsAbove(dockerfile: Dockerfile): Map<Instruction, Comment[]> {
  const above = new Map<Instruction, Comment[]>();
  const { comments, instructions } = dockerfile;
  let at = 0;
  for (const instruction of instructions) {
    let own: Comment[] = [];
    for (let comment = comments[at]; comment && comment.start < instruction.start; comment = comments[++at]) {
      if (comment.text === '') own = [];
      else own.push(comment);
    }
    // Those inside a continued instruction belong to nothing.
    while ((comments[at]?.start ?? Infinity) < instruction.end) at++;
    if (own.length > 0) above.set(instruction, own);
  }
  return above;
}
