import { reportRepeated } from '../repeats.ts';
import type { Rule } from '../rule.ts';

export const oneCmd: Rule = {
  id: 'DL4003',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The stage has more than one CMD',
  help: 'Only the last CMD of a stage counts, so the others mislead the reader. Keep one.',
  fixes: 'safe',
  noFix: 'Only where no comment stands inside the earlier one or right above it, as that may be meant for it.',
  examples: {
    bad: ['CMD ["a"]\nCMD ["b"]'],
    good: ['CMD ["a"]', 'CMD ["a"]\nFROM b:1\nCMD ["c"]'],
  },
  check(dockerfile, report) {
    reportRepeated(dockerfile, report, 'CMD');
  },
};
