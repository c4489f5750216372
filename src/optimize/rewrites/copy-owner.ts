import { appendCommands } from '../../dockerfile/edits.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { addFlag } from '../edits.ts';
import { describeCopies, isBelow } from '../evidence.ts';
import { copyTarget, directoryAt, resolvePath } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf, hasOption, operands } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

/** `chown -R owner directory …` as a link of a RUN. */
interface Chown {
  readonly run: Instruction;
  readonly command: ShellCommand;
  readonly owner: string;
  readonly targets: readonly string[];
}

const isFixed = (text: string): boolean => !/[$*?[{~`]/.test(text);

function findChown({ dockerfile }: RewriteContext, run: Instruction): Chown | null {
  const directory = directoryAt(dockerfile, run);
  for (const { simple } of chainOf(dockerfile, run)?.parts ?? []) {
    if (simple?.name !== 'chown' || !hasOption(simple, '-R', '--recursive') || directory === null) continue;
    const [owner, ...targets] = operands(simple);
    if (owner === undefined || targets.length === 0 || ![owner, ...targets].every(isFixed)) continue;
    return { run, command: simple, owner, targets: targets.map((target) => resolvePath(directory, target)) };
  }
  return null;
}

interface Writer {
  readonly instruction: Instruction;
  /** For a RUN: what it made below the target and now gives its owner itself. */
  readonly paths: readonly string[];
}

/**
 * Top-most paths below the targets that a RUN's layers wrote and that the final image still has: one that is removed
 * later may by now be removed in the very RUN that wrote it, and chown would fail on it.
 */
function pathsWritten({ image, layersOf }: RewriteContext, run: Instruction, targets: readonly string[]): string[] {
  if (!image) return [];
  const layers = layersOf(run);
  return image.remembered(['paths-written', layers, targets], () => {
    const events = layers.flatMap((layer) => image.eventsIn(layer));
    const below = events.filter(
      ({ path, kind }) =>
        kind !== 'removed' && image.has(path) && targets.some((target) => isBelow(path, target) && path !== target),
    );
    const written = new Set(
      below.filter(({ kind, isDirectory }) => kind === 'added' || !isDirectory).map(({ path }) => path),
    );
    const parents = (path: string): string[] =>
      path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
    return [...written].filter((path) => !parents(path).some((parent) => written.has(parent))).sort();
  });
}

const pathsAtMost = 6;

/** The instructions before the chown that wrote below its targets; null where one cannot set the owner itself. */
function findWriters(context: RewriteContext, { run, targets }: Chown): Writer[] | null {
  const { dockerfile, image } = context;
  const before = (dockerfile.stages[run.stage]?.instructions ?? []).filter(({ start }) => start < run.start);
  const writers: Writer[] = [];
  for (const instruction of before) {
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const target = copyTarget(dockerfile, instruction);
      if (target === null) return null;
      if (targets.some((path) => isBelow(target, path))) writers.push({ instruction, paths: [] });
      else if (targets.some((path) => isBelow(path, target))) return null;
    } else if (instruction.keyword === 'RUN') {
      const paths = pathsWritten(context, instruction, targets);
      const isKnown = image
        ? context.layersOf(instruction).length > 0
        : commandsOf(dockerfile, instruction).every(({ name }) => name.startsWith('apt'));
      const mayWrite = !isKnown && !commandsOf(dockerfile, instruction).every(({ name }) => systemTools.has(name));
      if (paths.length > pathsAtMost || mayWrite) return null;
      if (paths.length > 0 && !chainOf(dockerfile, instruction)?.canAppend) return null;
      if (paths.length > 0) writers.push({ instruction, paths });
    }
  }
  return writers;
}

const systemTools: ReadonlySet<string> = new Set([
  'apt-get',
  'apt',
  'apk',
  'rm',
  'groupadd',
  'useradd',
  'addgroup',
  'adduser',
  'chown',
  'chmod',
  'mkdir',
]);

/** --chown wants the user to be there: it comes with the base image, or was made before the first writer. */
function userIsThere({ dockerfile }: RewriteContext, { owner, run }: Chown, writers: readonly Writer[]): boolean {
  const [user = ''] = owner.split(':');
  if (/^\d+$/.test(user)) return true;
  const before = dockerfile.instructions.filter(({ start }) => start < run.start);
  const maker = before.find((other) =>
    commandsOf(dockerfile, other).some(
      ({ name, args }) => ['useradd', 'adduser'].includes(name) && args.some(({ value }) => value === user),
    ),
  );
  const first = writers[0]?.instruction;
  return !maker || !first || maker.start < first.start;
}

function editsFor(
  { dockerfile }: RewriteContext,
  { run, command, owner }: Chown,
  writers: readonly Writer[],
): TextEdit[] {
  const recursive = command.args.find(({ value }) => value === '-R' || value === '--recursive');
  const edits = writers.flatMap(({ instruction, paths }): TextEdit[] => {
    if (instruction.keyword === 'RUN')
      return [appendCommands(dockerfile, instruction, [`chown -R ${owner} ${paths.join(' ')}`])];
    return instruction.flags.some(({ name }) => name === 'chown') ? [] : [addFlag(instruction, `--chown=${owner}`)];
  });
  const before =
    command.args[command.args.indexOf(recursive ?? command.args[0]!) - 1]?.end ?? command.nameSpan?.end ?? 0;
  return recursive && run.end > 0 ? [...edits, { start: before, end: recursive.end, text: '' }] : edits;
}

/** Copies of which there may be as many as files in the image. */
interface StoredAgain {
  /** In words, and their layer. */
  readonly told: string;
  readonly claims: readonly number[];
}

/**
 * What the chown's layer stored again, of files that the writers now give their owner at once; null where its layer is not
 * known.
 */
function storedAgain(context: RewriteContext, chown: Chown, writers: readonly Writer[]): StoredAgain | null {
  const image = context.witnessOf(chown.run);
  if (!image) return null;
  const { eventLayers } = image.rootfs.columns;
  const layers = new Set(writers.flatMap(({ instruction }) => context.layersOf(instruction)));
  const own = context.layersOf(chown.run).filter((layer) => !layers.has(layer));
  const isOfAny = layers.size === 0;
  return image.remembered(['stored-again', own, chown.targets, isOfAny, image.baseLayers], () => {
    const copies = image.copiesBelow(own, chown.targets).filter((copy) => {
      const from = eventLayers[copy.event - 1];
      return image.isStoredAgain(copy) && (isOfAny || from === undefined || from >= image.baseLayers);
    });
    const told = `Layer ${copies[0]?.layer} stores ${describeCopies(copies)}`;
    return { told, claims: copies.map(({ event }) => event) };
  });
}

function proposeFor(context: RewriteContext, run: Instruction): Proposal[] {
  const chown = context.isShipped(run) ? findChown(context, run) : null;
  const writers = chown ? findWriters(context, chown) : null;
  if (!chown || !writers || writers.length === 0 || !userIsThere(context, chown, writers)) return [];
  const again = storedAgain(context, chown, writers);
  if (again?.claims.length === 0) return [];
  const targets = chown.targets.join(', ');
  const evidence = again
    ? `${again.told}, below ${targets} again, with the same size and time.`
    : `Line ${context.lineOf(run)} changes the owner of everything below ${targets}.`;
  return [
    {
      at: run,
      title: `Copy with --chown=${chown.owner} instead of changing the owner afterwards`,
      why: 'A layer keeps whole files: changing the owner of a file stores all of it a second time. COPY --chown, or chown in the RUN that made the file, sets the owner before it is stored. The directory itself still changes hands here, which costs nothing.',
      evidence,
      edits: editsFor(context, chown, writers),
      risk: 'check',
      test: 'Build it and list the files in the image: ls -ln has to show the owner that chown gave them.',
      claims: again?.claims ?? null,
    },
  ];
}

export const copyOwner: Rewrite = {
  id: 'copy-owner',
  profile: 'safe',
  propose: (context) =>
    context.dockerfile.instructions.flatMap((run) => (run.keyword === 'RUN' ? proposeFor(context, run) : [])),
};
