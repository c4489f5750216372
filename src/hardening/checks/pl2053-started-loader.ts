import type { Failure, HardeningCheck } from '../check.ts';
import { loaderProblem } from '../loaders.ts';
import { whereIs } from '../rights.ts';
import { gapOfLayers } from '../judge.ts';
import { atSamePath } from '../same-place.ts';
import { subjectOf, verdictOfSome, verdictOnFound } from '../started.ts';

export const startedLoader: HardeningCheck = {
  code: 'PL2053',
  source: 'plimsoll',
  also: [],
  toldBy: [{ code: 'PL2052', same: atSamePath }],
  severity: 'error',
  group: 'start',
  title: 'What loads the image’s program is there',
  why: 'Where the loader of a program or the interpreter of a script is missing, the start ends with “no such file or directory”, although the file is there.',
  fix: 'Build the program for this base image, or put into the image what it is loaded by.',
  check(image) {
    return verdictOnFound(image, (programs) => {
      const incomplete = gapOfLayers(image.bodies.unread);
      const reasons: string[] = [];
      const failures: Failure[] = [];
      for (const program of programs) {
        const problem = loaderProblem(image, program.place.node, program.by);
        if (problem?.kind === 'unknown') reasons.push(problem.reason);
        else if (problem && incomplete) reasons.push(incomplete);
        else if (problem) {
          const message = `${subjectOf(program)} cannot be started. ${problem.message}`;
          failures.push({ message, ...whereIs(image.rootfs, program.place.node) });
        }
      }
      return verdictOfSome(failures, reasons);
    });
  },
};
