import { copySourceOf } from '../copy-source.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

export const copyFromItself: Rule = {
  id: 'DL3023',
  source: 'hadolint',
  severity: 'error',
  summary: 'COPY --from names the stage it stands in',
  help: 'A stage cannot copy from itself, and the build fails. Name an earlier stage, or use RUN cp.',
  noFix: 'Which other stage was meant is for you to know.',
  examples: {
    bad: ['FROM debian:12 AS build\nCOPY --from=build /a /b'],
    good: ['FROM debian:12 AS build\nFROM alpine:3\nCOPY --from=build /a /b'],
  },
  check(dockerfile, report) {
    for (const copy of directInstructionsOf(dockerfile, 'COPY')) {
      const flag = copySourceOf(copy);
      const name = dockerfile.stages[copy.stage]?.name?.toLowerCase();
      if (flag && flag.source === name) report(copy, { at: flag });
    }
  },
};
