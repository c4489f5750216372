import type { ShellCommand } from '../../dockerfile/shell.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import { instructionsOf } from '../instructions.ts';
import { parseArguments, type GivenOption } from '../options.ts';
import type { Rule } from '../rule.ts';
import { wgetSyntax } from '../wget.ts';

/** Options that say how progress is shown, that it is not, or that send it to a file. */
const quiet: ReadonlySet<string> = new Set([
  '-q', '--quiet', '--no-verbose', '--progress', '-o', '--output-file', '-a', '--append-output', '-b', '--background',
  '-V', '--version', '-h', '--help', '--spider',
]); // prettier-ignore

function isQuiet({ name, value }: GivenOption): boolean {
  if (name === '-n') return /[vq]/.test(value ?? '');
  if (name === '-e' || name === '--execute') return /^\s*(progress|quiet|verbose)\s*=/.test(value ?? '');
  return quiet.has(name);
}

function showsBar({ invoked, args }: ShellCommand): boolean {
  return invoked === 'wget' && !parseArguments(args, wgetSyntax).options.some(isQuiet);
}

export const wgetProgress: Rule = {
  id: 'DL3047',
  source: 'hadolint',
  severity: 'info',
  summary: 'wget fills the build log with its progress',
  help: 'A large download prints thousands of lines that hide the others. Add --progress=dot:giga, or -nv to see the result alone.',
  examples: {
    bad: ['RUN wget https://example.com/a.tar.gz', 'RUN wget -O /tmp/a https://example.com/a'],
    good: ['RUN wget --progress=dot:giga https://example.com/a.tar.gz', 'RUN wget -nv https://example.com/a'],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const command = expandedCommandsOf(dockerfile, run).find(showsBar);
      if (command) report(run, { at: command });
    }
  },
};
