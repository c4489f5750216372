// The words of an `apt-get install`: which packages it names, and how to write it with others.
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { chainOf, type Chain } from '../dockerfile/shell-chain.ts';
import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { aptInstall, packagesOf } from '../lint/apt-get.ts';
import { packageName } from '../lint/installed-packages.ts';
import { isCall, operands } from './shell-chain.ts';
import type { TextEdit } from './tracked-text.ts';

export interface AptInstall {
  readonly run: Instruction;
  readonly command: ShellCommand;
  readonly words: readonly ShellWord[];
}

const tidies = (command: ShellCommand): boolean =>
  isCall(command, ['apt-get'], 'update', 'clean', 'autoclean') ||
  (command.name === 'rm' && operands(command).every((path) => path.startsWith('/var/')));

/** The links of a RUN that installs packages with apt-get once, and does nothing beside but to tidy up. */
export function aptInstallIn(dockerfile: Dockerfile, run: Instruction): AptInstall | null {
  const chain: Chain | null = run.flags.length === 0 ? chainOf(dockerfile, run) : null;
  if (!chain?.isPlain) return null;
  const installs = chain.parts.flatMap(({ simple }) => (simple && aptInstall(simple) ? [simple] : []));
  const [command] = installs;
  const install = command && aptInstall(command);
  const isPlain = chain.parts.every(({ simple }) => simple && (simple === command || tidies(simple)));
  if (!command || !install || !isPlain || installs.length > 1) return null;
  const words = packagesOf(install);
  return words.some(({ expands }) => expands) ? null : { run, command, words };
}

/** Takes words out of a command, and writes others behind those that stay, or in the place of the first. */
export function changeWords(
  { text }: Dockerfile,
  command: ShellCommand,
  gone: ReadonlySet<ShellWord>,
  added: readonly string[],
): TextEdit[] | null {
  const edits: TextEdit[] = [];
  const [first] = gone;
  let rest = added.join(' ');
  for (const [index, word] of command.args.entries()) {
    if (!gone.has(word)) continue;
    if (word === first && rest !== '') {
      edits.push({ start: word.start, end: word.end, text: rest });
      rest = '';
      continue;
    }
    const start = command.args[index - 1]?.end ?? command.nameSpan?.end ?? word.start;
    // A comment between two words says something of one of them: nobody knows of which.
    if (text.slice(start, word.start).includes('#')) return null;
    edits.push({ start, end: word.end, text: '' });
  }
  const last = command.args.at(-1);
  if (rest !== '' && last) edits.push({ start: last.end, end: last.end, text: ` ${rest}` });
  return edits;
}

export const namesOf = (words: readonly ShellWord[]): string[] => words.map(packageName);
