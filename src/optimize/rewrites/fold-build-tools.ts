import { appendCommands, connector } from '../../dockerfile/edits.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { toolInstall, type ToolInstall } from '../build-tools.ts';
import { removeInstruction, sourceOf } from '../edits.ts';
import { describeCopies, type PlacedCopy } from '../evidence.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf, isCall } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

type Tools = ToolInstall & { readonly purge: Instruction };

const compiling: ReadonlySet<string> = new Set([
  'make',
  'cmake',
  'gcc',
  'g++',
  'cargo',
  'gem',
  'bundle',
  'poetry',
  'uv',
  'tox',
]);

/** What a base image has anyway: a RUN of these can stand before the one that installs. */
const systemTools: ReadonlySet<string> = new Set([
  'adduser',
  'addgroup',
  'useradd',
  'groupadd',
  'mkdir',
  'chown',
  'chmod',
  'rm',
  'ln',
]);

/** Compiles, or installs packages that may have to be compiled. */
function mayCompile({ dockerfile }: RewriteContext, run: Instruction): boolean {
  return commandsOf(dockerfile, run).some(
    (command) =>
      compiling.has(command.name) ||
      /^(?:pip|python)[\d.]*$/.test(command.name) ||
      isCall(command, ['npm', 'yarn', 'pnpm'], 'install', 'ci', 'i', 'rebuild') ||
      isCall(command, ['go'], 'build', 'install'),
  );
}

/** The only RUN between install and removal that can need the tools; null where there is none, or several. */
function findUser(context: RewriteContext, { run, purge }: Tools): Instruction | null {
  const { dockerfile } = context;
  const between = instructionsBehind(dockerfile, run).filter(({ start }) => start < purge.start);
  if (between.some(({ keyword }) => ['USER', 'SHELL'].includes(keyword))) return null;
  const users = between.filter((other) => other.keyword === 'RUN' && mayCompile(context, other));
  const [user] = users;
  const early = between.filter((other) => other.keyword === 'RUN' && other.start < (user?.start ?? 0));
  if (!early.every((other) => commandsOf(dockerfile, other).every(({ name }) => systemTools.has(name)))) return null;
  return user && users.length === 1 && chainOf(dockerfile, user)?.isPlain ? user : null;
}

/**
 * The whole RUN moves, with what else it installs: to split it would leave a second place whose packages have no
 * version.
 */
function editsFor({ dockerfile }: RewriteContext, { run, purge }: Tools, user: Instruction): TextEdit[] | null {
  const last = chainOf(dockerfile, purge);
  const isPurge = last?.isPlain && last.parts.every(({ simple }) => simple && takesOut(simple));
  if (!chainOf(dockerfile, run)?.isPlain || !isPurge) return null;
  const script = sourceOf(dockerfile, run.args);
  const flags = run.flags.map((flag) => ` ${sourceOf(dockerfile, flag)}`).join('');
  const at = user.args.start;
  return [
    removeInstruction(dockerfile, run),
    ...(flags === '' ? [] : [{ start: user.keywordSpan.end, end: user.keywordSpan.end, text: flags }]),
    { start: at, end: at, text: `${script}${connector(dockerfile)}` },
    appendCommands(dockerfile, user, [sourceOf(dockerfile, purge.args)]),
    removeInstruction(dockerfile, purge),
  ];
}

const takesOut = (command: ShellCommand): boolean =>
  isCall(command, ['apt-get', 'apt', 'apk'], 'purge', 'remove', 'autoremove', 'clean', 'del') || command.name === 'rm';

function proposeFor(context: RewriteContext, tools: Tools): Proposal[] {
  const { dockerfile } = context;
  const { run, purge, packages } = tools;
  const user = context.isShipped(run) ? findUser(context, tools) : null;
  const edits = user ? editsFor(context, tools, user) : null;
  if (!edits) return [];
  const image = context.witnessOf(purge) && context.witnessOf(run);
  const [layers, hidden] = [context.layersOf(run), context.layersOf(purge)];
  const isHidden = ({ goneIn }: PlacedCopy): boolean => goneIn !== null && hidden.includes(goneIn);
  const copies =
    image?.remembered(['hidden-in', layers, hidden], () =>
      layers.flatMap((layer) => image.copiesIn(layer).filter(isHidden)),
    ) ?? null;
  if (copies?.length === 0) return [];
  const evidence = copies
    ? `Layer ${copies[0]?.layer} holds ${describeCopies(copies)}, that line ${context.lineOf(purge)} only hides.`
    : `Line ${context.lineOf(run)} installs ${packages.join(', ')}, line ${context.lineOf(purge)} removes them.`;
  return [
    {
      at: run,
      place:
        commandsOf(dockerfile, run).find((command) => isCall(command, ['apt-get', 'apt', 'apk'], 'install', 'add')) ??
        run,
      title: `Install, use and remove ${packages.join(', ')} in one RUN`,
      why: 'Build tools that a later RUN removes stay in the layer that installed them. In one RUN with what needs them they never reach the image; that RUN then runs as a whole whenever a file copied before it changes.',
      evidence,
      edits,
      risk: 'check',
      test: 'Build it, then start the program and use what was compiled with these tools.',
      claims: copies?.map(({ event }) => event) ?? null,
    },
  ];
}

export const foldBuildTools: Rewrite = {
  id: 'fold-build-tools',
  profile: 'safe',
  propose(context) {
    return context.dockerfile.instructions.flatMap((run) => {
      const tools = run.keyword === 'RUN' ? toolInstall(context.dockerfile, run) : null;
      return tools?.purge ? proposeFor(context, { ...tools, purge: tools.purge }) : [];
    });
  },
};
