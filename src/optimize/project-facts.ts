// What a build does, as far as it decides what of the folder may be left out.
import type { ContextText } from '../build-context/build-context.ts';
import type { ContextIndex } from '../build-context/context-index.ts';
import { dependencyInstaller } from '../lint/dependency-install.ts';
import { nodeInstall } from '../lint/node-install.ts';
import { pipInstall } from '../lint/pip.ts';
import { programBuild } from '../lint/program-build.ts';
import type { Maker } from './ignore-file/ignore-entries.ts';
import { callTests } from './ignore-file/ignore-needs.ts';
import { dependenciesOf, fileNameOf, readPackage } from './node/package-json.ts';
import type { Call } from './project-calls.ts';

export interface ProjectFacts {
  /** What installs packages while the image is built. */
  readonly installs: ReadonlySet<Maker>;
  /** What compiles the project while the image is built. */
  readonly builds: ReadonlySet<Maker>;
  readonly runsTests: boolean;
  readonly calls: readonly Call[];
  readonly texts: readonly ContextText[];
  /** Names of packages that any package.json of the folder lists. */
  readonly packages: ReadonlySet<string>;
  /** Words that stand in any manifest: for tools that are told by their names. */
  mentions(pattern: RegExp): boolean;
  /** A manifest of this name is there, and nobody knows what it says. */
  readonly unread: readonly string[];
}

function installerOf(call: Call): Maker | null {
  const { command } = call;
  const { name, args } = command;
  const words = args.map(({ value }) => value);
  if (nodeInstall(command)) return 'node';
  if (name === 'bower') return 'bower';
  if (name === 'composer') return words.some((word) => word === 'install' || word === 'update') ? 'php' : null;
  if (name === 'bundle' || name === 'bundler') return words.includes('install') ? 'ruby' : null;
  const isPython =
    pipInstall(command) !== null ||
    ['poetry', 'pipenv', 'uv', 'pdm', 'conda', 'mamba'].includes(dependencyInstaller(command) ?? name);
  return isPython ? 'python' : null;
}

const makers: ReadonlyMap<string, Maker> = new Map([
  ['cargo', 'rust'], ['dotnet', 'dotnet'], ['gradle', 'gradle'], ['gradlew', 'gradle'], ['mvn', 'maven'], ['mvnw', 'maven'],
]); // prettier-ignore

function builderOf({ command }: Call): Maker | null {
  const builder = programBuild(command);
  if (builder === 'node') return 'node';
  if (builder === 'compiler') return makers.get(command.name) ?? null;
  const words = command.args.map(({ value }) => value);
  const isPackaged =
    words.includes('build') || words.some((word) => word === '.' || word.startsWith('./') || word === 'bdist_wheel');
  return isPackaged &&
    (pipInstall(command) !== null || /^(?:python[\d.]*|poetry|uv|hatch|pdm|flit)$/.test(command.name))
    ? 'python'
    : null;
}

/** Manifests that may name any folder of a project. */
const folderNaming =
  /^(?:package\.json|pnpm-workspace\.yaml|lerna\.json|tsconfig\.json|pyproject\.toml|setup\.(?:py|cfg)|MANIFEST\.in|Cargo\.toml|go\.work|pom\.xml|settings\.gradle(?:\.kts)?|composer\.json|Gemfile|.*\.(?:gemspec|sln|slnx|csproj)|CMakeLists\.txt|meson\.build|build\.sbt|mix\.exs)$/;
const makefile = /^(?:(?:GNU)?Makefile(?:\.am|\.in)?|makefile|configure)$/;

const makeTools: ReadonlySet<string> = new Set(['make', 'gmake', 'configure', 'autoreconf']);
/** Build systems of which every folder is a part. */
const wholeTools: ReadonlySet<string> = new Set(['bazel', 'bazelisk', 'scons', 'ninja', 'buck2', 'pants', 'please']);

function unreadManifests(index: ContextIndex, calls: readonly Call[], texts: readonly ContextText[]): string[] {
  const read = new Set(texts.map(({ path }) => path));
  const names = Array.from(index.childrenOf(0), (node) => index.nameOf(node));
  const makes = calls.some(({ command }) => makeTools.has(command.name));
  const unread = names.filter((name) => (folderNaming.test(name) || (makes && makefile.test(name))) && !read.has(name));
  const whole = calls.find(({ command }) => wholeTools.has(command.name));
  return whole ? [...unread, whole.command.name] : unread;
}

export function factsOf(index: ContextIndex, calls: readonly Call[], texts: readonly ContextText[]): ProjectFacts {
  const built = calls.filter(({ isStart }) => !isStart);
  const collect = (of: (call: Call) => Maker | null): Set<Maker> => new Set(built.flatMap((call) => of(call) ?? []));
  const manifests = texts.filter(
    ({ path }) => !/\.(?:md|rst|txt)$/i.test(path) || /requirements|constraints/i.test(path),
  );
  return {
    installs: collect(installerOf),
    builds: collect(builderOf),
    runsTests: built.some(({ command }) => callTests(command)),
    calls: built,
    texts,
    packages: new Set(
      texts.flatMap(({ path, text }) => {
        const fields = fileNameOf(path) === 'package.json' ? readPackage(text) : null;
        return fields ? dependenciesOf(fields) : [];
      }),
    ),
    mentions: (pattern) => manifests.some(({ text }) => pattern.test(text)),
    unread: unreadManifests(index, built, texts),
  };
}
