// Which lines of a single-stage Dockerfile only bring Poetry, uv or Pipenv and let it install: they can go into a stage of their own.
import type { Instruction } from '../dockerfile/model.ts';
import { copyPlaces, directoryAt, isRoot, isWholeContext, resolvePath, userAt } from '../dockerfile/places.ts';
import { chainOf } from '../dockerfile/shell-chain.ts';
import { installsDevelopment } from '../lint/development-install.ts';
import { mountsOf } from '../lint/mounts.ts';
import { sourceOf } from './edits.ts';
import { aptInstallIn, type AptInstall } from './package-words.ts';
import { preparesInstaller } from './python-install.ts';
import { lockFiles, packagesLocked, type LockingManager } from './python-locks.ts';
import { isNeutral, readByBuilds } from './python-stages.ts';
import { lockedInstall, venvPlace, type LockedInstall, type VenvPlace } from './python-venv.ts';
import { normalName } from './python-requirements.ts';
import type { RewriteContext } from './rewrite.ts';
import { commandsOf } from './shell-chain.ts';

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

/** Null where the lines up to the last install do more than set up, bring the manager, copy and install. */
export function venvStages(context: RewriteContext): VenvStages | null {
  const { dockerfile, finalStage } = context;
  const own = finalStage.instructions.slice(1);
  const installs = own.flatMap((run) => (run.keyword === 'RUN' ? (lockedInstall(dockerfile, run) ?? []) : []));
  const [first] = installs;
  const last = installs.at(-1);
  if (!first || !last || !isRoot(userAt(dockerfile, last.run))) return null;
  const place = venvPlace(dockerfile, first);
  const directory = directoryAt(dockerfile, first.run);
  const areAlike = installs.every(
    ({ run, manager, command }) =>
      manager === first.manager &&
      directoryAt(dockerfile, run) === directory &&
      JSON.stringify(venvPlace(dockerfile, { run, command, manager })) === JSON.stringify(place),
  );
  if (!place || !areAlike) return null;
  const head: Instruction[] = [];
  const tools: Instruction[] = [];
  const system: AptInstall[] = [];
  const covered: Instruction[] = [];
  let isFetched = false;
  for (const instruction of own.slice(0, own.indexOf(last.run) + 1)) {
    const { keyword, words } = instruction;
    const apt = keyword === 'RUN' ? aptInstallIn(dockerfile, instruction) : null;
    const isFetch = keyword === 'RUN' && fetchesManager(context, instruction);
    const isTool =
      isFetch ||
      (keyword === 'RUN' && installsManager(context, instruction)) ||
      (keyword === 'COPY' && copiesManager(instruction));
    if (installs.some(({ run }) => run === instruction) || keyword === 'WORKDIR' || keyword === 'ARG') {
      head.push(instruction);
    } else if (keyword === 'ENV') {
      const name = words[0]?.value ?? '';
      if (readByBuilds.test(name) || /^PATH\b/.test(name)) head.push(instruction);
    } else if (isTool) {
      head.push(instruction);
      tools.push(instruction);
      isFetched ||= isFetch;
    } else if (apt) system.push(apt);
    else if (keyword === 'COPY' && copyPlaces(dockerfile, instruction)) {
      head.push(instruction);
      const later = own.slice(own.indexOf(instruction) + 1);
      if (isCovered(context, instruction, later)) covered.push(instruction);
    } else if (!isNeutral(context, instruction)) return null;
  }
  const { manager } = first;
  return { manager, installs, first, last, place, head, tools, isFetched, system, covered };
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
