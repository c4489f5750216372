import { appendCommands } from '../../dockerfile/edits.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { sourceOf } from '../edits.ts';
import { describeCopies, type PlacedCopy } from '../evidence.ts';
import { isRoot, userAt } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { removalsIn, withoutPaths, type Removal } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';

/** A path that a RUN wrote and a later `rm` hides. */
interface Folded {
  readonly path: string;
  readonly text: string;
  readonly copies: readonly PlacedCopy[] | null;
}

function runsBefore({ dockerfile }: RewriteContext, { run }: Removal): Instruction[] {
  const before = (dockerfile.stages[run.stage]?.instructions ?? []).filter(({ start }) => start < run.start);
  return before.reverse().filter(({ keyword }) => keyword === 'RUN');
}

/** What the last RUN that wrote below the path stored there, if it is gone since. */
function writtenBy(context: RewriteContext, run: Instruction, path: string): readonly PlacedCopy[] | null {
  const { dockerfile } = context;
  const image = context.witnessOf(run);
  if (!image) return sourceOf(dockerfile, run).includes(path) ? [] : null;
  const copies = image.copiesBelow(context.layersOf(run), [path]);
  return copies.length > 0 && copies.every(({ goneIn }) => goneIn !== null) ? copies : null;
}

function between({ dockerfile }: RewriteContext, run: Instruction, removal: Removal): Instruction[] {
  return dockerfile.instructions.filter(
    ({ start, keyword }) => start > run.start && start < removal.run.start && keyword !== 'ENV',
  );
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const anyExecute = 0o111;

/** Names of the programs among them: a command calls them by these alone. */
function programsAmong(context: RewriteContext, copies: readonly PlacedCopy[]): string[] {
  const { eventModes } = context.image?.rootfs.columns ?? {};
  return copies.flatMap(({ event, path }) => (((eventModes?.[event] ?? 0) & anyExecute) === 0 ? [] : baseName(path)));
}

function isUsedBetween(context: RewriteContext, run: Instruction, removal: Removal, removed: RemovedCopies): boolean {
  const { path, copies } = removed;
  const names = new Set([baseName(path), ...programsAmong(context, copies)]);
  return between(context, run, removal).some((instruction) => {
    const text = sourceOf(context.dockerfile, instruction);
    const isNamed = text.includes(path) || text.includes(`/${baseName(path)}`);
    return isNamed || text.split(/[\s;&|()]+/).some((word) => names.has(word));
  });
}

interface RemovedCopies {
  readonly path: string;
  readonly copies: readonly PlacedCopy[];
}

function canTake({ dockerfile }: RewriteContext, run: Instruction, removal: Removal): boolean {
  const isSameUser = isRoot(userAt(dockerfile, run)) === isRoot(userAt(dockerfile, removal.run));
  return run.stage === removal.run.stage && isSameUser && (chainOf(dockerfile, run)?.canAppend ?? false);
}

function findFolds(context: RewriteContext, removal: Removal): { run: Instruction; folded: Folded[] } | null {
  for (const run of runsBefore(context, removal)) {
    const folded = removal.paths.flatMap(({ path, word }): Folded[] => {
      const copies = writtenBy(context, run, path);
      const isRelative = !word.value.startsWith('/');
      if (!copies || path === '/' || isUsedBetween(context, run, removal, { path, copies })) return [];
      return [{ path, text: isRelative ? path : word.text, copies: context.witnessOf(run) ? copies : null }];
    });
    if (folded.length > 0) return canTake(context, run, removal) ? { run, folded } : null;
  }
  return null;
}

function evidenceOf(
  { lineOf, witnessOf }: RewriteContext,
  run: Instruction,
  removal: Removal,
  folded: readonly Folded[],
): string {
  const paths = folded.map(({ path }) => path).join(', ');
  const copies = folded.flatMap(({ copies: found }) => found ?? []);
  if (!witnessOf(run)) return `Line ${lineOf(run)} writes ${paths}, line ${lineOf(removal.run)} removes it.`;
  return `Layer ${copies[0]?.layer} still holds ${describeCopies(copies)}, at ${paths}, which line ${lineOf(removal.run)} only hides.`;
}

function proposeFor(context: RewriteContext, removal: Removal): Proposal[] {
  const { dockerfile } = context;
  const found = context.isShipped(removal.run) ? findFolds(context, removal) : null;
  if (!found) return [];
  const { run, folded } = found;
  const paths = folded.map(({ path }) => path);
  const runsBetween = between(context, run, removal).some(({ keyword }) => keyword === 'RUN');
  const command = ['rm', ...removal.options, ...folded.map(({ text }) => text)].join(' ');
  return [
    {
      at: removal.run,
      title: `Remove ${paths.length === 1 ? (paths[0] ?? '') : `${paths.length} paths`} in the RUN that wrote ${paths.length === 1 ? 'it' : 'them'}`,
      why: 'Each RUN is a layer of its own, and a later one cannot take anything out of it: the file stays in the image, can be read from it, and is pulled each time. In the same RUN it never gets into a layer.',
      evidence: evidenceOf(context, run, removal, folded),
      edits: [appendCommands(dockerfile, run, [command]), ...withoutPaths(dockerfile, removal, paths)],
      risk: 'check',
      test: 'Build it: no instruction in between may have read what is removed now.',
      // Where nothing runs in between, nothing can miss what is removed earlier.
      ...(runsBetween && { deletesByName: true }),
      claims: context.witnessOf(run) ? folded.flatMap(({ copies }) => (copies ?? []).map(({ event }) => event)) : null,
    },
  ];
}

/** `RUN make-log` and `RUN rm log` become one. */
export const foldRemovals: Rewrite = {
  id: 'fold-removal',
  profile: 'safe',
  propose(context) {
    const runs = context.dockerfile.instructions.filter(({ keyword }) => keyword === 'RUN');
    return runs.flatMap((run) =>
      removalsIn(context.dockerfile, run).flatMap((removal) => proposeFor(context, removal)),
    );
  },
};
