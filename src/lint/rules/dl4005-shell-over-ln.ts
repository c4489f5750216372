import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { instructionsOf } from '../instructions.ts';
import { parseArguments, type OptionSyntax } from '../options.ts';
import type { Rule } from '../rule.ts';

// ln(1)
const syntax: OptionSyntax = { long: new Set(['--suffix', '--target-directory']), short: 'St' };

/** The last word is the link that is made. */
function linksShell({ invoked, args }: ShellCommand): boolean {
  if (invoked !== 'ln') return false;
  const { operands } = parseArguments(args, syntax);
  return operands.length > 1 && operands.at(-1)?.value === '/bin/sh';
}

export const shellOverLn: Rule = {
  id: 'DL4005',
  source: 'hadolint',
  severity: 'warning',
  summary: 'RUN links /bin/sh to another shell',
  help: 'Every script of the image then runs in a shell that it was not written for. SHELL chooses the shell for the instructions that follow and leaves the image alone.',
  examples: {
    bad: ['RUN ln -sf /bin/bash /bin/sh', 'RUN rm /bin/sh && ln -s /bin/bash /bin/sh'],
    good: ['SHELL ["/bin/bash", "-c"]', 'RUN ln -s /bin/sh /usr/local/bin/shell'],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const command = commandsOf(dockerfile, run).find(linksShell);
      if (command) report(run, { at: command });
    }
  },
};
