import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { replaceBy, type Fix } from '../fix.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';
import { writtenLike } from '../written-keyword.ts';

/** The text without the quotes around it, which MAINTAINER keeps as a part of the name. */
function nameIn(text: string): string {
  const [quote = ''] = text;
  const inner = text.slice(1, -1);
  return /["']/.test(quote) && text.length > 1 && text.endsWith(quote) && !inner.includes(quote) ? inner : text;
}

/** Null where the name is not on one line, or the escape character means something in it. */
function toLabel(dockerfile: Dockerfile, instruction: Instruction): Fix | null {
  const { escape } = dockerfile;
  const { args, line, endLine, stage } = instruction;
  const name = nameIn(dockerfile.text.slice(args.start, args.end));
  if (stage < 0 || name === '' || line !== endLine || name.includes(escape)) return null;
  const quoted = name.replace(/["$]/g, (character) => escape + character);
  const label = `${writtenLike(dockerfile, instruction, 'LABEL')} org.opencontainers.image.authors="${quoted}"`;
  return { title: 'Use a label', edits: [replaceBy(instruction, label)] };
}

export const maintainer: Rule = {
  id: 'DL4000',
  source: 'hadolint',
  severity: 'error',
  summary: 'MAINTAINER is deprecated',
  help: 'BuildKit still accepts MAINTAINER, but tools no longer read it. Write LABEL org.opencontainers.image.authors="…" instead.',
  examples: {
    bad: ['MAINTAINER dev@example.com'],
    good: ['LABEL org.opencontainers.image.authors="dev@example.com"'],
  },
  check(dockerfile, report) {
    for (const instruction of directInstructionsOf(dockerfile, 'MAINTAINER')) {
      report(instruction, { fix: toLabel(dockerfile, instruction) });
    }
  },
};
