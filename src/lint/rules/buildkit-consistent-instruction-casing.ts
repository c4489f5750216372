import type { Rule } from '../rule.ts';
import { isMostlyLower, writtenKeywords } from '../written-keyword.ts';

export const consistentInstructionCasing: Rule = {
  id: 'ConsistentInstructionCasing',
  source: 'buildkit',
  severity: 'warning',
  summary: 'The instruction is not written in the case of the others',
  help: 'Instructions in one case can be told from their arguments at a glance. Write all of them in capitals, as is usual, or all in lower case.',
  examples: {
    bad: ['Run make\nCMD ["a"]', 'run make\nUSER app'],
    good: ['RUN make\nUSER app', 'from debian:12\nrun make'],
  },
  check(dockerfile, report) {
    const written = writtenKeywords(dockerfile);
    const isLower = isMostlyLower(written);
    for (const { instruction, word } of written) {
      const wanted = isLower ? word.toLowerCase() : word.toUpperCase();
      if (word === wanted) continue;
      const message = `${word} is not written as most instructions are, ${isLower ? 'in lower case' : 'in capitals'}: ${wanted}`;
      report(instruction, { at: instruction.keywordSpan, message });
    }
  },
};
