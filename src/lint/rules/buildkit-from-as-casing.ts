import { replaceBy } from '../fix.ts';
import type { Rule } from '../rule.ts';
import { isMixedCase } from '../written-keyword.ts';

export const fromAsCasing: Rule = {
  id: 'FromAsCasing',
  source: 'buildkit',
  severity: 'warning',
  summary: 'AS is not written in the case of FROM',
  help: 'Two cases in one line are hard to read, and look as if they meant something. Write FROM and AS both in capitals or both in lower case.',
  fixes: 'safe',
  examples: {
    bad: ['FROM debian:12 as build', 'from debian:12 AS build'],
    good: ['FROM debian:12 AS build', 'from debian:12 as build'],
  },
  check(dockerfile, report) {
    for (const { from } of dockerfile.stages) {
      const [, as, name] = from.words;
      const keyword = dockerfile.text.slice(from.keywordSpan.start, from.keywordSpan.end);
      // A FROM in mixed case is another check's finding.
      if (!as || !name || isMixedCase(keyword)) continue;
      const wanted = keyword === keyword.toLowerCase() ? as.raw.toLowerCase() : as.raw.toUpperCase();
      if (as.raw === wanted) continue;
      const message = `${as.raw} is not written in the case of ${keyword}`;
      report(from, { at: as, message, fix: { title: 'Write as in FROM', edits: [replaceBy(as, wanted)] } });
    }
  },
};
