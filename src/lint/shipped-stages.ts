import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { finalStageOf, stageAncestry } from '../dockerfile/stages.ts';
import type { LintConfig } from './config.ts';

/** The stage that a build makes: the target of the configuration by its name or number, else the last one. */
export function builtStageOf(dockerfile: Dockerfile, { target }: LintConfig): Stage | null {
  if (target === undefined) return finalStageOf(dockerfile);
  const wanted = target.toLowerCase();
  const named = dockerfile.stages.findLast(({ name }) => name?.toLowerCase() === wanted);
  return named ?? (/^\d+$/.test(target) ? dockerfile.stages[Number(target)] : undefined) ?? finalStageOf(dockerfile);
}

/** What is in the image: the built stage and those it is built from, the lowest first. */
export function shippedStages(dockerfile: Dockerfile, config: LintConfig): Stage[] {
  const built = builtStageOf(dockerfile, config);
  return built ? [...stageAncestry(dockerfile, built)].reverse() : [];
}

/** The instructions that make the image, in order. */
export function shippedInstructions(dockerfile: Dockerfile, config: LintConfig): Instruction[] {
  return shippedStages(dockerfile, config).flatMap(({ instructions }) => instructions);
}

/** By its name, the built stage is there to work in, and nobody ships it. */
export function isWorkshop(dockerfile: Dockerfile, config: LintConfig): boolean {
  const name = builtStageOf(dockerfile, config)?.name ?? '';
  return /^(?:ci|debug|dev|devcontainer|development|lint|tests?)(?:$|[-_.\d])/i.test(name);
}
