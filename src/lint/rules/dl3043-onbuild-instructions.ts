import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

const refused: readonly string[] = ['ONBUILD', 'FROM', 'MAINTAINER'];

export const onbuildInstructions: Rule = {
  id: 'DL3043',
  source: 'hadolint',
  severity: 'error',
  summary: 'ONBUILD cannot register ONBUILD, FROM or MAINTAINER',
  help: 'The builder refuses these three behind ONBUILD. Write the instruction without ONBUILD, or leave it out.',
  noFix: 'Whether the instruction is meant for this image or for those built from it is for you to know.',
  examples: {
    bad: ['ONBUILD MAINTAINER dev@example.com', 'ONBUILD ONBUILD RUN make'],
    good: ['ONBUILD RUN make'],
  },
  check(dockerfile, report) {
    for (const onbuild of directInstructionsOf(dockerfile, 'ONBUILD')) {
      const keyword = onbuild.trigger?.keyword ?? '';
      if (refused.includes(keyword)) report(onbuild, { at: onbuild.trigger?.keywordSpan });
    }
  },
};
