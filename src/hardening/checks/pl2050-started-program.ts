import { notApplicable, type Failure, type HardeningCheck } from '../check.ts';
import { startedPrograms, subjectOf, verdictOfMissing, whyNotStarted, type Started } from '../started.ts';

/** One failure for each program that is not there. */
export function missingPrograms(programs: readonly Started[]): Failure[] {
  return programs.flatMap((program) => {
    const { place } = program;
    if (place.node !== null) return [];
    const message = `${subjectOf(program)} is not there. ${place.problem}`;
    return [{ message, ...(place.path !== undefined && { path: place.path }) }];
  });
}

export const startedProgram: HardeningCheck = {
  code: 'PL2050',
  source: 'plimsoll',
  also: [],
  severity: 'error',
  group: 'start',
  title: 'What the image starts is there',
  why: 'A container whose program is not there ends before it has begun.',
  fix: 'Copy the program into the final stage, install it there, or correct its path in ENTRYPOINT or CMD.',
  check(image) {
    const reason = whyNotStarted(image);
    return reason ? notApplicable(reason) : verdictOfMissing(image, missingPrograms(startedPrograms(image)));
  },
};
