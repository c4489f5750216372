import { heredocMarker } from '../dockerfile/heredocs.ts';
import type { Instruction } from '../dockerfile/model.ts';
import { isRemoteSource } from '../lint/copy-source.ts';
import type { CopyRequest } from './copied-files.ts';

/** Where the sources of a COPY or ADD are, with their variables replaced. */
export interface CopySources {
  /** What is taken by its name, of the build context or of `--from`. */
  readonly request: CopyRequest;
  /** What ADD fetches. */
  readonly remote: readonly string[];
  /** Sources whose variables are not known. */
  readonly unknown: number;
}

/** `--parents`, `--link`: switched on by their name alone, or by `=true`. */
export function isOn({ flags }: Pick<Instruction, 'flags'>, name: string): boolean {
  const flag = flags.findLast((one) => one.name === name);
  return flag !== undefined && !['false', '0', 'f'].includes((flag.value ?? 'true').toLowerCase());
}

/** `words`: those of the instruction with their variables replaced, null where that is not known; the last is the target. */
export function copySources(instruction: Instruction, words: readonly (string | null)[]): CopySources {
  const { keyword, flags, json } = instruction;
  const sources: string[] = [];
  const remote: string[] = [];
  let unknown = 0;
  words.slice(0, -1).forEach((value, index) => {
    if (!json && heredocMarker(instruction.words[index]?.raw ?? '') !== null) return;
    if (value === null) unknown++;
    else if (keyword === 'ADD' && isRemoteSource(value)) remote.push(value);
    else sources.push(value);
  });
  // The builder replaces no variables in these.
  const exclude = flags.flatMap(({ name, value }) => (name === 'exclude' && value !== null ? [value] : []));
  return { request: { sources, exclude, parents: isOn(instruction, 'parents') }, remote, unknown };
}
