import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { instructionsOf } from '../instructions.ts';
import { mountsOf } from '../mounts.ts';
import type { Rule } from '../rule.ts';

const useless: ReadonlySet<string> = new Set([
  'free', 'kill', 'mount', 'ps', 'service', 'shutdown', 'ssh', 'top', 'vim',
]); // prettier-ignore

/** `kill $!` and `kill %1` end what the script itself has started; ssh has a use where the builder lends its agent. */
function hasUse(run: Instruction, { invoked, args }: ShellCommand): boolean {
  if (invoked === 'kill') return args.some((word) => word.expands || word.value.startsWith('%'));
  return invoked === 'ssh' && mountsOf(run).some((mount) => mount.get('type') === 'ssh');
}

const findUseless = (dockerfile: Dockerfile, run: Instruction): ShellCommand | undefined =>
  commandsOf(dockerfile, run).find((command) => useless.has(command.invoked) && !hasUse(run, command));

export const noUseInBuild: Rule = {
  id: 'DL3001',
  source: 'hadolint',
  severity: 'info',
  summary: 'RUN calls a command that has no use in a build',
  help: 'Nobody watches a build, and its processes end with the RUN, so looking at them, editing by hand or starting services leads to nothing. Leave the command out, or move it to where the container starts.',
  noFix: 'Whether the command is to go, or to run when the container starts, is for you to know.',
  examples: {
    bad: ['RUN service nginx start', 'RUN ps aux && make'],
    good: ['CMD ["nginx", "-g", "daemon off;"]', 'RUN --mount=type=ssh ssh -T git@github.com'],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const command = findUseless(dockerfile, run);
      if (command) report(run, { at: command.nameSpan ?? command });
    }
  },
};
