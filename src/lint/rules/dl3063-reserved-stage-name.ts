import type { Rule } from '../rule.ts';

export const reservedStageName: Rule = {
  id: 'DL3063',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The stage has a reserved name',
  help: 'The names scratch and context mean something else to the builder, so the stage cannot be reached by its name. Choose another.',
  noFix: 'What the stage is to be called is for you to choose.',
  examples: {
    bad: ['FROM debian:12 AS scratch'],
    good: ['FROM debian:12 AS build', 'FROM scratch'],
  },
  check(dockerfile, report) {
    for (const { name, from } of dockerfile.stages) {
      const lower = name?.toLowerCase();
      if (lower === 'scratch' || lower === 'context') report(from, { at: from.words[2] });
    }
  },
};
