import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

export const maintainer: Rule = {
  id: 'DL4000',
  source: 'hadolint',
  severity: 'error',
  summary: 'MAINTAINER is deprecated',
  help: 'BuildKit still accepts MAINTAINER, but tools no longer read it. Write LABEL org.opencontainers.image.authors="…" instead.',
  examples: {
    bad: ['MAINTAINER dev@example.com'],
    good: ['LABEL org.opencontainers.image.authors="dev@example.com"'],
  },
  check(dockerfile, report) {
    for (const instruction of directInstructionsOf(dockerfile, 'MAINTAINER')) report(instruction);
  },
};
