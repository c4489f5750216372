import type { ShellCommand } from '../../dockerfile/shell.ts';
import { keptRunsOf } from '../kept-runs.ts';
import { leftBy, removesFolders, type CacheUse } from '../left-cache.ts';
import type { Rule } from '../rule.ts';

const lists = '/var/lib/apt/lists';

const updates = ({ invoked, args }: ShellCommand): boolean =>
  ['apt', 'apt-get', 'aptitude'].includes(invoked) && args.some((word) => word.value === 'update');

/** `/bin/rm -rf …`, `sudo rm -rf …`: as hadolint, any rm of whole folders counts; paths are not followed. */
function removes(command: ShellCommand): boolean {
  const { name, args } = command;
  const isSudo = name === 'sudo';
  const invoked = isSudo ? (args[0]?.value ?? '') : name;
  const words = (isSudo ? args.slice(1) : args).map((word) => word.value);
  const onLists = words.some((word) => word.startsWith(lists));
  if (invoked === 'find') return onLists && (words.includes('-delete') || words.includes('rm'));
  return (invoked === 'rm' && onLists) || removesFolders({ ...command, invoked });
}

const cache: CacheUse = { folders: [lists], fills: updates, empties: removes, inAnyOrder: true };

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
    for (const run of keptRunsOf(dockerfile)) {
      const update = leftBy(dockerfile, run, cache);
      if (update) report(run, { at: update });
    }
  },
};
