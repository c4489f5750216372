import { reportRepeated } from '../repeats.ts';
import type { Rule } from '../rule.ts';

export const oneHealthcheck: Rule = {
  id: 'DL3012',
  source: 'hadolint',
  severity: 'error',
  summary: 'The stage has more than one HEALTHCHECK',
  help: 'Only the last HEALTHCHECK of a stage counts, so the others mislead the reader. Keep one.',
  fixes: 'safe',
  noFix: 'Only where no comment stands inside the earlier one or right above it, as that may be meant for it.',
  examples: {
    bad: ['HEALTHCHECK CMD ["a"]\nHEALTHCHECK CMD ["b"]'],
    good: ['HEALTHCHECK CMD ["a"]', 'HEALTHCHECK CMD ["a"]\nFROM a:1\nHEALTHCHECK CMD ["b"]'],
  },
  check(dockerfile, report) {
    reportRepeated(dockerfile, report, 'HEALTHCHECK');
  },
};
