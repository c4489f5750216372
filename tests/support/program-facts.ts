import type { ProgramFacts } from '../../src/optimize/compatibility/program-facts.ts';

/** Of an image that was looked into, and in which no program and no package was found. */
export const noPrograms: ProgramFacts = {
  elves: [],
  scripts: [],
  needed: [],
  packages: { installed: null, files: [] },
  isCut: false,
};
