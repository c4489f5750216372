import { formatBytes } from '../../bytes/units.ts';
import { appendCommands, lineEndOf, startWithComments } from '../../dockerfile/edits.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { copyTarget, isPlainPath, resolvePath } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { removeInstruction, repeated, sourceOf } from '../edits.ts';
import { isBelow, sumOf, type ImageEvidence } from '../evidence.ts';
import { freeStageName } from '../free-stage-name.ts';
import { liesInPackage } from '../node/lies-in-package.ts';
import { developmentAtStart } from '../node/node-development.ts';
import { nodeInstallIn, type NodeManager } from '../node/node-install.ts';
import { keptNames, type KeptNames } from '../node/node-kept.ts';
import { keptOfFolder, type KeptOfFolder } from '../node/node-kept-folder.ts';
import { nodeProjectOf } from '../node/node-project.ts';
import { selfContained, type OtherStart, type SelfContained } from '../node/self-contained-output.ts';
import { nodeStartOf } from '../node/node-start.ts';
import { splitNodeStage, type NodeStages } from '../node/node-stages.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import type { TextEdit } from '../tracked-text.ts';

const pruning: Readonly<Record<NodeManager, readonly string[]>> = {
  npm: ['npm prune --omit=dev'],
  yarn: ['yarn install --production --ignore-scripts --prefer-offline'],
  pnpm: ['pnpm prune --prod'],
  bun: ['rm -rf node_modules', 'bun install --production --frozen-lockfile'],
};

const isCopy = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';

type Kept = KeptNames | KeptOfFolder | SelfContained;

const startOf = (kept: Kept): OtherStart | null => ('start' in kept ? kept.start : null);
const targetOf = (kept: Kept, folder: string): string =>
  ('targets' in kept ? kept.targets.get(folder) : undefined) ?? `./${folder}`;

/** `pnpm prune` knows the top of a workspace alone. */
const isWorkspaceOfOther = ({ ecosystems, folder }: RewriteContext): boolean =>
  ((folder && nodeProjectOf(folder)?.packages) ?? []).length > 0 &&
  ecosystems.some(({ id, tool }) => id === 'node' && (tool === 'pnpm' || tool === 'Bun'));

/** Why development dependencies stay in the image; null where they are taken out. */
function keptDevelopment(context: RewriteContext): string | null {
  const isBerry = context.ecosystems.some(({ id, tool }) => id === 'node' && tool === 'Yarn berry');
  if (isBerry) return 'later versions of Yarn only leave them out with a plug-in, or from version 4 on';
  if (isWorkspaceOfOther(context))
    return 'only npm and Yarn 1 leave them out of all packages of a workspace by one command';
  return developmentAtStart(context)?.reason ?? null;
}

function finalLines(
  context: RewriteContext,
  stages: NodeStages,
  kept: Kept,
  directory: string,
  names: { base: string; build: string },
): string[] | null {
  const { dockerfile } = context;
  const environment = stages.build.filter(({ keyword }) => keyword === 'ENV');
  const settings = environment.flatMap((line) => repeated(dockerfile, line) ?? []);
  if (settings.length < environment.length) return null;
  const owners = stages.build.flatMap(({ flags }) => flags.filter(({ name }) => name === 'chown'));
  const owner = owners[0] ? ` ${sourceOf(dockerfile, owners[0])}` : '';
  const from = `${keywordFor(dockerfile, 'COPY')} --from=${names.build}${owner}`;
  const files = kept.files.map((file) => `${directory}/${file}`).join(' ');
  const copyOf = (folder: string): string => `${from} ${directory}/${folder} ${targetOf(kept, folder)}`;
  // Packages come first: behind what each edit changes, their layer would be made and pushed again with it.
  const [packages, others] = [true, false].map((is) => kept.folders.filter((name) => (name === 'node_modules') === is));
  return [
    '',
    `${keywordFor(dockerfile, 'FROM')} ${names.base}`,
    ...settings,
    ...(packages ?? []).map(copyOf),
    ...(files === '' ? [] : [`${from} ${files} ./`]),
    ...(others ?? []).map(copyOf),
    ...[...(startOf(kept)?.environment ?? [])].map(
      ([name, value]) => `${keywordFor(dockerfile, 'ENV')} ${name}=${value}`,
    ),
  ];
}

