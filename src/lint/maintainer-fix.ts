import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { replaceBy, type Fix } from './fix.ts';
import { writtenLike } from './written-keyword.ts';

/** The text without the quotes around it, which MAINTAINER keeps as a part of the name. */
function nameIn(text: string): string {
  const [quote = ''] = text;
  const inner = text.slice(1, -1);
  return /["']/.test(quote) && text.length > 1 && text.endsWith(quote) && !inner.includes(quote) ? inner : text;
}

/** MAINTAINER as a label; null where the name is not on one line, or the escape character means something in it. */
export function toAuthorsLabel(dockerfile: Dockerfile, instruction: Instruction): Fix | null {
  const { escape } = dockerfile;
  const { args, line, endLine, stage } = instruction;
  const name = nameIn(dockerfile.text.slice(args.start, args.end));
  if (stage < 0 || name === '' || line !== endLine || name.includes(escape)) return null;
  const quoted = name.replace(/["$]/g, (character) => escape + character);
  const label = `${writtenLike(dockerfile, instruction, 'LABEL')} org.opencontainers.image.authors="${quoted}"`;
  return { title: 'Use a label', edits: [replaceBy(instruction, label)] };
}
