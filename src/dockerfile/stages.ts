import type { Dockerfile, Instruction, Stage } from './model.ts';
import type { UnplacedInstruction } from './read-instruction.ts';

/** In place: a Dockerfile is read at each key, and for each change that is tried. */
function placeIn(unplaced: UnplacedInstruction, stage: number): Instruction {
  if (unplaced.trigger) Object.assign(unplaced.trigger, { stage });
  return Object.assign(unplaced, { stage });
}

/** Puts every instruction into its stage, and resolves FROM and its AS. Stage names match without regard to case. */
export function groupStages(read: readonly UnplacedInstruction[]): { instructions: Instruction[]; stages: Stage[] } {
  const instructions: Instruction[] = [];
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  const byName = new Map<string, number>();
  for (const unplaced of read) {
    if (unplaced.keyword === 'FROM') {
      const image = unplaced.words[0]?.value ?? '';
      const name = unplaced.words[1]?.value.toUpperCase() === 'AS' ? (unplaced.words[2]?.value ?? null) : null;
      const from = placeIn(unplaced, stages.length);
      stages.push({
        index: stages.length,
        name,
        from,
        image,
        baseStage: byName.get(image.toLowerCase()) ?? null,
        instructions: [],
      });
      if (name) byName.set(name.toLowerCase(), stages.length - 1);
    }
    const current = stages.at(-1);
    const placed = current?.from.start === unplaced.start ? current.from : placeIn(unplaced, stages.length - 1);
    instructions.push(placed);
    current?.instructions.push(placed);
  }
  return { instructions, stages };
}

/** A stage and the stages it is built from, the nearest first. Ends on loops too: a base always stands before. */
export function* stageAncestry(dockerfile: Dockerfile, stage: Stage): Generator<Stage> {
  let current: Stage | undefined = stage;
  while (current) {
    yield current;
    current = current.baseStage === null ? undefined : dockerfile.stages[current.baseStage];
  }
}

const baseImages = new WeakMap<Stage, string>();

/** The image that a stage is built from in the end: `node:18`, `scratch`; variables unexpanded. */
export function baseImageOf(dockerfile: Dockerfile, stage: Stage): string {
  const passed: Stage[] = [];
  let image = stage.image;
  for (const ancestor of stageAncestry(dockerfile, stage)) {
    const known = baseImages.get(ancestor);
    image = known ?? ancestor.image;
    if (known !== undefined) break;
    passed.push(ancestor);
  }
  for (const one of passed) baseImages.set(one, image);
  return image;
}

/** The stage that a build without `--target` makes: the last one. */
export function finalStageOf(dockerfile: Dockerfile): Stage | null {
  return dockerfile.stages.at(-1) ?? null;
}
