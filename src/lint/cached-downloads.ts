// Commands of a RUN that download, or compile into a cache of their own, and where that cache lies.
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { isRoot, userAt } from '../dockerfile/places.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import { baseImageOf } from '../dockerfile/stages.ts';
import { aptInstall } from './apt-get.ts';
import { commandsOf } from './commands.ts';
import { instructionsOf } from './instructions.ts';
import { mountsOf, scratchTargets } from './mounts.ts';
import { nodeInstall } from './node-install.ts';
import { pairsOf } from './pairs.ts';
import { packagesOf, pipInstall } from './pip.ts';
import { valueAt } from './variables.ts';

/** Where a program's cache lies when it runs as root, unless one of the variables moves it. */
export type Caches = ReadonlyMap<string, { readonly targets: readonly string[]; readonly movedBy: readonly string[] }>;

/** Those that lie there whatever else is configured. */
export const plainCaches: Caches = new Map([
  ['bun', { targets: ['/root/.bun/install/cache'], movedBy: ['BUN_INSTALL', 'BUN_INSTALL_CACHE_DIR'] }],
  ['dotnet', { targets: ['/root/.nuget/packages'], movedBy: ['NUGET_PACKAGES'] }],
  ['go', { targets: ['/go/pkg/mod', '/root/.cache/go-build'], movedBy: ['GOCACHE', 'GOMODCACHE', 'GOPATH'] }],
  ['npm', { targets: ['/root/.npm'], movedBy: ['NPM_CONFIG_CACHE', 'npm_config_cache'] }],
  ['pip', { targets: ['/root/.cache/pip'], movedBy: ['PIP_CACHE_DIR', 'XDG_CACHE_HOME'] }],
  // The folder around them holds Poetry's virtual environments, too: below a mount they would not be in the image.
  [
    'poetry',
    {
      targets: ['/root/.cache/pypoetry/artifacts', '/root/.cache/pypoetry/cache'],
      movedBy: ['POETRY_CACHE_DIR', 'XDG_CACHE_HOME'],
    },
  ],
]);

/** The first words of commands that download, or compile into a cache of their own. */
const verbs: ReadonlyMap<string, readonly string[]> = new Map([
  ['cargo', ['build', 'check', 'chef cook', 'fetch', 'install', 'test']],
  ['dotnet', ['build', 'publish', 'restore']],
  ['go', ['build', 'get', 'install', 'mod download', 'test']],
  ['poetry', ['install']],
  ['uv', ['pip install', 'pip sync', 'sync']],
]);

const javaTools: ReadonlySet<string> = new Set(['gradle', 'gradlew', 'mvn', 'mvnw']);

/** Nothing is fetched, or whoever wrote it wants no cache. */
const withoutCache: ReadonlySet<string> = new Set([
  '--no-build', '--no-cache', '--no-cache-dir', '--no-index', '--no-restore', '--offline', '-o',
]); // prettier-ignore

const switches: ReadonlySet<string> = new Set([
  'NPM_CONFIG_OFFLINE', 'PIP_NO_CACHE_DIR', 'POETRY_NO_CACHE', 'UV_NO_CACHE',
]); // prettier-ignore
const isOn = (value: string | null | undefined): boolean => /^(?:1|true|on|yes)$/i.test(value ?? '');

const installers: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel']);

/** pip with more to do than to renew itself. */
function isPipInstall(command: ShellCommand): boolean {
  const install = command.invoked === 'pipx' ? null : pipInstall(command);
  if (!install) return false;
  const packages = packagesOf(install);
  return packages.length === 0 || packages.some(({ value }) => !installers.has(value.split(/[=<>~!]/, 1)[0] ?? ''));
}

/** The program whose cache a command fills; null for any other command. */
function cachingProgram(command: ShellCommand): string | null {
  const { name, args } = command;
  if (nodeInstall(command)) return name;
  if (isPipInstall(command)) return 'pip';
  const words = args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  if (javaTools.has(name)) return words.length > 0 ? name : null;
  const said = `${words.slice(0, 2).join(' ')} `;
  return verbs.get(name)?.some((verb) => said.startsWith(`${verb} `)) ? name : null;
}

