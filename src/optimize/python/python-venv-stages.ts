// Which lines of a single-stage Dockerfile only bring Poetry, uv or Pipenv and let it install: they can go into a stage of their own.
import type { Instruction } from '../../dockerfile/model.ts';
import { copyPlaces, directoryAt, isRoot, isWholeContext, resolvePath, userAt } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { installsDevelopment } from '../../lint/development-install.ts';
import { mountsOf } from '../../lint/mounts.ts';
import { sourceOf } from '../edits.ts';
import { aptInstallIn, type AptInstall } from '../package-words.ts';
import { preparesInstaller } from './python-install.ts';
import { lockFiles, packagesLocked, type LockingManager } from './python-locks.ts';
import { isNeutral, readByBuilds } from './python-stages.ts';
import { lockedInstall, venvPlace, type LockedInstall, type VenvPlace } from './python-venv.ts';
import { normalName } from './python-requirements.ts';
import type { RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';

export interface VenvStages {
  readonly manager: LockingManager;
  readonly installs: readonly LockedInstall[];
  readonly first: LockedInstall;
  readonly last: LockedInstall;
  readonly place: VenvPlace;
  /** All that the first stage gets, in order, but for what installs packages of the system. */
  readonly head: readonly Instruction[];
  /** Those of them that bring the manager: of no use behind the first stage. */
  readonly tools: readonly Instruction[];
  /** Some of these are fetched by curl or wget. */
  readonly isFetched: boolean;
  readonly system: readonly AptInstall[];
  /** COPYs of nothing that a later COPY of the whole folder does not bring as well. */
  readonly covered: readonly Instruction[];
}

export const bringsFiles = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';

/** ADD does no more than COPY where it is given the whole folder. */
function isOfFolder({ dockerfile }: RewriteContext, line: Instruction): boolean {
  const places = bringsFiles(line) ? copyPlaces(dockerfile, line) : null;
  return places !== null && (line.keyword === 'COPY' || places.sources.every(isWholeContext));
}

const installers = /https:\/\/(?:install\.python-poetry\.org|astral\.sh\/uv\/[\w./-]*install\.sh)\b/;
const fetching: ReadonlySet<string> = new Set(['curl', 'wget', 'sh', 'bash', 'python', 'python3']);

/** `curl -LsSf https://astral.sh/uv/install.sh | sh` */
function fetchesManager({ dockerfile }: RewriteContext, run: Instruction): boolean {
  const commands = commandsOf(dockerfile, run);
  const isKnown = commands.length > 0 && commands.every(({ name, nested }) => fetching.has(name) && !nested);
  return isKnown && run.heredocs.length === 0 && installers.test(sourceOf(dockerfile, run));
}

/** `COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /uvx /bin/` */
function copiesManager({ flags, json, words }: Instruction): boolean {
  const sources = (json ?? words).slice(0, -1).map(({ value }) => value);
  return flags.some(({ name }) => name === 'from') && sources.every((path) => /^\/(?:[\w.-]+\/)*uvx?$/.test(path));
}

function installsManager({ dockerfile }: RewriteContext, run: Instruction): boolean {
  const chain = chainOf(dockerfile, run);
  return chain?.isPlain === true && chain.parts.every(({ simple }) => simple !== null && preparesInstaller(simple));
}

/** A COPY brings nothing but files right beside each other that the whole folder holds, too. */
function isCovered({ dockerfile }: RewriteContext, copy: Instruction, later: readonly Instruction[]): boolean {
  const places = copyPlaces(dockerfile, copy);
  const isManifest = (source: string): boolean => /^(?:\.\/)?[\w.*-]+$/.test(source) && !isWholeContext(source);
  if (!places?.intoDirectory || !places.sources.every(isManifest)) return false;
  return later.some((other) => {
    const all = copyPlaces(dockerfile, other);
    return all?.destination === places.destination && all.sources.every(isWholeContext);
  });
}

type Role = 'head' | 'tool' | 'files' | 'system' | 'stays';

/** Null for a line of which nobody knows where it belongs. */
function roleOf(context: RewriteContext, line: Instruction, installs: readonly LockedInstall[]): Role | null {
  const { keyword, words } = line;
  if (installs.some(({ run }) => run === line) || keyword === 'WORKDIR' || keyword === 'ARG') return 'head';
  if (keyword === 'ENV') return readByBuilds.test(words[0]?.value ?? '') || setsPath(line) ? 'head' : 'stays';
  if (keyword === 'RUN' && (fetchesManager(context, line) || installsManager(context, line))) return 'tool';
  if (keyword === 'RUN' && aptInstallIn(context.dockerfile, line)) return 'system';
  if (keyword === 'COPY' && copiesManager(line)) return 'tool';
  if (isOfFolder(context, line)) return 'files';
  return isNeutral(context, line) ? 'stays' : null;
}

export const setsPath = ({ keyword, words }: Instruction): boolean =>
  keyword === 'ENV' && words.some(({ value }) => /^PATH(?:=|$)/.test(value));

/** All of them are of one manager, run in one folder and install into one place. */
function commonPlace({ dockerfile }: RewriteContext, installs: readonly LockedInstall[]): VenvPlace | null {
  const said = installs.map((install) => ({
    manager: install.manager,
    directory: directoryAt(dockerfile, install.run),
    place: venvPlace(dockerfile, install),
  }));
  const areAlike = said.every((one) => JSON.stringify(one) === JSON.stringify(said[0]));
  return areAlike ? (said[0]?.place ?? null) : null;
}

/** Null where the lines up to the last install do more than set up, bring the manager, copy and install. */
export function venvStages(context: RewriteContext): VenvStages | null {
  const { dockerfile, finalStage } = context;
  const own = finalStage.instructions.slice(1);
  const installs = own.flatMap((run) => (run.keyword === 'RUN' ? (lockedInstall(dockerfile, run) ?? []) : []));
  const [first] = installs;
  const last = installs.at(-1);
  const place = commonPlace(context, installs);
  if (!first || !last || !place || !isRoot(userAt(dockerfile, last.run))) return null;
  const lines = own.slice(0, own.indexOf(last.run) + 1);
  const roles = new Map(lines.map((line) => [line, roleOf(context, line, installs)]));
  if ([...roles.values()].includes(null)) return null;
  const linesOf = (...wanted: Role[]): Instruction[] =>
    lines.filter((line) => wanted.includes(roles.get(line) ?? 'stays'));
  const tools = linesOf('tool');
  return {
    manager: first.manager,
    installs,
    first,
    last,
    place,
    head: linesOf('head', 'tool', 'files'),
    tools,
    isFetched: tools.some((line) => line.keyword === 'RUN' && fetchesManager(context, line)),
    system: linesOf('system').flatMap((run) => aptInstallIn(dockerfile, run) ?? []),
    covered: linesOf('files').filter((copy) => isCovered(context, copy, own.slice(own.indexOf(copy) + 1))),
  };
}

/** `poetry.lock`, `./poetry.lock*`, or the whole folder. */
function namesFile(source: string, name: string): boolean {
  const plain = source.replace(/^\.\//, '');
  return isWholeContext(source) || plain === name || (plain.endsWith('*') && name.startsWith(plain.slice(0, -1)));
}

/** The lock file is there when the install runs, as a COPY or a mount brings it. */
function bringsLock(context: RewriteContext, { head, first, manager }: VenvStages): boolean {
  const { dockerfile, folder, image } = context;
  const { lock } = lockFiles[manager];
  const directory = directoryAt(dockerfile, first.run) ?? '';
  const copies = head.filter(
    (copy) => copy.start < first.run.start && copyPlaces(dockerfile, copy)?.destination === directory,
  );
  if (!folder)
    return image !== null && image.copiesBelow(copies.flatMap(context.layersOf), [`${directory}/${lock}`]).length > 0;
  const isMounted = mountsOf(first.run).some(
    (mount) =>
      mount.get('source') === lock && resolvePath(directory, mount.get('target') ?? '') === `${directory}/${lock}`,
  );
  const isCopied = copies.some((copy) =>
    copyPlaces(dockerfile, copy)?.sources.some((source) => namesFile(source, lock)),
  );
  return folder.has(lock) && (isMounted || isCopied);
}

export interface LockedPackages {
  readonly packages: readonly string[];
  readonly shownBy: string;
}

const counted = (count: number): string => (count === 1 ? '1 package' : `${count} packages`);

/** Names of packages whose folders an install left. */
function installedBy(context: RewriteContext, { installs }: VenvStages): string[] {
  const layers = installs.flatMap(({ run }) => context.layersOf(run));
  const copies = layers.flatMap((layer) => context.image?.copiesIn(layer) ?? []);
  const names = copies.flatMap(
    ({ path }) => /\/site-packages\/([^/]+)-[^/-]*\.dist-info\/METADATA$/.exec(path)?.[1] ?? [],
  );
  return [...new Set(names.map(normalName))];
}

/** What is installed, as the lock file or the image says; null where neither does, and without a lock file. */
export function lockedPackages(context: RewriteContext, stages: VenvStages): LockedPackages | null {
  const { folder, image } = context;
  if (!bringsLock(context, stages)) return null;
  const { lock } = lockFiles[stages.manager];
  if (!folder) {
    const found = image ? installedBy(context, stages) : [];
    return found.length > 0 ? { packages: found, shownBy: `the image holds ${counted(found.length)} of it` } : null;
  }
  const all = stages.installs.some(({ command }) => installsDevelopment(command, () => null));
  const packages = packagesLocked(folder, stages.manager, all);
  return packages ? { packages, shownBy: `${lock} names ${counted(packages.length)}` } : null;
}
