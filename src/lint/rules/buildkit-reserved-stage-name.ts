import type { Rule } from '../rule.ts';

export const noReservedStageName: Rule = {
  id: 'ReservedStageName',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3063'],
  summary: 'The stage is named scratch or context',
  help: 'To the builder scratch is the empty image and context the files it is given. Choose a name that says what the stage makes.',
  noFix: 'What the stage is to be called is for you to choose.',
  examples: {
    bad: ['FROM debian:12 AS scratch', 'FROM debian:12 AS Context'],
    good: ['FROM debian:12 AS build', 'FROM scratch'],
  },
  check(dockerfile, report) {
    for (const { name, from } of dockerfile.stages) {
      const lower = name?.toLowerCase();
      if (lower !== 'scratch' && lower !== 'context') continue;
      report(from, { at: from.words[2], message: `The stage is named ${lower}, which the builder reserves` });
    }
  },
};
