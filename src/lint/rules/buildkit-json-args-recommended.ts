import { buildPlanOf, type Step } from '../build-plan.ts';
import { toExecForm } from '../exec-form-fix.ts';
import type { Rule } from '../rule.ts';

function isShellForm({ instruction, hasShell }: Step): boolean {
  const { keyword, json } = instruction;
  return (keyword === 'CMD' || keyword === 'ENTRYPOINT') && !json && !hasShell;
}

export const jsonArgsRecommended: Rule = {
  id: 'JSONArgsRecommended',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3025'],
  summary: 'CMD or ENTRYPOINT runs through a shell that nobody chose',
  help: 'The shell does not pass on signals, so the program is killed when the container is stopped. Write a JSON array, or a SHELL before it to say that the shell is meant.',
  fixes: 'reviewed',
  noFix: 'Only where the command is plain words: operators, variables and quotes need the shell.',
  examples: {
    bad: ['CMD node server.js', 'ENTRYPOINT nginx'],
    good: ['CMD ["node", "server.js"]', 'SHELL ["/bin/bash", "-c"]\nCMD exec node server.js'],
  },
  check(dockerfile, report, config) {
    for (const step of buildPlanOf(dockerfile, config).steps) {
      if (!isShellForm(step)) continue;
      const { instruction, place, directive } = step;
      const { keyword, words, args, keywordSpan } = instruction;
      const own = words.length > 0 ? args : keywordSpan;
      const at = instruction === place ? own : (place.words[0] ?? place);
      // No SHELL stands above.
      const fix = instruction === place ? toExecForm(dockerfile, instruction, null) : null;
      report(place, {
        at,
        directive,
        fix,
        message: `${keyword} is no JSON array, so a shell runs it and keeps the signals`,
      });
    }
  },
};
