import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { commentsIn } from './comments-in.ts';
import { replaceBy, type Fix } from './fix.ts';

/** Takes an instruction out with its lines; null where comments stand in it or right above: they may be meant for it. */
export function removeLines(dockerfile: Dockerfile, instruction: Instruction): Fix | null {
  const { lines } = dockerfile;
  const { keyword, line, endLine } = instruction;
  const start = lines.start(line);
  const end = endLine < lines.count ? lines.start(endLine + 1) : lines.end(endLine);
  const before = lines.start(Math.max(1, line - 1));
  if (commentsIn(dockerfile, { start: before, end }).length > 0) return null;
  return { title: `Remove the ${keyword} of line ${line}`, edits: [replaceBy({ start, end }, '')] };
}
