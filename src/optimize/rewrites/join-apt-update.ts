import { connector } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { joinRuns, removeInstruction, sourceOf } from '../edits.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { apt, commandsOf, isCall } from '../shell-chain.ts';

/** A RUN that does nothing but `apt-get update`. */
function onlyUpdates(dockerfile: Dockerfile, run: Instruction): boolean {
  const chain = run.flags.length === 0 ? chainOf(dockerfile, run) : null;
  const simple = chain?.parts.length === 1 ? chain.parts[0]?.simple : null;
  return simple ? isCall(simple, apt, 'update') : false;
}

/** The RUN with the first install behind an update, if it has no update of its own. */
function firstInstall(dockerfile: Dockerfile, update: Instruction): Instruction | null {
  const behind = (dockerfile.stages[update.stage]?.instructions ?? []).filter(({ start }) => start > update.start);
  const run = behind.find((candidate) => commandsOf(dockerfile, candidate).some((command) => isCall(command, apt)));
  if (!run || behind.some(({ keyword, start }) => start < run.start && (keyword === 'USER' || keyword === 'SHELL')))
    return null;
  const verbs = commandsOf(dockerfile, run).filter((command) => isCall(command, apt));
  if (!verbs[0] || !isCall(verbs[0], apt, 'install', 'upgrade', 'dist-upgrade')) return null;
  return chainOf(dockerfile, run)?.isPlain ? run : null;
}

function joined({ dockerfile, lineOf }: RewriteContext, update: Instruction, install: Instruction): Proposal {
  const isAdjacent = !dockerfile.instructions.some(({ start }) => start > update.start && start < install.start);
  const command = sourceOf(dockerfile, update.args);
  const at = install.args.start;
  const edits =
    isAdjacent && install.flags.length === 0
      ? [joinRuns(dockerfile, update, install)]
      : [removeInstruction(dockerfile, update), { start: at, end: at, text: `${command}${connector(dockerfile)}` }];
  return {
    at: update,
    title: 'Fetch the package lists in the RUN that installs from them',
    why: 'In a RUN of its own, apt-get update is taken from the build cache while the install behind it changes: it then asks for versions that the mirrors no longer have. The lists also stay in the image, as a later RUN cannot take them out.',
    evidence: `Line ${lineOf(update)} only updates; the first install is on line ${lineOf(install)}.`,
    edits,
    risk: 'none',
    test: 'Build it: the packages must be found as before.',
    claims: null,
  };
}

export const joinAptUpdate: Rewrite = {
  id: 'join-apt-update',
  profile: 'safe',
  propose(context) {
    const { dockerfile } = context;
    return dockerfile.instructions.flatMap((update) => {
      const install = onlyUpdates(dockerfile, update) ? firstInstall(dockerfile, update) : null;
      return install ? [joined(context, update, install)] : [];
    });
  },
};
