// Dockerfiles that nothing is proposed for: what is known of layers, users and packages here holds for neither.
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { isWindowsImage } from '../lint/windows-image.ts';

/** How templates of Jinja, Go, Helm, ERB, autoconf and docker-library mark what is filled in. */
const placeholders: readonly RegExp[] = [
  /\{\{[^{}]{0,80}\}\}/,
  /\{%[^{}%]{0,80}%\}/,
  /<%[^<>%]{0,80}%>/,
  /%%\w{1,60}%%/,
  /@@\w{1,60}@@/,
];
const opening = /^(?:\{\{|\{%|<%|%%\w|@@\w)/;

/** Shells and programs write `--format '{{.Name}}'` of their own: there nothing is filled in. */
const ownWords: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'ONBUILD']);

/** What a template engine would fill in; null where the instruction holds nothing of the kind. */
function placeholderIn({ text }: Dockerfile, { keyword, start, end, heredocs }: Instruction): string | null {
  if (opening.test(keyword)) return text.slice(start, end).split('\n')[0]?.trim().slice(0, 60) ?? keyword;
  if (ownWords.has(keyword) || heredocs.length > 0) return null;
  const written = text.slice(start, Math.min(end, start + 10_000));
  for (const placeholder of placeholders) {
    const found = placeholder.exec(written);
    if (found) return found[0];
  }
  return null;
}

function templateNote(dockerfile: Dockerfile): string | null {
  for (const instruction of dockerfile.instructions) {
    const found = placeholderIn(dockerfile, instruction);
    if (found !== null)
      return `This is a template: line ${instruction.line} holds ${found}, which another program fills in. Nothing is proposed for it. Make the Dockerfile out of it first, and drop that one here.`;
  }
  return null;
}

function windowsNote(dockerfile: Dockerfile): string | null {
  const stage = dockerfile.stages.find((one) => isWindowsImage(dockerfile, one));
  return stage
    ? `Line ${stage.from.line} builds on Windows. Its layers, users and packages are of another kind than those of Linux, so nothing is proposed for it; the findings in the Dockerfile hold all the same.`
    : null;
}

/** Why nothing is proposed for a Dockerfile, for people; null where something may be. */
export const whyLeftAlone = (dockerfile: Dockerfile): string | null =>
  templateNote(dockerfile) ?? windowsNote(dockerfile);
