import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { directInstructionsOf } from './instructions.ts';
import { removeLines } from './remove-lines.ts';
import type { ReportFinding } from './rule.ts';

interface Repeated {
  readonly instruction: Instruction;
  /** The one before it in the stage, which it takes the place of. */
  readonly earlier: Instruction;
}

/** Every instruction with this keyword but the first of its stage. */
function repeatedInStage(dockerfile: Dockerfile, keyword: string): Repeated[] {
  const last = new Map<number, Instruction>();
  return directInstructionsOf(dockerfile, keyword).flatMap((instruction) => {
    const earlier = last.get(instruction.stage);
    last.set(instruction.stage, instruction);
    return earlier ? [{ instruction, earlier }] : [];
  });
}

/** Reports each that comes too much; the fix removes the one that has no effect. */
export function reportRepeated(dockerfile: Dockerfile, report: ReportFinding, keyword: string): void {
  for (const { instruction, earlier } of repeatedInStage(dockerfile, keyword)) {
    report(instruction, { fix: removeLines(dockerfile, earlier) });
  }
}
