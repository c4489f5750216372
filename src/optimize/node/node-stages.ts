// Which lines of a single-stage Node Dockerfile build, and which the running image needs.
import type { Instruction } from '../../dockerfile/model.ts';
import { installsOnlyTools, purgedBy, toolInstall } from '../build-tools.ts';
import type { PlacedEvent } from '../evidence.ts';
import { isBelow } from '../evidence.ts';
import { managersIn, nodeInstallIn } from './node-install.ts';
import { copyPlaces } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { isNodeBuild } from '../../lint/node-install.ts';
import { removalsIn } from '../removals.ts';
import type { RewriteContext } from '../rewrite.ts';
import { commandsOf, isCall } from '../shell-chain.ts';

export interface NodeStages {
  /** What both stages start with. */
  readonly head: readonly Instruction[];
  /** Compilers, which only the build stage gets. */
  readonly tools: readonly Instruction[];
  /** From the first file to the last build step. */
  readonly build: readonly Instruction[];
  /** Behind the build, and needed by it alone. */
  readonly moved: readonly Instruction[];
  /** Removals of what the final stage never gets. */
  readonly dropped: readonly Instruction[];
  /** The rest. */
  readonly tail: readonly Instruction[];
}

const settings: ReadonlySet<string> = new Set([
  'ENV',
  'ARG',
  'WORKDIR',
  'LABEL',
  'MAINTAINER',
  'SHELL',
  'EXPOSE',
  'STOPSIGNAL',
]);
const closing: ReadonlySet<string> = new Set([
  'CMD',
  'ENTRYPOINT',
  'EXPOSE',
  'HEALTHCHECK',
  'STOPSIGNAL',
  'LABEL',
  'MAINTAINER',
  'USER',
  'ENV',
]);

const isCopy = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';

/** Places that package managers and builds write to, and no program reads. */
const scratch = [
  '/tmp',
  '/var/tmp',
  '/var/log',
  '/var/cache',
  '/var/lib/apt',
  '/var/lib/dpkg',
  '/root',
  '/usr/local/share/.cache',
  '/etc/ld.so.cache',
  '/run',
];

/** Something that an instruction's layers brought still shows, outside of some directories. */
function showsOutside(context: RewriteContext, instruction: Instruction, inside: readonly string[]): boolean {
  const { image } = context;
  if (!image) return false;
  const { eventGoneIn } = image.rootfs.columns;
  const places = [...inside, ...scratch];
  const shows = ({ path, kind, event, isDirectory, node }: PlacedEvent): boolean => {
    if (kind === 'removed' || places.some((place) => isBelow(path, place))) return false;
    if (isDirectory) return kind === 'added' && image.rootfs.isThere(node);
    return eventGoneIn[event] === -1 && image.rootfs.isThere(node);
  };
  const layers = context.layersOf(instruction);
  return image.remembered(['shows-outside', layers, inside], () =>
    layers.some((layer) => image.eventsIn(layer).some(shows)),
  );
}

/** `apt-get purge make g++ && apt-get autoremove -y`, `rm -rf …`, `npm prune`: nothing that a fresh stage needs. */
function onlyTidies(
  context: RewriteContext,
  run: Instruction,
  tools: readonly Instruction[],
  kept: readonly string[],
): boolean {
  const { dockerfile } = context;
  const chain = chainOf(dockerfile, run);
  if (!chain?.isPlain) return false;
  const removed = removalsIn(dockerfile, run);
  const installed = tools.flatMap((tool) => toolInstall(dockerfile, tool)?.packages ?? []);
  const purgesTools = purgedBy(dockerfile, run).every((name) => installed.includes(name));
  return chain.parts.every(({ simple }, index) => {
    if (!simple) return false;
    if (simple.name === 'rm') {
      const paths = removed.find(({ part }) => part === index)?.paths;
      return (
        paths?.every(({ path }) => !kept.some((directory) => isBelow(path, directory) || isBelow(directory, path))) ??
        false
      );
    }
    if (isCall(simple, ['apt-get', 'apt', 'apk'], 'purge', 'remove', 'autoremove', 'clean', 'del')) return purgesTools;
    return isCall(simple, ['npm', 'yarn', 'pnpm'], 'prune', 'cache');
  });
}

