import type { Rule } from '../rule.ts';

export const uniqueStageNames: Rule = {
  id: 'DL3024',
  source: 'hadolint',
  severity: 'error',
  summary: 'The name of the stage is taken already',
  help: 'COPY --from and --target reach only one of the stages with the same name. Give each its own.',
  noFix: 'Which of the stages is to have another name, and what it is to be, is for you to choose.',
  examples: {
    bad: ['FROM debian:12 AS build\nFROM alpine:3 AS build'],
    good: ['FROM debian:12 AS build\nFROM alpine:3 AS run'],
  },
  check(dockerfile, report) {
    const seen = new Set<string>();
    for (const { name, from } of dockerfile.stages) {
      if (name === null) continue;
      if (seen.has(name.toLowerCase())) report(from, { at: from.words[2] });
      seen.add(name.toLowerCase());
    }
  },
};
