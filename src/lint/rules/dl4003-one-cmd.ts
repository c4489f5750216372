import { repeatedInStage } from '../repeats.ts';
import type { Rule } from '../rule.ts';

export const oneCmd: Rule = {
  id: 'DL4003',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The stage has more than one CMD',
  help: 'Only the last CMD of a stage counts, so the others mislead the reader. Keep one.',
  examples: {
    bad: ['CMD ["a"]\nCMD ["b"]'],
    good: ['CMD ["a"]', 'CMD ["a"]\nFROM b:1\nCMD ["c"]'],
  },
  check(dockerfile, report) {
    for (const repeated of repeatedInStage(dockerfile, 'CMD')) report(repeated);
  },
};