function lastBuild({ dockerfile, finalStage }: RewriteContext): number {
  let last = -1;
  for (const [index, instruction] of finalStage.instructions.entries()) {
    if (commandsOf(dockerfile, instruction).some(isNodeBuild)) last = index;
  }
  return last;
}

const systemCommands: ReadonlySet<string> = new Set([
  'apt-get', 'apt', 'apk', 'rm', 'groupadd', 'useradd', 'addgroup', 'adduser', 'mkdir', 'chown', 'corepack',
]); // prettier-ignore

/** Both stages need what it leaves: packages, users, package managers. */
const isSystemRun = ({ dockerfile }: RewriteContext, run: Instruction): boolean =>
  run.keyword === 'RUN' &&
  chainOf(dockerfile, run)?.isPlain === true &&
  (managersIn(dockerfile, run) !== null || commandsOf(dockerfile, run).every(({ name }) => systemCommands.has(name)));

/** Splits the only stage; null where it does more than install, build and run. */
export function splitNodeStage(
  context: RewriteContext,
  workingDirectory: string,
  kept: readonly string[],
): NodeStages | null {
  const { dockerfile, finalStage } = context;
  const own = finalStage.instructions.slice(1);
  const end = lastBuild(context) - 1;
  const firstCopy = own.findIndex(isCopy);
  if (end < 0 || firstCopy < 0 || firstCopy > end) return null;
  const isTool = (instruction: Instruction): boolean =>
    instruction.keyword === 'RUN' && installsOnlyTools(dockerfile, instruction);
  const before = own.slice(0, firstCopy);
  const tools = own.slice(0, end + 1).filter(isTool);
  const head = before.filter((instruction) => !isTool(instruction));
  const build = own.slice(firstCopy, end + 1).filter((instruction) => !isTool(instruction));
  if (!head.every((instruction) => settings.has(instruction.keyword) || isSystemRun(context, instruction))) return null;
  const isPlainBuild = build.every(
    (instruction) => isCopy(instruction) || ['RUN', 'ARG', 'ENV'].includes(instruction.keyword),
  );
  const hasInstall = build.some((run) => {
    const chain = chainOf(dockerfile, run);
    return chain !== null && nodeInstallIn(chain) !== null;
  });
  if (!isPlainBuild || !hasInstall || build.some((part) => showsOutside(context, part, [workingDirectory])))
    return null;
  const behind = own.slice(end + 1);
  const dropped = behind.filter((run) => run.keyword === 'RUN' && onlyTidies(context, run, tools, kept));
  const rest = behind.filter((instruction) => !dropped.includes(instruction));
  const leavesNothing = (run: Instruction): boolean =>
    run.keyword === 'RUN' &&
    context.layersOf(run).length > 0 &&
    !showsOutside(context, run, []) &&
    !commandsOf(dockerfile, run).some(({ name }) => ['chown', 'chmod'].includes(name));
  const moved = rest.filter(leavesNothing);
  const tail = rest.filter((instruction) => !moved.includes(instruction));
  const isKnownTail = tail.every(
    (part) =>
      closing.has(part.keyword) || (isCopy(part) && copyPlaces(dockerfile, part) !== null) || part.keyword === 'RUN',
  );
  const isRunnable = tail.every((part) =>
    commandsOf(dockerfile, part).every(
      ({ name }) => !['npm', 'yarn', 'pnpm', 'bun', 'npx', 'bunx', 'apt-get', 'apk'].includes(name),
    ),
  );
  return isKnownTail && isRunnable ? { head, tools, build, moved, dropped, tail } : null;
}
