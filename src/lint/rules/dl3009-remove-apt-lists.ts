import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { directInstructionsOf, instructionsOf } from '../instructions.ts';
import { keptStages } from '../kept-stages.ts';
import { isScratch } from '../mounts.ts';
import type { Rule } from '../rule.ts';

const lists = '/var/lib/apt/lists';

const updates = ({ invoked, args }: ShellCommand): boolean =>
  ['apt', 'apt-get', 'aptitude'].includes(invoked) && args.some((word) => word.value === 'update');

/** `/bin/rm -rf …`, `sudo rm -rf …`: as hadolint, any rm of whole folders counts; paths are not followed. */
function removes({ name, args }: ShellCommand): boolean {
  const words = args.map((word) => word.value);
  const program = name === 'sudo' ? (words[0] ?? '') : name;
  const onLists = words.some((word) => word.startsWith(lists));
  if (program === 'find') return onLists && (words.includes('-delete') || words.includes('rm'));
  return program === 'rm' && (onLists || words.some((word) => /^(-[a-zA-Z]*[rR][a-zA-Z]*|--recursive)$/.test(word)));
}

function leftBy(dockerfile: Dockerfile, run: Instruction): ShellCommand | null {
  if (isScratch(run, lists)) return null;
  const commands = commandsOf(dockerfile, run);
  return commands.some(removes) ? null : (commands.find(updates) ?? null);
}

export const removeAptLists: Rule = {
  id: 'DL3009',
  source: 'hadolint',
  severity: 'info',
  summary: 'The package lists of apt stay in the layer',
  help: 'Updating leaves some 20 MB in /var/lib/apt/lists that nothing reads later. Remove them in the same RUN, or mount a cache there.',
  examples: {
    bad: ['RUN apt-get update && apt-get install -y curl=7.88.*', 'RUN apt update'],
    good: [
      'RUN apt-get update && apt-get install -y curl=7.88.* && rm -rf /var/lib/apt/lists/*',
      'RUN --mount=type=cache,target=/var/lib/apt apt-get update',
    ],
  },
  check(dockerfile, report) {
    const kept = keptStages(dockerfile);
    const own = new Set(directInstructionsOf(dockerfile, 'RUN'));
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      // What ONBUILD registers lands in an image that this file does not tell.
      const update = kept.has(run.stage) || !own.has(run) ? leftBy(dockerfile, run) : null;
      if (update) report(run, { at: update });
    }
  },
};
