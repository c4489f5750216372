import { appendCommands } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { describeCopies } from '../evidence.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { apt, commandsOf, isCall } from '../shell-chain.ts';

const lists = '/var/lib/apt/lists';

function leavesLists(dockerfile: Dockerfile, run: Instruction): boolean {
  if (run.flags.some(({ value }) => value?.includes('/var/lib/apt') || value?.includes('/var/cache/apt'))) return false;
  const commands = commandsOf(dockerfile, run);
  const removes = commands.some(({ name, args }) => name === 'rm' && args.some(({ value }) => value.startsWith(lists)));
  return !removes && commands.some((command) => isCall(command, apt, 'update'));
}

/** Without its own update, a later install reads the lists that this RUN would take away. */
function areReadLater({ dockerfile }: RewriteContext, run: Instruction): boolean {
  const later = dockerfile.instructions.filter(({ start, stage }) => start > run.start && stage >= run.stage);
  return later.some((other) => {
    const calls = commandsOf(dockerfile, other).filter((command) =>
      isCall(command, apt, 'update', 'install', 'upgrade', 'build-dep'),
    );
    return calls[0] !== undefined && !isCall(calls[0], apt, 'update');
  });
}

function proposeFor(context: RewriteContext, run: Instruction): Proposal[] {
  const { dockerfile } = context;
  if (!context.isShipped(run) || !leavesLists(dockerfile, run) || areReadLater(context, run)) return [];
  if (!chainOf(dockerfile, run)?.canAppend) return [];
  const copies = context.witnessOf(run)?.copiesBelow(context.layersOf(run), [lists]) ?? null;
  if (copies?.length === 0) return [];
  const evidence = copies
    ? `Layer ${copies[0]?.layer} holds ${describeCopies(copies)}, below ${lists}.`
    : `Line ${context.lineOf(run)} fetches package lists and does not remove them.`;
  return [
    {
      at: run,
      place: commandsOf(dockerfile, run).find((command) => isCall(command, apt, 'update')) ?? run,
      title: 'Remove the package lists in the RUN that fetched them',
      why: 'The lists are only read while packages are installed. Only a removal in the same RUN keeps them out of the image; apt-get update brings them back where they are needed.',
      evidence,
      edits: [appendCommands(dockerfile, run, [`rm -rf ${lists}/*`])],
      risk: 'none',
      test: 'Build it: the RUN that installs must still end well.',
      claims: copies?.map(({ event }) => event) ?? null,
      deletesByName: true,
    },
  ];
}

export const cleanUpAptLists: Rewrite = {
  id: 'clean-up-apt-lists',
  profile: 'safe',
  propose(context) {
    return context.dockerfile.instructions.flatMap((run) => (run.keyword === 'RUN' ? proposeFor(context, run) : []));
  },
};
