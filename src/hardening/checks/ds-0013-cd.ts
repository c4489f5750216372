import type { HardeningCheck } from '../check.ts';
import { checkSteps } from '../check-steps.ts';

export const noCd: HardeningCheck = {
  code: 'DS-0013',
  source: 'trivy',
  also: [],
  severity: 'info',
  group: 'build',
  title: 'Folders are set with WORKDIR, not with cd',
  why: 'What cd sets ends with its RUN, which readers tend to miss, and the next step runs elsewhere.',
  fix: 'Set the folder with WORKDIR, or put the commands into a subshell: (cd /src && make).',
  check: (hardened) =>
    checkSteps(hardened, {
      find({ commands }) {
        const changes = commands.some(({ invoked, subshell }) => invoked === 'cd' && !subshell);
        return changes ? 'The step changes the folder with cd.' : null;
      },
    }),
};
