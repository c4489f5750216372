import type { Instruction, Word } from '../dockerfile/model.ts';

const wholeContext: ReadonlySet<string> = new Set(['.', './', '/', '*', './*']);

/** The sources that a COPY or ADD takes from the build context, addresses among them; none for other instructions. */
export function contextSources({ keyword, flags, json, words }: Instruction): readonly Word[] {
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some((flag) => flag.name === 'from')) return [];
  return (json ?? words).slice(0, -1);
}

/** The source of a COPY or ADD that takes all of the build context. */
export function wholeContextSource(instruction: Instruction): Word | null {
  return contextSources(instruction).find((source) => wholeContext.has(source.value)) ?? null;
}
