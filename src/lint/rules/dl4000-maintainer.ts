import { directInstructionsOf } from '../instructions.ts';
import { toAuthorsLabel } from '../maintainer-fix.ts';
import type { Rule } from '../rule.ts';

export const maintainer: Rule = {
  id: 'DL4000',
  source: 'hadolint',
  severity: 'error',
  summary: 'MAINTAINER is deprecated',
  help: 'BuildKit still accepts MAINTAINER, but tools no longer read it. Write LABEL org.opencontainers.image.authors="…" instead.',
  fixes: 'safe',
  noFix: 'Only where the name is on one line and holds no escape character.',
  examples: {
    bad: ['MAINTAINER dev@example.com'],
    good: ['LABEL org.opencontainers.image.authors="dev@example.com"'],
  },
  check(dockerfile, report) {
    for (const instruction of directInstructionsOf(dockerfile, 'MAINTAINER')) {
      report(instruction, { fix: toAuthorsLabel(dockerfile, instruction) });
    }
  },
};
