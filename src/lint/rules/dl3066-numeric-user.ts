import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { variableOffsets } from '../../dockerfile/words.ts';
import type { Rule } from '../rule.ts';
import { expandAt, literalParts } from '../variables.ts';
import { isWindowsImage } from '../windows-image.ts';

const isNumeric = (user: string): boolean => /^\d*$/.test(user.split(':', 1)[0] ?? '');

/** A name, as far as the Dockerfile tells. What an ARG holds is up to whoever builds. */
function isNamed(dockerfile: Dockerfile, user: Instruction, args: ReadonlySet<string>): boolean {
  const [word] = user.words;
  if (!word) return false;
  if (variableOffsets(word.raw, dockerfile.escape).length === 0) return !isNumeric(word.value);
  for (const [, plain, braced] of word.raw.matchAll(/\$(?:(\w+)|\{(\w+)\})/g)) {
    if (args.has(plain ?? braced ?? '')) return false;
  }
  // What is not known may be a number; the rest of the word may still be none.
  return !isNumeric(expandAt(dockerfile, user, word.value) ?? literalParts(word.value).join('0'));
}

export const numericUser: Rule = {
  id: 'DL3066',
  source: 'hadolint',
  severity: 'info',
  summary: 'USER names the user instead of giving its number',
  help: 'Whoever runs the container cannot tell from a name that it is not root, and Kubernetes refuses it under runAsNonRoot. Use the number of the user, and of the group, too.',
  noFix: 'Which number the user has is in the image, not in the Dockerfile.',
  examples: {
    bad: ['USER app', 'USER app:1000'],
    good: ['USER 1000:1000', 'ARG UID=1000\nUSER $UID'],
  },
  check(dockerfile, report) {
    const args = new Set<string>();
    for (const instruction of dockerfile.instructions) {
      const { keyword, words, stage } = instruction;
      if (keyword === 'ARG') for (const { value } of words) args.add(value.split('=', 1)[0] ?? '');
      if (keyword !== 'USER' || !isNamed(dockerfile, instruction, args)) continue;
      // Windows has no numbers for users.
      const of = dockerfile.stages[stage];
      if (!of || !isWindowsImage(dockerfile, of)) report(instruction, { at: words[0] });
    }
  },
};
