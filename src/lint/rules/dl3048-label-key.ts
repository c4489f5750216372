import { replaceBy, type Fix } from '../fix.ts';
import { directInstructionsOf } from '../instructions.ts';
import { pairsOf, type Pair } from '../pairs.ts';
import type { Rule } from '../rule.ts';

const reserved = /^(?:com\.docker|io\.docker|org\.dockerproject)\./;

const isValidKey = (key: string): boolean =>
  /^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/.test(key) && !/\.\.|--/.test(key) && !reserved.test(key);

/** Null where another letter is wrong, a label beside has that key, or quotes stand around it. */
function inSmallLetters(pairs: readonly Pair[], wrong: readonly Pair[]): Fix | null {
  const keys = pairs.map(({ name }) => name.toLowerCase());
  if (new Set(keys).size < keys.length) return null;
  const isMended = ({ name, word }: Pair): boolean => isValidKey(name.toLowerCase()) && word.raw.startsWith(name);
  if (!wrong.every(isMended)) return null;
  const edits = wrong.map(({ name, word: { start } }) =>
    replaceBy({ start, end: start + name.length }, name.toLowerCase()),
  );
  return { title: 'Write the key in small letters', edits };
}

export const labelKey: Rule = {
  id: 'DL3048',
  source: 'hadolint',
  severity: 'style',
  summary: 'The key of a label breaks the naming rules',
  help: 'Tools expect keys of small letters, digits, dots and dashes, and Docker keeps some namespaces to itself. Name the label in a namespace of yours, such as com.example.build-date.',
  fixes: 'reviewed',
  noFix: 'Only where small letters make the key right; a key with other faults needs a name of your choice.',
  examples: {
    bad: ['LABEL Maintainer="dev@example.com"', 'LABEL com.docker.x=1'],
    good: ['LABEL maintainer="dev@example.com"', 'LABEL org.opencontainers.image.title=app'],
  },
  check(dockerfile, report) {
    for (const instruction of directInstructionsOf(dockerfile, 'LABEL')) {
      const pairs = pairsOf(instruction);
      const wrong = pairs.filter(({ name }) => !isValidKey(name));
      if (wrong[0]) report(instruction, { at: wrong[0].at, fix: inSmallLetters(pairs, wrong) });
    }
  },
};
