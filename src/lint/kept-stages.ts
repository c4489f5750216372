import type { Dockerfile } from '../dockerfile/model.ts';

/** Stages whose layers count: the last one and those that another is built from. */
export function keptStages(dockerfile: Dockerfile): Set<number> {
  const bases = dockerfile.stages.map((stage) => stage.baseStage).filter((base) => base !== null);
  return new Set([...bases, dockerfile.stages.length - 1]);
}
