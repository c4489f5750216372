import { knownKeywords } from '../../dockerfile/keywords.ts';
import type { Rule } from '../rule.ts';

export const fromFirst: Rule = {
  id: 'DL3061',
  source: 'hadolint',
  severity: 'error',
  summary: 'Only ARG may stand before the first FROM',
  help: 'An instruction needs a stage to stand in, and FROM begins one. Move it below FROM.',
  noFix: 'Which of the stages the instruction belongs to is for you to know.',
  examples: {
    bad: ['RUN make\nFROM debian:12'],
    good: ['ARG TAG=12\nFROM debian:$TAG'],
  },
  check(dockerfile, report) {
    for (const instruction of dockerfile.instructions) {
      if (instruction.stage >= 0) break;
      if (instruction.keyword !== 'ARG' && knownKeywords.has(instruction.keyword)) report(instruction);
    }
  },
};