/** `-o` keeps mvn offline, and names the output of `go build`. */
const wantsNone = ({ name, args, assignments }: ShellCommand): boolean =>
  assignments.some(({ name: variable, value }) => switches.has(variable) && isOn(value)) ||
  args.some(({ value }) => withoutCache.has(value) && !(value.length === 2 && !javaTools.has(name)));

const newFlags: ReadonlySet<string> = new Set([
  'checksum', 'exclude', 'keep-git-dir', 'link', 'network', 'parents', 'security',
]); // prettier-ignore

/** A mount that hands over a secret says nothing of caches: it is the least that a file can do. */
const handsOver: ReadonlySet<string> = new Set(['secret', 'ssh']);

const isNew = (instruction: Instruction): boolean =>
  instruction.heredocs.length > 0 ||
  instruction.flags.some(({ name }) => newFlags.has(name)) ||
  mountsOf(instruction).some((mount) => !handsOver.has(mount.get('type') ?? ''));

/** The file asks for BuildKit already: it would not build with anything older. */
export const needsBuildKit = ({ directives, instructions }: Dockerfile): boolean =>
  directives.has('syntax') || instructions.some((instruction) => isNew(instruction.trigger ?? instruction));

/** Another RUN keeps what apt downloads; without that, lists that are removed at once are the usual way. */
const mountsApt = (dockerfile: Dockerfile): boolean =>
  dockerfile.instructions.some((run) =>
    scratchTargets(run).some((folder) => /^\/var\/(?:cache|lib)\/apt$/.test(folder)),
  );

/** It has a cache of some kind, or is kept from the network. */
const isServed = (run: Instruction): boolean =>
  mountsOf(run).some((mount) => mount.get('type') === 'cache') ||
  run.flags.some(({ name, value }) => name === 'network' && value === 'none');

/** What ARG and ENV set anywhere in the file. */
export const namedVariables = ({ instructions }: Dockerfile): ReadonlySet<string> =>
  new Set(
    instructions
      .map((one) => one.trigger ?? one)
      .filter(({ keyword }) => keyword === 'ARG' || keyword === 'ENV')
      .flatMap((one) => pairsOf(one).map(({ name }) => name)),
  );

export interface Download {
  readonly run: Instruction;
  readonly command: ShellCommand;
  readonly program: string;
}

/** Other images than the language's own leave its folders in the home directory. */
const homes: ReadonlyMap<string, RegExp> = new Map([
  ['go', /(?:^|\/)golang(?:[:@]|$)/],
  ['cargo', /(?:^|\/)rust(?:[:@]|$)/],
]);

/** The folders that a mount is to hold; null where they may lie elsewhere. */
export function targetsFor(
  dockerfile: Dockerfile,
  { run, command, program }: Download,
  named: ReadonlySet<string>,
  caches: Caches = plainCaches,
): readonly string[] | null {
  const cache = caches.get(program);
  const stage = dockerfile.stages[run.stage];
  if (!cache || !stage || !isRoot(userAt(dockerfile, run))) return null;
  const home = homes.get(program);
  if (home && !home.test(baseImageOf(dockerfile, stage))) return null;
  if (command.args.some(({ value }) => /^(?:--cache(?:-dir)?|--store-dir|-Dmaven\.repo\.local)(?:=|$)/.test(value)))
    return null;
  const isMoved = ['HOME', ...cache.movedBy].some(
    (name) => named.has(name) || command.assignments.some((one) => one.name === name),
  );
  return isMoved ? null : cache.targets;
}

/** Commands that download and have no cache mount, those of a stage that are to have the same together. */
export function downloadsByStage(dockerfile: Dockerfile): Download[][] {
  const keepsApt = mountsApt(dockerfile);
  // npm, else yarn, else pnpm is one of them.
  const downloads = new Map<string, Download[]>();
  for (const run of instructionsOf(dockerfile, 'RUN')) {
    if (isServed(run) || [...switches].some((name) => isOn(valueAt(dockerfile, run, name)))) continue;
    for (const command of commandsOf(dockerfile, run)) {
      const program = keepsApt && aptInstall(command) ? 'apt-get' : cachingProgram(command);
      const key = `${run.stage} ${nodeInstall(command) ? 'node' : program}`;
      if (program === null || wantsNone(command)) continue;
      const known = downloads.get(key);
      if (known) known.push({ run, command, program });
      else downloads.set(key, [{ run, command, program }]);
    }
  }
  return [...downloads.values()];
}
