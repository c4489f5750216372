import { directInstructionsOf } from '../instructions.ts';
import { toAuthorsLabel } from '../maintainer-fix.ts';
import type { Rule } from '../rule.ts';

export const maintainerDeprecated: Rule = {
  id: 'MaintainerDeprecated',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL4000'],
  summary: 'MAINTAINER is out of use',
  help: 'A label does the same and can be read by every tool. Write LABEL org.opencontainers.image.authors="…".',
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
