import type { HardeningCheck } from '../check.ts';
import { checkSteps } from '../check-steps.ts';

export const noMaintainer: HardeningCheck = {
  code: 'DS-0022',
  source: 'trivy',
  also: [],
  severity: 'info',
  group: 'metadata',
  title: 'No step uses MAINTAINER',
  why: 'MAINTAINER is deprecated: tools look for a label.',
  fix: 'Write LABEL org.opencontainers.image.authors="…" in its place.',
  check: (hardened) =>
    checkSteps(hardened, {
      find: ({ keyword }) => (keyword === 'MAINTAINER' ? 'MAINTAINER names the author.' : null),
    }),
};
