import { copySourceOf } from '../copy-source.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

export const noWholeFilesystem: Rule = {
  id: 'DL3067',
  source: 'hadolint',
  severity: 'warning',
  summary: 'COPY takes the whole filesystem of another image',
  help: 'Everything of the other image comes along, tools and caches included. Copy the files that are needed.',
  noFix: 'Which of the files are needed is for you to know.',
  examples: {
    bad: ['FROM debian:12 AS build\nFROM alpine:3\nCOPY --from=build / /'],
    good: ['FROM debian:12 AS build\nFROM alpine:3\nCOPY --from=build /app /app'],
  },
  check(dockerfile, report) {
    for (const copy of directInstructionsOf(dockerfile, 'COPY')) {
      const operands = (copy.json ?? copy.words).map((word) => word.value);
      const takesAll = operands.at(-1) === '/' && operands.slice(0, -1).includes('/');
      if (takesAll && copySourceOf(copy)) report(copy, { at: copy.args });
    }
  },
};
