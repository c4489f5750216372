import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { finalStageOf, stageAncestry } from '../dockerfile/stages.ts';

/** One step of the build of the final image. */
export interface BuildStep {
  readonly instruction: Instruction;
  /** The ONBUILD that it is the trigger of; not every builder runs those of a stage in the same file. */
  readonly onbuild: Instruction | null;
}

/** What builds the final image, in order: the stages it derives from, then its own instructions. */
export function stepsOfFinalImage(dockerfile: Dockerfile): BuildStep[] {
  const last = finalStageOf(dockerfile);
  if (!last) return [];
  const steps: BuildStep[] = [];
  let triggers: Instruction[] = [];
  for (const stage of [...stageAncestry(dockerfile, last)].reverse()) {
    for (const onbuild of triggers) if (onbuild.trigger) steps.push({ instruction: onbuild.trigger, onbuild });
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== 'FROM') steps.push({ instruction, onbuild: null });
    }
    triggers = stage.instructions.filter(({ keyword }) => keyword === 'ONBUILD');
  }
  return steps;
}
