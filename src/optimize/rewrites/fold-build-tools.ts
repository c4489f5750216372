import { formatBytes } from '../../bytes/units.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { toolInstall, type ToolInstall } from '../build-tools.ts';
import { connector, removeInstruction, sourceOf } from '../edits.ts';
import { sumOf } from '../evidence.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { chainOf } from '../shell-chain.ts';

type Tools = ToolInstall & { readonly purge: Instruction };

/** The RUNs from install to purge, if they can be one: all plain, nothing but files and arguments between. */
function runsToJoin({ dockerfile }: RewriteContext, { run, purge }: Tools): Instruction[] | null {
  const between = instructionsBehind(dockerfile, run).filter(({ start }) => start <= purge.start);
  const runs = between.filter(({ keyword }) => keyword === 'RUN');
  const first = runs[0];
  const others = between.filter(({ keyword }) => keyword !== 'RUN');
  const isOrdered = others.every(({ start, keyword }) => first && start < first.start && ['COPY', 'ADD', 'ARG', 'LABEL'].includes(keyword));
  const arePlain = runs.every((other) => chainOf(dockerfile, other)?.isPlain === true);
  return first && isOrdered && arePlain && chainOf(dockerfile, run)?.isPlain ? runs : null;
}

function proposeFor(context: RewriteContext, tools: Tools): Proposal[] {
  const { dockerfile, image } = context;
  const { run, purge, packages } = tools;
  const runs = context.isShipped(run) ? runsToJoin(context, tools) : null;
  const [target, ...rest] = runs ?? [];
  if (!target) return [];
  const joint = connector(dockerfile);
  const hidden = context.layersOf(purge);
  const stored = image ? context.layersOf(run).flatMap((layer) => image.copiesIn(layer)) : null;
  const copies = stored?.filter(({ goneIn }) => goneIn !== null && hidden.includes(goneIn)) ?? null;
  if (copies?.length === 0) return [];
  const flags = new Set([run, ...rest].flatMap((other) => other.flags).map((flag) => ` ${sourceOf(dockerfile, flag)}`));
  for (const flag of target.flags) flags.delete(` ${sourceOf(dockerfile, flag)}`);
  const tail = rest.map((other) => `${joint}${sourceOf(dockerfile, other.args)}`).join('');
  const evidence = copies
    ? `Layer ${copies[0]?.layer} holds ${copies.length} files, ${formatBytes(sumOf(copies))}, that line ${context.lineOf(purge)} only hides.`
    : `Line ${context.lineOf(run)} installs ${packages.join(', ')}, line ${context.lineOf(purge)} removes them.`;
  return [
    {
      at: run,
      title: `Install, use and remove ${packages.join(', ')} in one RUN`,
      why: 'Build tools that a later RUN removes stay in the layer that installed them. In one RUN with what needs them they never reach the image; that RUN then runs as a whole whenever a file copied before it changes.',
      evidence,
      edits: [
        removeInstruction(dockerfile, run),
        ...(flags.size > 0 ? [{ start: target.keywordSpan.end, end: target.keywordSpan.end, text: [...flags].join('') }] : []),
        { start: target.args.start, end: target.args.start, text: `${sourceOf(dockerfile, run.args)}${joint}` },
        { start: target.end, end: target.end, text: tail },
        ...rest.map((other) => removeInstruction(dockerfile, other)),
      ],
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
