import { readIgnorePragma } from '../pragmas.ts';
import type { Rule } from '../rule.ts';

export const noIgnorePragma: Rule = {
  id: 'DL1001',
  source: 'hadolint',
  severity: 'warning',
  off: true,
  summary: 'A comment switches a rule off',
  help: 'A rule that is ignored in place is easily forgotten there. Mend what it reports, or ignore it in the configuration, where all can see it.',
  noFix: 'Without the comment the rule it switches off speaks again, so what that one reports has to be mended first.',
  examples: {
    bad: ['# hadolint ignore=DL3006\nRUN make'],
    good: ['# hadolint shell=bash\nRUN make', '# why this is so\nRUN make'],
    config: { override: { warning: ['DL1001'] } },
  },
  check({ comments, instructions }, report) {
    let at = 0;
    for (const comment of comments) {
      while (at < instructions.length && (instructions[at]?.end ?? 0) < comment.start) at++;
      // hadolint takes no pragma from the middle of an instruction.
      const inside = (instructions[at]?.start ?? Infinity) < comment.start;
      if (!inside && readIgnorePragma(comment)?.scope === 'instruction') report(comment);
    }
  },
};
