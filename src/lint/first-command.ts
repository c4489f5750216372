import type { Dockerfile } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import { expandedCommandsOf } from './expanded-commands.ts';
import { instructionsOf } from './instructions.ts';
import type { ReportFinding } from './rule.ts';

/** Reports each RUN once, at its first command that the question is true for. */
export function reportFirstCommand(
  dockerfile: Dockerfile,
  report: ReportFinding,
  isWrong: (command: ShellCommand) => boolean,
): void {
  for (const run of instructionsOf(dockerfile, 'RUN')) {
    const command = expandedCommandsOf(dockerfile, run).find(isWrong);
    if (command) report(run, { at: command });
  }
}
