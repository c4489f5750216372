import { joinLines } from '../dockerfile/logical-text.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';

/** An instruction as it is written, on one line, without the bodies of its here-documents. */
export function oneLineOf(dockerfile: Dockerfile, { start, end, heredocs }: Instruction, limit: number): string {
  const { text } = joinLines(dockerfile.text, start, heredocs[0]?.body.start ?? end, dockerfile.escape);
  return text.slice(0, limit).trim().replace(/\s+/g, ' ');
}
