import type { Dockerfile } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import { mendAll, type Mend } from './command-fix.ts';
import { expandedCommandsOf } from './expanded-commands.ts';
import { instructionsOf } from './instructions.ts';
import type { ReportFinding } from './rule.ts';

/** Reports each RUN once, at its first command that the question is true for; the fix mends all of them. */
export function reportFirstCommand(
  dockerfile: Dockerfile,
  report: ReportFinding,
  isWrong: (command: ShellCommand) => boolean,
  cure?: { readonly title: string; readonly mend: Mend },
): void {
  for (const run of instructionsOf(dockerfile, 'RUN')) {
    const wrong = expandedCommandsOf(dockerfile, run).filter(isWrong);
    const [first] = wrong;
    if (first) report(run, { at: first, fix: cure && mendAll(cure.title, run, wrong, cure.mend) });
  }
}
