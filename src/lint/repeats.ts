import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { directInstructionsOf } from './instructions.ts';

/** Every instruction with this keyword but the first of its stage. */
export function repeatedInStage(dockerfile: Dockerfile, keyword: string): Instruction[] {
  const seen = new Set<number>();
  return directInstructionsOf(dockerfile, keyword).filter(({ stage }) => {
    const repeated = seen.has(stage);
    seen.add(stage);
    return repeated;
  });
}
