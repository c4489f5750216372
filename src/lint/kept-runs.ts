import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { directInstructionsOf, instructionsOf } from './instructions.ts';
import { keptStages } from './kept-stages.ts';

/**
 * The RUNs whose layers are part of an image: those of the last stage and of stages that another is built from. What
 * ONBUILD registers lands in an image that this file does not tell.
 */
export function keptRunsOf(dockerfile: Dockerfile): Instruction[] {
  const kept = keptStages(dockerfile);
  const own = new Set(directInstructionsOf(dockerfile, 'RUN'));
  return [...instructionsOf(dockerfile, 'RUN')].filter((run) => kept.has(run.stage) || !own.has(run));
}
