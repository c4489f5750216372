// What package managers download stays with the builder, out of the image and there for the next build.
// https://docs.docker.com/reference/dockerfile/#run---mounttypecache
// apt is left out: its images delete what it downloads, and keeping that would need another configuration in the image.
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { copyTarget } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import {
  downloadsByStage,
  namedVariables,
  plainCaches,
  targetsFor,
  type Caches,
  type Download,
} from '../../lint/cached-downloads.ts';
import { baseImageOf } from '../../dockerfile/stages.ts';
import { removesFolder } from '../../lint/left-cache.ts';
import { familyOf } from '../base-image/base-images.ts';
import { removeParts } from '../edits.ts';
import { describeCopies, isBelow } from '../evidence.ts';
import { emptiesCache } from '../emptied-caches.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import { commandsOf, operands } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

const classicYarn = '/usr/local/share/.cache/yarn';

/** Gradle’s settings lie in the folder above, where a mount would hide them; its wrapper fetches Gradle itself. */
const gradle = {
  targets: ['/root/.gradle/caches', '/root/.gradle/wrapper'],
  movedBy: ['GRADLE_USER_HOME', 'GRADLE_OPTS', 'JAVA_OPTS', 'JAVA_TOOL_OPTIONS'],
};
const maven = { targets: ['/root/.m2/repository'], movedBy: ['MAVEN_ARGS', 'MAVEN_CONFIG', 'MAVEN_OPTS'] };

const caches: Caches = new Map([
  ...plainCaches,
  ['cargo', { targets: ['/usr/local/cargo/registry'], movedBy: ['CARGO_HOME'] }],
  ['gradle', { ...gradle, targets: gradle.targets.slice(0, 1) }],
  ['gradlew', gradle],
  ['mvn', maven],
  ['mvnw', { targets: [...maven.targets, '/root/.m2/wrapper'], movedBy: [...maven.movedBy, 'MAVEN_USER_HOME'] }],
  ['pnpm', { targets: ['/root/.local/share/pnpm/store'], movedBy: ['PNPM_HOME', 'XDG_DATA_HOME'] }],
  ['uv', { targets: ['/root/.cache/uv'], movedBy: ['UV_CACHE_DIR', 'XDG_CACHE_HOME'] }],
  ['yarn', { targets: [classicYarn], movedBy: ['YARN_CACHE_FOLDER', 'XDG_CACHE_HOME'] }],
]);

/** These build from what lies in their cache: each of their commands has to see it. */
const readsCache: ReadonlySet<string> = new Set([
  'cargo', 'dotnet', 'go', 'gradle', 'gradlew', 'mvn', 'mvnw',
]); // prettier-ignore

/** Later versions of Yarn may run programs out of what they downloaded, so that it has to be in the image. */
function isClassicYarn({ ecosystems, image }: RewriteContext): boolean {
  const tool = ecosystems.find(({ id }) => id === 'node')?.tool;
  return tool === 'Yarn classic' || (tool === 'Yarn' && image?.hadEver(classicYarn) === true);
}

/** The image of Gradle has a link in root’s home that leads there: a mount is not put at the end of a link by every builder. */
const homeOfGradle = '/home/gradle/.gradle';

/** Gradle waits in vain for a lock that a build in another container holds: https://github.com/gradle/gradle/issues/851. */
const mountOf = (target: string): string =>
  ` --mount=type=cache,target=${target}${target.includes('/.gradle/') ? ',sharing=locked' : ''}`;

const movesGradle = ({ command, program }: Download): boolean =>
  program.startsWith('gradle') &&
  command.args.some(({ value }) => /^(?:-g|--gradle-user-home|-Dgradle\.user\.home)/.test(value));

/** Where the caches of a download lie in its stage; null where they may lie elsewhere. */
function placesOf(dockerfile: Dockerfile, download: Download, named: ReadonlySet<string>): readonly string[] | null {
  const targets = movesGradle(download) ? null : targetsFor(dockerfile, download, named, caches);
  const stage = dockerfile.stages[download.run.stage];
  if (!targets || !stage || familyOf(baseImageOf(dockerfile, stage))?.names[0] !== 'gradle') return targets;
  return targets.map((target) => target.replace('/root/.gradle', homeOfGradle));
}

type Targets = Map<Instruction, Set<string>>;

/** What each RUN is to have mounted; null where one of them cannot have it: the file would ask for BuildKit half-heartedly. */
function targetsByRun(context: RewriteContext, downloads: readonly Download[]): Targets | null {
  const { dockerfile } = context;
  const named = namedVariables(dockerfile);
  const byRun: Targets = new Map();
  for (const download of downloads) {
    const targets = placesOf(dockerfile, download, named);
    if (!targets || (download.program === 'yarn' && !isClassicYarn(context))) return null;
    byRun.set(download.run, new Set([...(byRun.get(download.run) ?? []), ...targets]));
  }
  return byRun;
}

/** A command that reads the cache and would not see it: in another RUN, in another stage, or when the container starts. */
function isReadElsewhere(context: RewriteContext, downloads: readonly Download[], byRun: Targets): boolean {
  const { dockerfile } = context;
  const readers = new Set(downloads.map(({ program }) => program).filter((program) => readsCache.has(program)));
  if (readers.size === 0) return false;
  const { command, entrypoint } = runtimeConfigOf(dockerfile);
  const started = `${command} ${entrypoint}`.split(/[^\w./-]+/);
  const isStarted = started.some((word) => readers.has(word.slice(word.lastIndexOf('/') + 1)));
  const others = dockerfile.instructions.filter((run) => !byRun.has(run)).flatMap((run) => commandsOf(dockerfile, run));
  return isStarted || others.some(({ name }) => readers.has(name));
}

