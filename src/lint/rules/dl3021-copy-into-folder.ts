import type { Word } from '../../dockerfile/model.ts';
import { insertAt, type Fix } from '../fix.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';
import { expandAt } from '../variables.ts';

/** The slash goes in front of the closing quote; a backslash may be a separator, or escape what follows. */
function endWithSlash({ raw, end }: Word): Fix | null {
  if (/[\\`]/.test(raw)) return null;
  const at = /["']$/.test(raw) ? end - 1 : end;
  return { title: 'Add a slash', edits: [insertAt(at, '/')] };
}

export const copyIntoFolder: Rule = {
  id: 'DL3021',
  source: 'hadolint',
  severity: 'error',
  summary: 'COPY of several sources needs a target that ends with a slash',
  help: 'Several files can only go into a folder, and the slash says that it is one. End the target with /.',
  fixes: 'safe',
  noFix: 'Only where the target is a plain word that a slash can follow.',
  examples: {
    bad: ['COPY a b /srv'],
    good: ['COPY a b /srv/', 'COPY a /srv'],
  },
  check(dockerfile, report) {
    for (const copy of directInstructionsOf(dockerfile, 'COPY')) {
      const operands = copy.json ?? copy.words;
      const target = operands.at(-1);
      if (!target || operands.length < 3) continue;
      const path = expandAt(dockerfile, copy, target.value) ?? target.value;
      if (!path.endsWith('/')) report(copy, { at: target, fix: endWithSlash(target) });
    }
  },
};
