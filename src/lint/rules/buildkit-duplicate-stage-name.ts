import type { Rule } from '../rule.ts';

export const duplicateStageName: Rule = {
  id: 'DuplicateStageName',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3024'],
  summary: 'Two stages have the same name',
  help: 'From here on the name means this stage, and the earlier one is reached by its number alone. Rename one of them.',
  noFix: 'Which of the stages is to have another name, and what it is to be, is for you to choose.',
  examples: {
    bad: ['FROM debian:12 AS build\nFROM alpine:3 AS build', 'FROM debian:12 AS build\nFROM alpine:3 AS Build'],
    good: ['FROM debian:12 AS build\nFROM alpine:3 AS run'],
  },
  check(dockerfile, report) {
    const seen = new Set<string>();
    for (const { name, from } of dockerfile.stages) {
      if (name === null) continue;
      const lower = name.toLowerCase();
      if (seen.has(lower)) report(from, { at: from.words[2], message: `An earlier stage is named ${lower}, too` });
      seen.add(lower);
    }
  },
};