/** Another stage takes it out of the layer, where it would be no longer. */
function isCopiedOut({ instructions }: Dockerfile, folders: readonly string[]): boolean {
  return instructions.some((copy) => {
    if (!copy.flags.some(({ name }) => name === 'from')) return false;
    const sources = (copy.json ?? copy.words).slice(0, -1).map(({ value }) => value.replace(/\/$/, ''));
    return sources.some((source) =>
      folders.some((folder) => isBelow(source, folder) || isBelow(folder, source || '/')),
    );
  });
}

/** `rm -rf /root/.npm` with nothing else in it. */
const removesOnly = (command: ShellCommand, folders: readonly string[]): boolean =>
  command.name === 'rm' &&
  operands(command).every((path) => folders.some((folder) => isBelow(path.replace(/\/\*?$/, ''), folder)));

/** Takes out what empties the cache in the RUN that fills it; null where that cannot be taken out. */
function withoutCleaning(dockerfile: Dockerfile, run: Instruction, folders: readonly string[]): TextEdit[] | null {
  const cleans = (command: ShellCommand): boolean =>
    emptiesCache(command) || folders.some((folder) => removesFolder(command, folder));
  if (!commandsOf(dockerfile, run).some(cleans)) return [];
  const chain = chainOf(dockerfile, run);
  if (!chain?.isPlain) return null;
  const cleaning = [...chain.parts.entries()].filter(([, { commands }]) => commands.some(cleans));
  const isPlain = cleaning.every(
    ([, { simple }]) => simple !== null && (emptiesCache(simple) || removesOnly(simple, folders)),
  );
  return isPlain ? removeParts(chain, new Set(cleaning.map(([index]) => index))) : null;
}

/** A removal in another RUN may be moved into the one that mounts the folder, and a mount cannot be removed. */
function isRemovedElsewhere(dockerfile: Dockerfile, byRun: Targets, folders: readonly string[]): boolean {
  const others = dockerfile.instructions.filter((run) => !byRun.has(run)).flatMap((run) => commandsOf(dockerfile, run));
  return others.some((command) => folders.some((folder) => removesFolder(command, folder)));
}

/** Something is put into the folder, or taken out of it, by its name: then it is more than a cache. */
function isNamed(dockerfile: Dockerfile, folders: readonly string[]): boolean {
  return dockerfile.instructions.some((instruction) => {
    const target = ['COPY', 'ADD'].includes(instruction.keyword) ? copyTarget(dockerfile, instruction) : null;
    if (target !== null && folders.some((folder) => isBelow(target, folder))) return true;
    const commands = commandsOf(dockerfile, instruction).filter(({ name }) => name !== 'rm' && name !== 'find');
    return commands.some(({ args }) => args.some(({ value }) => folders.some((folder) => value.includes(folder))));
  });
}

function editsFor(dockerfile: Dockerfile, byRun: Targets): TextEdit[] | null {
  const edits: TextEdit[] = [];
  for (const [run, targets] of byRun) {
    const cleaning = withoutCleaning(dockerfile, run, [...targets]);
    if (!cleaning) return null;
    const at = run.keywordSpan.end;
    const text = [...targets].map(mountOf).join('');
    edits.push({ start: at, end: at, text }, ...cleaning);
  }
  return edits;
}

export const cacheMounts: Rewrite = {
  id: 'cache-mounts',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, image } = context;
    const downloads = downloadsByStage(dockerfile).flat();
    const byRun = targetsByRun(context, downloads);
    const first = dockerfile.stages[0]?.from;
    if (!first || !byRun || byRun.size === 0 || isReadElsewhere(context, downloads, byRun)) return [];
    const folders = [...new Set([...byRun.values()].flatMap((targets) => [...targets]))];
    if (isNamed(dockerfile, folders) || isCopiedOut(dockerfile, folders)) return [];
    if (isRemovedElsewhere(dockerfile, byRun, folders)) return [];
    const edits = editsFor(dockerfile, byRun);
    if (!edits) return [];
    const layers = [...byRun.keys()].flatMap(context.layersOf);
    // What a stage holds that only builds is in no image.
    const shipped = [...byRun.keys()].filter(context.isShipped).flatMap(context.layersOf);
    const copies = image && layers.length > 0 ? image.copiesBelow(shipped, folders) : null;
    const programs = [...new Set(downloads.map(({ program }) => program))].join(', ');
    const stored = copies && copies.length > 0 ? ` The image holds ${describeCopies(copies)} there.` : '';
    const places = [...new Set([...byRun.keys()].map((run) => context.lineOf(run)))].sort((a, b) => a - b);
    return [
      {
        // It is one change to the whole file, whatever line downloads first while other changes are off.
        at: first,
        title: 'Keep what is downloaded in a cache of the builder',
        why: 'When a manifest changes, its RUN starts from nothing and downloads everything again. With a cache mount only what is new is downloaded, and nothing of the cache gets into a layer: what is installed is the same. It needs BuildKit, which Docker builds with since version 23, or Buildah.',
        evidence: `${places.length === 1 ? 'Line' : 'Lines'} ${places.join(', ')}: ${programs} into ${folders.join(', ')}.${stored}`,
        edits,
        risk: 'check',
        test: 'Build it, change a version in a manifest and build again: only what changed is downloaded. A builder that is new each time, as in many CI systems, has no cache to take from.',
        claims: copies?.map(({ event }) => event) ?? null,
        deletesByName: true,
      },
    ];
  },
};
