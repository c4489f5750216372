import { reportRepeated } from '../repeats.ts';
import type { Rule } from '../rule.ts';

export const oneEntrypoint: Rule = {
  id: 'DL4004',
  source: 'hadolint',
  severity: 'error',
  summary: 'The stage has more than one ENTRYPOINT',
  help: 'Only the last ENTRYPOINT of a stage counts, so the others mislead the reader. Keep one.',
  fixes: 'safe',
  noFix: 'Only where no comment stands inside the earlier one or right above it, as that may be meant for it.',
  examples: {
    bad: ['ENTRYPOINT ["a"]\nENTRYPOINT ["b"]'],
    good: ['ENTRYPOINT ["a"]', 'ENTRYPOINT ["a"]\nFROM b:1\nENTRYPOINT ["c"]'],
  },
  check(dockerfile, report) {
    reportRepeated(dockerfile, report, 'ENTRYPOINT');
  },
};
