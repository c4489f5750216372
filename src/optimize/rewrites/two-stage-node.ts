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

/** Why development dependencies stay in the image; null where they are taken out. */
function keptDevelopment(context: RewriteContext): string | null {
  const isBerry = context.ecosystems.some(({ id, tool }) => id === 'node' && tool === 'Yarn berry');
  if (isBerry) return 'later versions of Yarn only leave them out with a plug-in, or from version 4 on';
  return developmentAtStart(context)?.reason ?? null;
}

function finalLines(
  context: RewriteContext,
  stages: NodeStages,
  kept: KeptNames,
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
  const copyOf = (folder: string): string => `${from} ${directory}/${folder} ./${folder}`;
  // Packages come first: behind what each edit changes, their layer would be made and pushed again with it.
  const [packages, others] = [true, false].map((is) => kept.folders.filter((name) => (name === 'node_modules') === is));
  return [
    '',
    `${keywordFor(dockerfile, 'FROM')} ${names.base}`,
    ...settings,
    ...(packages ?? []).map(copyOf),
    ...(files === '' ? [] : [`${from} ${files} ./`]),
    ...(others ?? []).map(copyOf),
  ];
}

function editsFor(context: RewriteContext, stages: NodeStages, kept: KeptNames, directory: string): TextEdit[] {
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
  const prune = appendCommands(dockerfile, last, keptDevelopment(context) === null ? pruning[manager] : []);
  return [
    ...(finalStage.name === null ? [{ start: from.end, end: from.end, text: ` ${as} ${base}` }] : []),
    { start: at, end: at, text: opening },
    { start: prune.start, end: prune.end, text: `${prune.text}${moved}${final}` },
    ...[...stages.tools, ...stages.moved, ...stages.dropped].map((instruction) =>
      removeInstruction(dockerfile, instruction),
    ),
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
function startsFromSources(
  context: RewriteContext,
  directory: string,
  kept: KeptNames | KeptOfFolder,
  stages: NodeStages,
): boolean {
  const { dockerfile, image } = context;
  const isThere = (name: string): boolean =>
    'left' in kept ? kept.left.includes(name) : image?.has(`${directory}/${name}`) === true;
  const copied = stages.tail.filter(isCopy).flatMap((copy) => copyTarget(dockerfile, copy) ?? []);
  const isLeft = (path: string): boolean => {
    const [name = ''] = path.slice(directory.length + 1).split('/');
    return (
      path.startsWith(`${directory}/`) &&
      isThere(name) &&
      ![...kept.folders, ...kept.files].includes(name) &&
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
  folders.length + files.length <= mostNames && [...folders, ...files].every((name) => /^[\w@.+-]+$/.test(name));

function proposeFor(context: RewriteContext, directory: string, kept: KeptNames | KeptOfFolder): Proposal[] {
  const { dockerfile, image } = context;
  const paths = [...kept.folders, ...kept.files].map((name) => `${directory}/${name}`);
  const stages = kept.built.length > 0 ? splitNodeStage(context, directory, paths) : null;
  const at = stages?.build.at(-1);
  if (!stages || !at || !chainOf(dockerfile, at)?.canAppend || startsFromSources(context, directory, kept, stages))
    return [];
  const development = keptDevelopment(context);
  const edits = editsFor(context, stages, kept, directory);
  if (edits.length === 0) return [];
  const pruned = image && development === null ? prunedIn(image, directory) : null;
  const behind = image ? leftBehind(context, image, stages, kept, directory, pruned ?? (() => false)) : null;
  const said = behind ? `${behind.told} are not copied over.` : 'left' in kept ? saidOfFolder(kept) : '';
  const taken =
    image && !pruned
      ? ' Development dependencies, which are taken out too, are not in this figure: nothing in the image tells which they are.'
      : '';
  return [
    {
      at,
      title: 'Build in a stage of its own, and copy only the result into the image',
      why: `Compilers, sources${development === null ? ', caches and development dependencies' : ' and caches'} are needed to build, not to run. What stays in the build stage is in no layer of the image. Secrets such as .env are handed over when the container starts.${development === null ? '' : ` Development dependencies are kept, as ${development}.`}`,
      evidence: `The build ${image ? 'made' : 'makes'} ${kept.built.join(', ')}; ${said[0]?.toLowerCase() ?? ''}${said.slice(1)}${development === null ? taken : ''}`,
      edits,
      risk: 'test',
      test: 'Start the program and open each of its parts: a file that it reads and that no COPY brings would be missing.',
      claims: behind?.claims ?? null,
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
    const kept = image ? keptNames(context, image, directory) : keptOfFolder(context, directory);
    return kept && canBeNamed(kept) ? proposeFor(context, directory, kept) : [];
  },
};
