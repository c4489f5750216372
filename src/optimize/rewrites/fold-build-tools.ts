import type { Instruction } from '../../dockerfile/model.ts';
import { toolInstall, type ToolInstall } from '../build-tools.ts';
import { appendCommands, connector, removeInstruction, removeParts, sourceOf } from '../edits.ts';
import { describeCopies } from '../evidence.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { chainOf, commandsOf, isCall } from '../shell-chain.ts';
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
  return user && users.length === 1 && chainOf(dockerfile, user)?.isPlain ? user : null;
}

function editsFor({ dockerfile }: RewriteContext, { run, purge, parts }: Tools, user: Instruction): TextEdit[] | null {
  const chain = chainOf(dockerfile, run);
  const last = chainOf(dockerfile, purge);
  const moving = parts.flatMap((index) => chain?.parts[index] ?? []);
  const isPurge =
    last?.isPlain &&
    last.parts.every(
      ({ simple }) =>
        simple &&
        (isCall(simple, ['apt-get', 'apt', 'apk'], 'purge', 'remove', 'autoremove', 'clean', 'del') ||
          simple.name === 'rm'),
    );
  if (!chain || !isPurge || moving.length === 0) return null;
  const joint = connector(dockerfile);
  const isWhole = moving.length === chain.parts.length;
  const script = isWhole
    ? sourceOf(dockerfile, run.args)
    : moving.map((part) => sourceOf(dockerfile, part)).join(joint);
  const flags = isWhole ? run.flags.map((flag) => ` ${sourceOf(dockerfile, flag)}`).join('') : '';
  const taken = isWhole ? [removeInstruction(dockerfile, run)] : (removeParts(chain, new Set(parts)) ?? []);
  const at = user.args.start;
  return [
    ...taken,
    ...(flags === '' ? [] : [{ start: user.keywordSpan.end, end: user.keywordSpan.end, text: flags }]),
    { start: at, end: at, text: `${script}${joint}` },
    appendCommands(dockerfile, user, [sourceOf(dockerfile, purge.args)]),
    removeInstruction(dockerfile, purge),
  ];
}

function proposeFor(context: RewriteContext, tools: Tools): Proposal[] {
  const { image } = context;
  const { run, purge, packages } = tools;
  const user = context.isShipped(run) ? findUser(context, tools) : null;
  const edits = user ? editsFor(context, tools, user) : null;
  const hidden = context.layersOf(purge);
  const stored = image ? context.layersOf(run).flatMap((layer) => image.copiesIn(layer)) : null;
  const copies = stored?.filter(({ goneIn }) => goneIn !== null && hidden.includes(goneIn)) ?? null;
  if (!edits || copies?.length === 0) return [];
  const evidence = copies
    ? `Layer ${copies[0]?.layer} holds ${describeCopies(copies)}, that line ${context.lineOf(purge)} only hides.`
    : `Line ${context.lineOf(run)} installs ${packages.join(', ')}, line ${context.lineOf(purge)} removes them.`;
  return [
    {
      at: run,
      title: `Install, use and remove ${packages.join(', ')} in one RUN`,
      why: 'Build tools that a later RUN removes stay in the layer that installed them. In one RUN with what needs them they never reach the image; that RUN then runs as a whole whenever a file copied before it changes.',
      evidence,
      edits,
      claims: copies?.map(({ event }) => event) ?? null,
    },
  ];
}

export const foldBuildTools: Rewrite = {
  id: 'fold-build-tools',
  propose(context) {
    return context.dockerfile.instructions.flatMap((run) => {
      const tools = run.keyword === 'RUN' ? toolInstall(context.dockerfile, run) : null;
      return tools?.purge ? proposeFor(context, { ...tools, purge: tools.purge }) : [];
    });
  },
};