/** The command of the image becomes another one. */
function startEdits({ dockerfile, finalStage }: RewriteContext, kept: Kept): TextEdit[] {
  const start = startOf(kept);
  const command = finalStage.instructions.findLast(({ keyword }) => keyword === 'CMD');
  if (!start || !command) return [];
  const words = start.words.map((word) => JSON.stringify(word)).join(', ');
  const text = `${sourceOf(dockerfile, command.keywordSpan)} [${words}]`;
  return [{ start: command.start, end: command.end, text, continues: command.start }];
}

function editsFor(context: RewriteContext, stages: NodeStages, kept: Kept, directory: string): TextEdit[] {
  const { dockerfile, finalStage } = context;
  const { from } = finalStage;
  const end = lineEndOf(dockerfile);
  const base = finalStage.name ?? freeStageName(dockerfile, 'base');
  const as = sourceOf(dockerfile, from.keywordSpan) === 'from' ? 'as' : 'AS';
  const build = freeStageName(dockerfile, 'build');
  const manager =
    stages.build
      .map((run) => chainOf(dockerfile, run))
      .map((chain) => (chain ? nodeInstallIn(chain)?.manager : undefined))
      .find(Boolean) ?? 'npm';
  const [first] = stages.build;
  const last = stages.build.at(-1);
  if (!first || !last) return [];
  const textOf = (instruction: Instruction): string => sourceOf(dockerfile, instruction);
  const at = startWithComments(dockerfile, first);
  const isSpaced = dockerfile.text.slice(0, at).trimEnd().length < at - end.length;
  const buildFrom = `${keywordFor(dockerfile, 'FROM')} ${base} ${keywordFor(dockerfile, 'AS')} ${build}`;
  const opening = [...(isSpaced ? [] : ['']), buildFrom, ...stages.tools.map(textOf), ''].join(end);
  const moved = stages.moved.map((run) => `${end}${textOf(run)}`).join('');
  const lines = finalLines(context, stages, kept, directory, { base, build });
  if (!lines) return [];
  const final = lines.map((line) => `${end}${line}`).join('');
  const prunes = !('output' in kept) && keptDevelopment(context) === null;
  const prune = appendCommands(dockerfile, last, prunes ? pruning[manager] : []);
  return [
    ...(finalStage.name === null ? [{ start: from.end, end: from.end, text: ` ${as} ${base}` }] : []),
    { start: at, end: at, text: opening },
    { start: prune.start, end: prune.end, text: `${prune.text}${moved}${final}` },
    ...[...stages.tools, ...stages.moved, ...stages.dropped].map((instruction) =>
      removeInstruction(dockerfile, instruction),
    ),
    ...startEdits(context, kept),
  ];
}

interface LeftBehind {
  readonly claims: readonly number[];
  /** In words: how many bytes, and in how many layers. */
  readonly told: string;
}

/** Whether a path belongs to a package that is pruned; null where the image does not tell which ones are. */
function prunedIn(image: ImageEvidence, directory: string): ((path: string) => boolean) | null {
  const folders = image.developmentIn(directory);
  return folders && ((path) => liesInPackage(path, folders));
}

