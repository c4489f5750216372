import { readCheckDirectives } from '../check-directive.ts';
import type { SyntaxProblem } from '../../dockerfile/model.ts';
import { replaceBy, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';

function toMeant({ misspelt }: SyntaxProblem): Fix | null {
  return misspelt ? { title: `Write ${misspelt.meant}`, edits: [replaceBy(misspelt, misspelt.meant)] } : null;
}

export const syntax: Rule = {
  id: 'DL1000',
  source: 'hadolint',
  severity: 'error',
  summary: 'This is no valid Dockerfile syntax',
  help: 'The builder stops here, so nothing is built. Correct the instruction as the message says; the rest of the file is checked all the same.',
  fixes: 'reviewed',
  noFix:
    'Only where a word is nearly the name of an instruction: otherwise what was meant cannot be read from what the builder does not understand.',
  examples: {
    bad: ['EXPOES 80', 'COPY app.py', 'SHELL /bin/bash -c'],
    good: ['EXPOSE 80', 'COPY app.py /srv/', 'SHELL ["/bin/bash", "-c"]', 'CMD'],
  },
  check(dockerfile, report) {
    const { problem: directive } = readCheckDirectives(dockerfile);
    for (const problem of directive ? [directive, ...dockerfile.problems] : dockerfile.problems) {
      report(problem, { message: `Syntax error: ${problem.message}`, fix: toMeant(problem) });
    }
  },
};
