import { aptVerb } from '../apt-calls.ts';
import type { HardeningCheck } from '../check.ts';
import { checkSteps } from '../check-steps.ts';

const verbs: ReadonlySet<string> = new Set(['dist-upgrade', 'full-upgrade']);

export const noDistUpgrade: HardeningCheck = {
  code: 'DKL-DI-0003',
  source: 'dockle',
  also: [{ code: 'DS-0024', source: 'trivy' }],
  severity: 'warning',
  group: 'build',
  title: 'No step upgrades the whole distribution',
  why: 'A dist-upgrade may add and remove packages as it sees fit, every file that it changes is stored twice, and two builds of the same Dockerfile differ.',
  fix: 'Take a newer base image, and upgrade single packages by their names where one is needed before it is there.',
  check: (hardened) =>
    checkSteps(hardened, {
      find({ commands }) {
        const upgrade = commands.find((command) => verbs.has(aptVerb(command) ?? ''));
        return upgrade ? `The step calls ${upgrade.invoked} ${aptVerb(upgrade)}.` : null;
      },
    }),
};
