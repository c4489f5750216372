import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { appendFix } from '../append-fix.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import type { Fix } from '../fix.ts';
import { instructionsOf } from '../instructions.ts';
import { keptRunsOf } from '../kept-runs.ts';
import { leftBy, removesFolders, type CacheUse } from '../left-cache.ts';
import type { Rule } from '../rule.ts';

const lists = '/var/lib/apt/lists';

const isApt = ({ invoked, args }: ShellCommand, verbs: readonly string[]): boolean =>
  ['apt', 'apt-get', 'aptitude'].includes(invoked) && args.some((word) => verbs.includes(word.value));

const updates = (command: ShellCommand): boolean => isApt(command, ['update']);

const readsLists = (command: ShellCommand): boolean =>
  isApt(command, ['build-dep', 'dist-upgrade', 'full-upgrade', 'install', 'reinstall', 'source', 'upgrade']);

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

/** Where the last RUN stands that reads lists of an earlier one; -1 where there is none. */
function lastReader(dockerfile: Dockerfile): number {
  let last = -1;
  for (const run of instructionsOf(dockerfile, 'RUN')) {
    const first = expandedCommandsOf(dockerfile, run).find((command) => updates(command) || readsLists(command));
    if (first && !updates(first)) last = run.start;
  }
  return last;
}

/** Null where the RUN only updates, as the lists are then for another. */
function removeLists(dockerfile: Dockerfile, run: Instruction): Fix | null {
  if (!expandedCommandsOf(dockerfile, run).some(readsLists)) return null;
  return appendFix(dockerfile, run, 'Remove the lists', [`rm -rf ${lists}/*`]);
}

export const removeAptLists: Rule = {
  id: 'DL3009',
  source: 'hadolint',
  severity: 'info',
  summary: 'The package lists of apt stay in the layer',
  help: 'Updating leaves some 20 MB in /var/lib/apt/lists that nothing reads later. Remove them in the same RUN, or mount a cache there.',
  fixes: 'safe',
  noFix: 'Only where no later RUN reads the lists, and the RUN is one chain of && that can go on.',
  examples: {
    bad: ['RUN apt-get update && apt-get install -y curl=7.88.*', 'RUN apt update'],
    good: [
      'RUN apt-get update && apt-get install -y curl=7.88.* && rm -rf /var/lib/apt/lists/*',
      'RUN --mount=type=cache,target=/var/lib/apt apt-get update',
    ],
  },
  check(dockerfile, report) {
    const reader = lastReader(dockerfile);
    for (const run of keptRunsOf(dockerfile)) {
      const update = leftBy(dockerfile, run, cache);
      if (update) report(run, { at: update, fix: reader > run.start ? null : removeLists(dockerfile, run) });
    }
  },
};
