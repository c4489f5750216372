import type { Dockerfile } from '../dockerfile/model.ts';
import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { expandedCommandsOf } from './expanded-commands.ts';
import { instructionsOf } from './instructions.ts';
import type { ReportFinding } from './rule.ts';

/** `$(cat packages.txt)`: the names, and their versions, are in a file that is not here. */
export function isReadFromFile({ text }: ShellWord): boolean {
  return /^"?(?:\$\(|`)\s*(?:<|(?:cat|grep|sed|awk|cut|tr)\s)/.test(text);
}

/**
 * Reports each RUN once, at its first package without a version. `unpinned` gives the packages of a command that have
 * none, or null where the command installs nothing.
 */
export function reportUnpinned(
  dockerfile: Dockerfile,
  report: ReportFinding,
  unpinned: (command: ShellCommand) => readonly ShellWord[] | null,
): void {
  for (const run of instructionsOf(dockerfile, 'RUN')) {
    const [word] = expandedCommandsOf(dockerfile, run).flatMap((command) => unpinned(command) ?? []);
    if (word) report(run, { at: word });
  }
}
