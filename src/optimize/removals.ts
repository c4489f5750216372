// `rm` as a link of a RUN's chain: which paths it takes, and how to take it out again.
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { removeInstruction, removeParts } from './edits.ts';
import { directoryAt, resolvePath } from '../dockerfile/places.ts';
import { chainOf } from '../dockerfile/shell-chain.ts';
import type { TextEdit } from './tracked-text.ts';

export interface RemovedPath {
  /** Absolute. */
  readonly path: string;
  readonly word: ShellWord;
}

/** One `rm` with fixed paths: no variables, no patterns. */
export interface Removal {
  readonly run: Instruction;
  readonly part: number;
  readonly command: ShellCommand;
  readonly options: readonly string[];
  readonly paths: readonly RemovedPath[];
}

const isFixed = ({ value, expands }: ShellWord): boolean => !expands && !/[*?[{~]/.test(value) && value !== '';

export function removalsIn(dockerfile: Dockerfile, run: Instruction): Removal[] {
  const directory = directoryAt(dockerfile, run);
  const chain = chainOf(dockerfile, run);
  if (directory === null || !chain || chain.parts.some(({ commands }) => commands[0]?.name === 'cd')) return [];
  return chain.parts.flatMap(({ simple }, part) => {
    if (simple?.name !== 'rm') return [];
    const words = simple.args.filter(({ text }) => !text.startsWith('-'));
    if (!words.every(isFixed)) return [];
    const options = simple.args.filter(({ text }) => text.startsWith('-')).map(({ text }) => text);
    const paths = words.map((word) => ({ word, path: resolvePath(directory, word.value) }));
    return [{ run, part, command: simple, options, paths }];
  });
}

/** Every instruction behind another one in its stage. */
export function instructionsBehind(dockerfile: Dockerfile, { stage, start }: Instruction): Instruction[] {
  return (dockerfile.stages[stage]?.instructions ?? []).filter((instruction) => instruction.start > start);
}

/** Takes some paths out of an `rm`; the `rm`, or the whole RUN, where nothing else is in it. */
export function withoutPaths(dockerfile: Dockerfile, removal: Removal, paths: readonly string[]): TextEdit[] {
  const { run, command, part } = removal;
  if (removal.paths.every(({ path }) => paths.includes(path))) {
    const chain = chainOf(dockerfile, run);
    return (chain && removeParts(chain, new Set([part]))) ?? [removeInstruction(dockerfile, run)];
  }
  const gone = new Set(removal.paths.filter(({ path }) => paths.includes(path)).map(({ word }) => word));
  return command.args.flatMap((word, index) => {
    const before = command.args[index - 1]?.end ?? command.nameSpan?.end ?? word.start;
    return gone.has(word) ? [{ start: before, end: word.end, text: '' }] : [];
  });
}
