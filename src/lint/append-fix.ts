import { appendCommands } from '../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { chainOf } from '../dockerfile/shell-chain.ts';
import type { Fix } from './fix.ts';
import { isWindowsImage } from './windows-image.ts';

/** Behind these nothing of the script runs. */
const ends: ReadonlySet<string> = new Set(['exec', 'exit', 'return']);

/** Ends a RUN with more commands; null unless it is one chain of `&&` up to the last character. */
export function appendFix(
  dockerfile: Dockerfile,
  run: Instruction,
  title: string,
  commands: readonly string[],
): Fix | null {
  const stage = dockerfile.stages[run.stage];
  if (!stage || isWindowsImage(dockerfile, stage)) return null;
  const chain = chainOf(dockerfile, run);
  if (!chain?.isPlain || !chain.canAppend || chain.parts.at(-1)?.end !== run.end) return null;
  const leaves = chain.parts.some((part) => part.commands.some(({ invoked }) => ends.has(invoked)));
  return leaves ? null : { title, edits: [appendCommands(dockerfile, run, commands)] };
}
