import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import { expandedCommandsOf } from './expanded-commands.ts';
import { isScratch } from './mounts.ts';

/** What a package manager leaves behind, and how it goes away. */
export interface CacheUse {
  /** Where the cache may be; a mount at one of them, or above it, keeps it out of the layer. */
  readonly folders: readonly string[];
  fills(command: ShellCommand): boolean;
  empties(command: ShellCommand): boolean;
  /** What empties the cache counts before the command that fills it as well. */
  readonly inAnyOrder?: true;
}

/** The first command of a RUN that fills the cache, where nothing behind it empties the cache. */
export function leftBy(dockerfile: Dockerfile, run: Instruction, use: CacheUse): ShellCommand | null {
  if (use.folders.some((folder) => isScratch(run, folder))) return null;
  const commands = expandedCommandsOf(dockerfile, run);
  const first = commands.findIndex((command) => use.fills(command));
  const command = commands[first];
  const candidates = use.inAnyOrder ? commands : commands.slice(first + 1);
  return !command || candidates.some((other) => use.empties(other)) ? null : command;
}

/** `rm -r` in any spelling. */
export function removesFolders({ invoked, args }: ShellCommand): boolean {
  return invoked === 'rm' && args.some(({ value }) => /^(-[a-zA-Z]*[rR][a-zA-Z]*|--recursive)$/.test(value));
}

/** `rm -rf` or `find … -delete` of the folder, of one above it, or of what is in it. */
export function removesFolder(command: ShellCommand, folder: string): boolean {
  const deletes = command.invoked === 'find' && command.args.some(({ value }) => value === '-delete');
  if (!deletes && !removesFolders(command)) return false;
  return command.args.some(({ value }) => {
    const path = value.replace(/^(~|\$HOME|\$\{HOME\})\//, '/root/').replace(/\/\*?$/, '');
    return path.startsWith('/') && (`${folder}/`.startsWith(`${path}/`) || path.startsWith(`${folder}/`));
  });
}
