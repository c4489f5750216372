import { notApplicable, type HardeningCheck } from '../check.ts';
import { missingPrograms, startedPrograms, verdictOfMissing, whyNotStarted } from '../started.ts';

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