/** Copies that the final stage would not hold: stored by the lines that move, or below what is left behind. */
function leftBehind(
  context: RewriteContext,
  image: ImageEvidence,
  stages: NodeStages,
  kept: KeptNames,
  directory: string,
  isPruned: (path: string) => boolean,
): LeftBehind {
  const layersOf = (instructions: readonly Instruction[]): number[] => [
    ...new Set(instructions.flatMap(context.layersOf)),
  ];
  const moving = layersOf([...stages.tools, ...stages.build, ...stages.moved, ...stages.dropped]);
  const staying = layersOf(stages.tail.filter(({ keyword }) => keyword === 'RUN'));
  const keptPaths = [...kept.folders, ...kept.files].map((name) => `${directory}/${name}`);
  const isKept = (path: string): boolean => keptPaths.some((keptPath) => isBelow(path, keptPath)) && !isPruned(path);
  const fromContext = stages.tail
    .filter(isCopy)
    .flatMap((copy) => copyTarget(context.dockerfile, copy) ?? [])
    .filter((path) => path !== directory);
  const pruned = [...(image.developmentIn(directory) ?? [])].filter(isPruned);
  const question = ['two-stage-claims', moving, staying, keptPaths, fromContext, directory, pruned];
  return image.remembered(question, () => {
    const last = new Map<number, number>();
    for (const copy of moving.flatMap((layer) => image.copiesIn(layer)))
      last.set(copy.node, Math.max(last.get(copy.node) ?? -1, copy.event));
    const gone = moving
      .flatMap((layer) => image.copiesIn(layer))
      .filter((copy) => !isKept(copy.path) || last.get(copy.node) !== copy.event);
    const again = image
      .copiesBelow(staying, [directory])
      .filter(
        ({ node, path }) => last.has(node) && !isKept(path) && !fromContext.some((target) => isBelow(path, target)),
      );
    const copies = [...gone, ...again];
    const layers = new Set(copies.map(({ layer }) => layer));
    const development = sumOf(copies.filter(({ path }) => isPruned(path)));
    const part = development === 0 ? '' : `, ${formatBytes(development)} of it of development dependencies,`;
    const told = `${formatBytes(sumOf(copies))} in ${layers.size} layers${part}`;
    return { claims: copies.map(({ event }) => event), told };
  });
}

/** They compile, bundle or watch when the container starts. */
const compilers: ReadonlySet<string> = new Set([
  'babel-node', 'gulp', 'grunt', 'ng', 'nodemon', 'parcel', 'react-scripts', 'swc-node', 'ts-node', 'ts-node-dev', 'tsnd', 'tsx', 'vite',
  'vite-node', 'vue-cli-service', 'webpack', 'webpack-dev-server',
]); // prettier-ignore
const watching: ReadonlySet<string> = new Set(['dev', 'develop', 'preview', 'watch']);

/** Where the scripts are not known, the command's own words tell. */
const soundsLikeDevelopment = /\b(?:nodemon|ts-node|tsx|ts-node-dev|concurrently|webpack-dev-server|preview|dev)\b/;

/** What starts compiles first, or is told a file or a folder that stays in the build stage. */
function startsFromSources(context: RewriteContext, directory: string, kept: Kept, stages: NodeStages): boolean {
  const { dockerfile, image } = context;
  const isThere = (name: string): boolean =>
    'left' in kept ? kept.left.includes(name) : image?.has(`${directory}/${name}`) === true;
  const copied = stages.tail.filter(isCopy).flatMap((copy) => copyTarget(dockerfile, copy) ?? []);
  const isLeft = (path: string): boolean => {
    const [name = ''] = path.slice(directory.length + 1).split('/');
    return (
      path.startsWith(`${directory}/`) &&
      isThere(name) &&
      ![...kept.folders, ...kept.files].some((own) => isBelow(path, `${directory}/${own}`)) &&
      !copied.some((target) => isBelow(path, target))
    );
  };
  return nodeStartOf(context).commands.some(({ name, invoked, args }) => {
    if (compilers.has(name) || (name !== 'node' && watching.has(args[0] ?? ''))) return true;
    return [invoked, ...args].some((word) => isLeft(resolvePath(directory, word)));
  });
}

const saidOfFolder = ({ left, leftBytes }: KeptOfFolder): string =>
  left.length === 0
    ? 'What compilers, caches and packages take, only an image shows.'
    : `Of the folder, ${left.slice(0, 5).join(', ')}${left.length > 5 ? ` and ${left.length - 5} more` : ''} are not copied over, ${formatBytes(leftBytes)}; what packages and caches take, only an image shows.`;

