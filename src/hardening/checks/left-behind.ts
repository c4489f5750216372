import type { Severity } from '../../severity.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { homesOf } from '../homes.ts';
import { judge } from '../judge.ts';
import { contentsWords, isBelowAny, visibleContents, type VisibleContents } from '../visible-contents.ts';

/** What builds leave in one place. */
interface Place {
  /** Absolute; `~/` stands for the home of every user. */
  readonly path: string;
  readonly what: string;
  /** What to do about it, in a sentence. */
  readonly then: string;
}

interface Line {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly places: readonly Place[];
}

const endWith = (command: string): string => `End the RUN that makes them with \`${command}\`.`;
const remove = (path: string): string => endWith(`rm -rf ${path}`);
const none = (command: string): string => `\`${command}\` makes none.`;

const lines: readonly Line[] = [
  {
    code: 'PL2027',
    severity: 'warning',
    title: 'No caches and indexes of the distribution’s package manager',
    why: 'They are needed while packages are installed, and never again: they make the image larger and are out of date soon.',
    fix: 'Remove them in the RUN that fetches them, or keep them out of the image with RUN --mount=type=cache.',
    places: [
      { path: '/var/lib/apt/lists', what: 'apt’s package lists', then: remove('/var/lib/apt/lists/*') },
      { path: '/var/cache/apt', what: 'apt’s downloads and indexes', then: endWith('apt-get clean') },
      { path: '/var/cache/apk', what: 'apk’s index', then: none('apk add --no-cache') },
      { path: '/etc/apk/cache', what: 'apk’s downloads', then: none('apk add --no-cache') },
      { path: '/var/cache/dnf', what: 'dnf’s metadata and downloads', then: endWith('dnf clean all') },
      { path: '/var/cache/libdnf5', what: 'dnf’s metadata and downloads', then: endWith('dnf clean all') },
      { path: '/var/cache/yum', what: 'yum’s metadata and downloads', then: endWith('yum clean all') },
      { path: '/var/cache/zypp', what: 'zypper’s metadata and downloads', then: endWith('zypper clean --all') },
      { path: '/var/cache/pacman/pkg', what: 'pacman’s downloads', then: remove('/var/cache/pacman/pkg/*') },
      { path: '/var/lib/pacman/sync', what: 'pacman’s indexes', then: remove('/var/lib/pacman/sync/*') },
    ],
  },
  {
    code: 'PL2028',
    severity: 'warning',
    title: 'No caches of package managers for languages',
    why: 'What they fetched is kept for the next installation, which never comes in an image.',
    fix: 'Switch the cache off, remove it in the same RUN, or keep it out of the image with RUN --mount=type=cache.',
    places: [
      { path: '~/.npm', what: 'npm’s cache', then: endWith('npm cache clean --force') },
      { path: '/usr/local/share/.cache/yarn', what: 'yarn’s cache', then: endWith('yarn cache clean') },
      { path: '~/.cache/yarn', what: 'yarn’s cache', then: endWith('yarn cache clean') },
      { path: '~/.local/share/pnpm/store', what: 'pnpm’s store', then: endWith('pnpm store prune') },
      { path: '~/.cache/pip', what: 'pip’s cache', then: none('pip install --no-cache-dir') },
      { path: '~/.cache/uv', what: 'uv’s cache', then: none('uv --no-cache') },
      // Beside them lie its virtual environments, which the program runs from.
      { path: '~/.cache/pypoetry/artifacts', what: 'Poetry’s downloads', then: remove('~/.cache/pypoetry/artifacts') },
      { path: '~/.cache/pypoetry/cache', what: 'Poetry’s cache', then: remove('~/.cache/pypoetry/cache') },
      { path: '/opt/conda/pkgs', what: 'conda’s packages', then: endWith('conda clean --all --yes') },
      { path: '~/.cache/go-build', what: 'Go’s build cache', then: endWith('go clean -cache') },
      { path: '/go/pkg/mod', what: 'Go’s modules', then: endWith('go clean -modcache') },
      { path: '~/.gem/specs', what: 'gem’s index', then: remove('~/.gem/specs') },
      { path: '~/.bundle/cache', what: 'Bundler’s cache', then: remove('~/.bundle/cache') },
      { path: '~/.m2/repository', what: 'Maven’s repository', then: remove('~/.m2/repository') },
      { path: '~/.gradle/caches', what: 'Gradle’s caches', then: remove('~/.gradle/caches') },
      { path: '~/.cargo/registry', what: 'Cargo’s registry', then: remove('~/.cargo/registry') },
      { path: '/usr/local/cargo/registry', what: 'Cargo’s registry', then: remove('/usr/local/cargo/registry') },
      { path: '~/.composer/cache', what: 'Composer’s cache', then: endWith('composer clear-cache') },
      { path: '~/.cache/composer', what: 'Composer’s cache', then: endWith('composer clear-cache') },
      { path: '~/.nuget/packages', what: 'NuGet’s packages', then: endWith('dotnet nuget locals all --clear') },
    ],
  },
  {
    code: 'PL2029',
    severity: 'info',
    title: 'No temporary files',
    why: 'What a build leaves in folders for temporary files is in every container, and nobody expects it there.',
    fix: 'Remove it in the RUN that makes it, or give that RUN --mount=type=tmpfs,target=/tmp.',
    places: [
      { path: '/tmp', what: 'Temporary files', then: remove('/tmp/*') },
      { path: '/var/tmp', what: 'Temporary files', then: remove('/var/tmp/*') },
    ],
  },
  {
    code: 'PL2030',
    severity: 'info',
    title: 'No log files',
    why: 'Logs of a build tell when and with what it was made; they make two builds of the same source differ.',
    fix: 'Remove them in the RUN that makes them.',
    places: [{ path: '/var/log', what: 'Log files', then: remove('/var/log/*') }],
  },
];

