import type { Instruction } from '../../dockerfile/model.ts';
import { replaceBy, type Edit } from '../fix.ts';
import type { Rule } from '../rule.ts';
import { isMostlyLower, writtenKeywords } from '../written-keyword.ts';

/** The keyword in one case, and with FROM its AS. */
function inCase({ keyword, keywordSpan, words }: Instruction, toCase: (word: string) => string): Edit[] {
  const as = keyword === 'FROM' && words.length === 3 ? words[1] : undefined;
  const edits = [replaceBy(keywordSpan, toCase(keyword))];
  return as && as.raw !== toCase(as.raw) ? [...edits, replaceBy(as, toCase(as.raw))] : edits;
}

export const consistentInstructionCasing: Rule = {
  id: 'ConsistentInstructionCasing',
  source: 'buildkit',
  severity: 'warning',
  summary: 'The instruction is not written in the case of the others',
  help: 'Instructions in one case can be told from their arguments at a glance. Write all of them in capitals, as is usual, or all in lower case.',
  fixes: 'safe',
  examples: {
    bad: ['Run make\nCMD ["a"]', 'run make\nUSER app'],
    good: ['RUN make\nUSER app', 'from debian:12\nrun make'],
  },
  check(dockerfile, report) {
    const written = writtenKeywords(dockerfile);
    const isLower = isMostlyLower(written);
    const toCase = (word: string): string => (isLower ? word.toLowerCase() : word.toUpperCase());
    for (const { instruction, word } of written) {
      const wanted = toCase(word);
      if (word === wanted) continue;
      const message = `${word} is not written as most instructions are, ${isLower ? 'in lower case' : 'in capitals'}: ${wanted}`;
      const fix = { title: `Write ${wanted}`, edits: inCase(instruction, toCase) };
      report(instruction, { at: instruction.keywordSpan, message, fix });
    }
  },
};
