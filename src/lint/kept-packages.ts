import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { ShellWord } from '../dockerfile/shell.ts';
import { expandedCommandsOf } from './expanded-commands.ts';
import { installedPackages, packageName, removedPackages, virtualName } from './installed-packages.ts';

/** The first of the wanted packages that a RUN installs and does not take out again. */
export function keptPackage(
  dockerfile: Dockerfile,
  run: Instruction,
  isWanted: (name: string) => boolean,
): ShellWord | null {
  const commands = expandedCommandsOf(dockerfile, run);
  const removed = new Set(commands.flatMap(removedPackages).map(packageName));
  for (const command of commands) {
    const virtual = virtualName(command);
    if (virtual !== null && removed.has(virtual)) continue;
    const kept = installedPackages(command).find((word) => {
      const name = packageName(word);
      return word.value !== virtual && isWanted(name) && !removed.has(name);
    });
    if (kept) return kept;
  }
  return null;
}