const nodesOf = ({ rootfs }: HardenedImage, { path }: Place, homes: readonly number[]): (number | null)[] =>
  path.startsWith('~/') ? homes.map((home) => rootfs.find(path.slice(1), home)) : [rootfs.find(path)];

function wordsFor({ what, then }: Place, contents: VisibleContents): string {
  return `${what}: ${contentsWords(contents)}. ${then}`;
}

interface Candidate {
  readonly place: Place;
  readonly path: string;
  readonly node: number;
}

function candidatesOf(image: HardenedImage, places: readonly Place[]): Candidate[] {
  const homes = places.some(({ path }) => path.startsWith('~/')) ? homesOf(image) : [];
  const byNode = new Map<number, Candidate>();
  for (const place of places) {
    for (const node of nodesOf(image, place, homes)) {
      if (node !== null && !byNode.has(node)) byNode.set(node, { place, path: image.rootfs.pathOf(node), node });
    }
  }
  const nodes = new Set(byNode.keys());
  return [...byNode.values()].filter(({ node }) => !isBelowAny(image.rootfs, node, nodes));
}

/** Largest first. */
function failuresOf(image: HardenedImage, places: readonly Place[]): Failure[] {
  const found = candidatesOf(image, places).flatMap(({ place, path, node }) => {
    const contents = visibleContents(image.rootfs, node);
    return contents && contents.bytes > 0 ? [{ place, path, contents }] : [];
  });
  return found
    .sort((a, b) => b.contents.bytes - a.contents.bytes)
    .map(({ place, path, contents }) => ({ message: wordsFor(place, contents), path, layer: contents.layer }));
}

export const leftBehindChecks: readonly HardeningCheck[] = lines.map(
  ({ code, severity, title, why, fix, places }): HardeningCheck => ({
    code,
    source: 'plimsoll',
    also: [],
    severity,
    group: 'leftovers',
    title,
    why,
    fix,
    check: (image) => judge(image, failuresOf(image, places)),
  }),
);