/** A COPY names them as they are, and nobody reads a line of hundreds. */
const mostNames = 60;
const canBeNamed = ({ folders, files }: KeptNames): boolean =>
  folders.length + files.length <= mostNames && [...folders, ...files].every((name) => /^[\w@.+/-]+$/.test(name));

/** What of the build is not in the image, and why nothing misses it. */
function whyOf(kept: Kept, development: string | null): string {
  const secrets =
    'What stays in the build stage is in no layer of the image. Secrets such as .env are handed over when the container starts.';
  if ('output' in kept) {
    const { framework, output, start } = kept;
    const own = start ? ` The command starts that server itself, as \`${start.was}\` would need all of them.` : '';
    return `Compilers, sources, caches and packages are needed to build, not to run: ${framework} puts the server and those files of packages that it loads into ${output}.${own} ${secrets}`;
  }
  if (development !== null)
    return `Compilers, sources and caches are needed to build, not to run. ${secrets} Development dependencies are kept, as ${development}.`;
  return `Compilers, sources, caches and development dependencies are needed to build, not to run. ${secrets}`;
}

function alterationsOf(kept: Kept): Pick<Proposal, 'alters'> {
  const start = startOf(kept);
  return start ? { alters: { command: JSON.stringify(start.words), environment: start.environment } } : {};
}

function saidOf(kept: Kept, behind: LeftBehind | null): string {
  if (behind) return `${behind.told} are not copied over.`;
  if ('left' in kept) return saidOfFolder(kept);
  return 'What compilers, caches and packages take, only an image shows.';
}

/** `isTold`: the figure is of all that is taken out. */
function evidenceOf(kept: Kept, behind: LeftBehind | null, isTold: boolean): string {
  const said = saidOf(kept, behind);
  const verb = behind ? 'made' : 'makes';
  const untold =
    ' Development dependencies, which are taken out too, are not in this figure: nothing in the image tells which they are.';
  return `The build ${verb} ${kept.built.join(', ')}; ${said[0]?.toLowerCase() ?? ''}${said.slice(1)}${isTold ? '' : untold}`;
}

function proposeFor(context: RewriteContext, directory: string, kept: Kept): Proposal[] {
  const { dockerfile, image } = context;
  const paths = [...kept.folders, ...kept.files].map((name) => `${directory}/${name}`);
  const stages = kept.built.length > 0 ? splitNodeStage(context, directory, paths) : null;
  const at = stages?.build.at(-1);
  if (!stages || !at || !chainOf(dockerfile, at)?.canAppend || startsFromSources(context, directory, kept, stages))
    return [];
  const development = 'output' in kept ? null : keptDevelopment(context);
  const edits = editsFor(context, stages, kept, directory);
  if (edits.length === 0) return [];
  const prunes = !('output' in kept) && development === null;
  const pruned = image && prunes ? prunedIn(image, directory) : null;
  const behind = image ? leftBehind(context, image, stages, kept, directory, pruned ?? (() => false)) : null;
  return [
    {
      at,
      title: 'Build in a stage of its own, and copy only the result into the image',
      why: whyOf(kept, development),
      evidence: evidenceOf(kept, behind, !image || !prunes || pruned !== null),
      edits,
      risk: 'test',
      test: 'Start the program and open each of its parts: a file that it reads and that no COPY brings would be missing.',
      claims: behind?.claims ?? null,
      ...alterationsOf(kept),
    },
  ];
}

export const twoStageNode: Rewrite = {
  id: 'two-stage-build',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, image, folder } = context;
    const { workingDirectory: directory, command, entrypoint } = runtimeConfigOf(dockerfile);
    if (
      (image ? !image.knowsEveryLine : !folder) ||
      dockerfile.stages.length !== 1 ||
      directory === '/' ||
      !isPlainPath(directory) ||
      soundsLikeDevelopment.test(`${command} ${entrypoint}`)
    )
      return [];
    const whole = selfContained(context, directory);
    const kept = whole ?? (image ? keptNames(context, image, directory) : keptOfFolder(context, directory));
    return kept && canBeNamed(kept) ? proposeFor(context, directory, kept) : [];
  },
};
