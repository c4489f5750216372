import type { Dockerfile, Instruction } from '../dockerfile/model.ts';

/** Every instruction with this keyword, in order of the file; also those that ONBUILD registers. */
export function* instructionsOf(dockerfile: Dockerfile, keyword: string): Generator<Instruction> {
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === keyword) yield instruction;
    else if (instruction.trigger?.keyword === keyword) yield instruction.trigger;
  }
}

/** As `instructionsOf`, those that ONBUILD registers left out: hadolint applies a part of its rules to these alone. */
export function directInstructionsOf(dockerfile: Dockerfile, keyword: string): Instruction[] {
  return dockerfile.instructions.filter((instruction) => instruction.keyword === keyword);
}
