import type { HardeningCheck } from '../check.ts';
import { checkSteps } from '../check-steps.ts';

export const noSudo: HardeningCheck = {
  code: 'DKL-DI-0001',
  source: 'dockle',
  also: [{ code: 'DS-0010', source: 'trivy' }],
  severity: 'error',
  group: 'build',
  title: 'No step calls sudo',
  why: 'A step of the build runs as root, or as the user that USER names, so sudo is not needed there. Left in the image, it is a program with the setuid bit that gives root to those who may call it.',
  fix: 'Switch with USER root before such steps and back behind them, and take sudo out of the image.',
  check: (hardened) =>
    checkSteps(hardened, {
      find: ({ commands }) => (commands.some(({ invoked }) => invoked === 'sudo') ? 'The step calls sudo.' : null),
    }),
};
