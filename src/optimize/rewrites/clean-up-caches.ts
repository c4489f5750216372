import { appendCommands } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { scratchTargets } from '../../lint/mounts.ts';
import { removeParts } from '../edits.ts';
import { describeCopies, type PlacedCopy } from '../evidence.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf, hasOption, isCall } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

interface CacheKind {
  readonly id: string;
  readonly tool: string;
  /** Parts of a path that lie in the cache. */
  readonly folders: readonly string[];
  fills(command: ShellCommand): boolean;
  /** The option that keeps the tool from filling it. */
  readonly option: string | null;
  /** The command that empties it, in the same RUN; null where the option does all. */
  clean(run: readonly ShellCommand[]): string | null;
}

const isPip = ({ name }: ShellCommand): boolean => /^pip[\d.]*$/.test(name);
const always = (command: string) => (): string => command;

/** What pip was told to put below its cache folder, the option does not keep out. */
const pipFolder = (run: readonly ShellCommand[]): string | null =>
  run.some(({ args }) => args.some(({ value }) => value.startsWith('/root/.cache/pip')))
    ? 'rm -rf /root/.cache/pip'
    : null;

const kinds: readonly CacheKind[] = [
  {
    id: 'clean-up-pip-cache',
    tool: 'pip',
    folders: ['/.cache/pip/'],
    fills: (command) => isPip(command) && isCall(command, [command.name], 'install', 'download', 'wheel'),
    option: '--no-cache-dir',
    clean: pipFolder,
  },
  {
    id: 'clean-up-npm-cache',
    tool: 'npm',
    folders: ['/.npm/_cacache/', '/.npm/_logs/'],
    fills: (command) => isCall(command, ['npm'], 'install', 'i', 'ci', 'add'),
    option: null,
    clean: always('npm cache clean --force'),
  },
  {
    id: 'clean-up-yarn-cache',
    tool: 'yarn',
    folders: ['/usr/local/share/.cache/yarn/', '/.cache/yarn/', '/.yarn/berry/cache/'],
    fills: (command) => command.name === 'yarn' && !isCall(command, ['yarn'], 'run', 'build', 'cache'),
    option: null,
    clean: always('yarn cache clean'),
  },
  {
    id: 'clean-up-apk-cache',
    tool: 'apk',
    folders: ['/var/cache/apk/', '/etc/apk/cache/'],
    fills: (command) => isCall(command, ['apk'], 'add', 'upgrade'),
    option: '--no-cache',
    clean: () => null,
  },
  {
    id: 'clean-up-go-cache',
    tool: 'go',
    folders: ['/.cache/go-build/'],
    fills: (command) => isCall(command, ['go'], 'build', 'install'),
    option: null,
    clean: always('go clean -cache'),
  },
  {
    id: 'clean-up-yum-cache',
    tool: 'yum',
    folders: ['/var/cache/yum/'],
    fills: (command) => isCall(command, ['yum'], 'install', 'update', 'upgrade'),
    option: null,
    clean: always('yum clean all && rm -rf /var/cache/yum'),
  },
  {
    id: 'clean-up-dnf-cache',
    tool: 'dnf',
    folders: ['/var/cache/dnf/', '/var/cache/libdnf5/'],
    fills: (command) => isCall(command, ['dnf', 'microdnf'], 'install', 'update', 'upgrade'),
    option: null,
    clean: always('dnf clean all && rm -rf /var/cache/dnf'),
  },
];

function optionEdits({ option }: CacheKind, fillers: readonly ShellCommand[]): TextEdit[] {
  if (option === null) return [];
  return fillers.flatMap((command) => {
    const verb = command.args.find(({ text }) => !text.startsWith('-'));
    return verb && !hasOption(command, option) ? [{ start: verb.end, end: verb.end, text: ` ${option}` }] : [];
  });
}

/** With --no-cache, apk fetches the index for itself and keeps none: `apk update` would only store one. */
function apkUpdates(dockerfile: Dockerfile, run: Instruction): TextEdit[] {
  const chain = chainOf(dockerfile, run);
  const updates = [...(chain?.parts.entries() ?? [])].filter(
    ([, { simple }]) => simple && isCall(simple, ['apk'], 'update'),
  );
  if (updates.length > 0) return (chain && removeParts(chain, new Set(updates.map(([index]) => index)))) ?? [];
  return [];
}

function editsFor({ dockerfile }: RewriteContext, kind: CacheKind, run: Instruction): TextEdit[] {
  const commands = commandsOf(dockerfile, run);
  const fillers = commands.filter((command) => kind.fills(command));
  const isDone = commands.some(
    ({ args, name }) => name === kind.tool && args.some(({ value }) => ['cache', 'clean', 'purge'].includes(value)),
  );
  const clean = isDone ? null : kind.clean(commands);
  const canAppend = chainOf(dockerfile, run)?.canAppend ?? false;
  const isHidden = kind.tool === 'apk' && chainOf(dockerfile, run)?.isPlain !== true;
  if (fillers.length === 0 || isHidden || (clean !== null && !canAppend)) return [];
  const updates = kind.tool === 'apk' ? apkUpdates(dockerfile, run) : [];
  return [
    ...updates,
    ...optionEdits(kind, fillers),
    ...(clean === null ? [] : [appendCommands(dockerfile, run, [clean])]),
  ];
}

/** Ends of a path that a folder of the cache begins with: `/.cache/pip` and `/.cache` of `/.cache/pip/`. */
const beginnings = (folder: string): string[] => {
  const parts = folder.split('/').filter(Boolean);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
};

/** A mount holds the cache, in whoever's home it lies. */
const isMounted = ({ folders }: CacheKind, run: Instruction): boolean =>
  scratchTargets(run).some((target) => folders.flatMap(beginnings).some((beginning) => target.endsWith(beginning)));

function proposeFor(context: RewriteContext, kind: CacheKind, run: Instruction): Proposal[] {
  const image = context.witnessOf(run);
  if (run.keyword !== 'RUN' || !context.isShipped(run) || isMounted(kind, run)) return [];
  const edits = editsFor(context, kind, run);
  if (edits.length === 0) return [];
  const layers = context.layersOf(run);
  const inCache = ({ path }: PlacedCopy): boolean => kind.folders.some((folder) => path.includes(folder));
  const copies =
    image?.remembered(['in-cache', layers, kind.folders], () =>
      layers.flatMap((layer) => image.copiesIn(layer).filter(inCache)),
    ) ?? null;
  if (copies?.length === 0) return [];
  const evidence = copies
    ? `Layer ${copies[0]?.layer} holds ${describeCopies(copies)}, of ${kind.tool}’s cache, such as ${copies[0]?.path}.`
    : `Line ${context.lineOf(run)} leaves ${kind.tool}’s cache behind.`;
  return [
    {
      at: run,
      place: commandsOf(context.dockerfile, run).find((command) => kind.fills(command)) ?? run,
      title: `Keep ${kind.tool}’s cache out of the image`,
      why: 'The cache only helps to install or build a second time, which an image never does. Only in the RUN that fills it can it be kept out of the layer.',
      evidence,
      edits,
      risk: 'none',
      test: 'Build it: the RUN that installs must still end well.',
      claims: copies?.map(({ event }) => event) ?? null,
      deletesByName: true,
    },
  ];
}

export const cleanUpCaches: readonly Rewrite[] = kinds.map((kind) => ({
  id: kind.id,
  profile: 'safe',
  propose: (context) => context.dockerfile.instructions.flatMap((run) => proposeFor(context, kind, run)),
}));
