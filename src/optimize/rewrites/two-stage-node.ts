import { formatBytes } from '../../bytes/units.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { appendCommands, lineEndOf, removeInstruction, sourceOf, startWithComments } from '../edits.ts';
import { isBelow, type ImageEvidence } from '../evidence.ts';
import { isNodeBuild, nodeInstallIn, type NodeManager } from '../node-install.ts';
import { splitNodeStage, type NodeStages } from '../node-stages.ts';
import { copyTarget } from '../places.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import { chainOf, commandsOf } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

/** What stands beside the sources and no running program reads. */
const leftBehind =
  /^(?:\.env.*|\.npmrc|\.git.*|\.docker.*|\.vscode|\.idea|\.eslint.*|\.prettier.*|\.babelrc.*|\.swcrc|\.mocharc.*|Dockerfile.*|docker-compose.*|compose\.ya?ml|README.*|CHANGELOG.*|LICENSE.*|docs?|tests?|__tests__|spec|e2e|cypress|coverage|notebooks|id_[a-z0-9]+(?:\.pub)?|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|tsconfig.*\.json|tslint\.json|jest\.config\..*|vitest\.config\..*|webpack\..*|vite\.config\..*|rollup\.config\..*|babel\.config\..*|Makefile|.*\.log)$/i;

const compiledTypes = ['.ts', '.tsx', '.jsx', '.vue', '.svelte', '.coffee', '.scss', '.less'];

/** Sources are left behind only where all their code has to be compiled first. */
function isCompiledAway(image: ImageEvidence, path: string): boolean {
  const node = image.rootfs.find(path);
  if (node === null) return false;
  const files = image.rootfs
    .subtree(node)
    .filter((child) => image.rootfs.isThere(child))
    .map((child) => image.rootfs.nameOf(child));
  const isCode = (name: string): boolean => /\.(?:[cm]?[jt]sx?|vue|svelte|coffee)$/.test(name);
  const code = files.filter(isCode);
  return code.length > 0 && code.every((name) => compiledTypes.some((type) => name.endsWith(type)));
}

interface KeptNames {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Folders that the build step made. */
  readonly built: readonly string[];
}

/** What of the working directory goes into the final stage: what the lines up to the build put there and still shows. */
function keptNames(context: RewriteContext, image: ImageEvidence, directory: string): KeptNames {
  const { dockerfile, finalStage } = context;
  const own = finalStage.instructions;
  const last = own.findLastIndex((run) => commandsOf(dockerfile, run).some(isNodeBuild));
  const nameIn = (path: string): string => path.slice(directory.length + 1).split('/')[0] ?? '';
  const namesFrom = (instructions: readonly Instruction[]): Set<string> =>
    new Set(instructions.flatMap(context.layersOf).flatMap((layer) => image.eventsIn(layer).map(({ path }) => path)).filter((path) => path !== directory && isBelow(path, directory)).map(nameIn)); // prettier-ignore
  const brought = namesFrom(own.slice(0, last + 1));
  const copied = namesFrom(own.slice(0, last + 1).filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD'));
  const builds = own.slice(0, last + 1).filter((run) => commandsOf(dockerfile, run).some(isNodeBuild));
  const made = [...namesFrom(builds)].filter((name) => !copied.has(name) && name !== 'node_modules');
  const names = image.namesIn(directory).filter((name) => brought.has(name));
  const kept = names.filter(
    (name) => made.includes(name) || (!leftBehind.test(name) && !isCompiledAway(image, `${directory}/${name}`)),
  );
  const isFolder = (name: string): boolean => {
    const node = image.rootfs.find(`${directory}/${name}`);
    return node !== null && image.rootfs.isDirectory(image.rootfs.eventAt(node, image.rootfs.columns.layerCount - 1));
  };
  return {
    folders: kept.filter(isFolder),
    files: kept.filter((name) => !isFolder(name)),
    built: names.filter((name) => made.includes(name) && isFolder(name)),
  };
}

const pruning: Readonly<Record<NodeManager, string>> = {
  npm: 'npm prune --omit=dev',
  yarn: 'yarn install --production --ignore-scripts --prefer-offline',
  pnpm: 'pnpm prune --prod',
};

function freeName(context: RewriteContext, wanted: string): string {
  const taken = context.dockerfile.stages.map(({ name }) => name?.toLowerCase());
  return taken.includes(wanted) ? `plimsoll-${wanted}` : wanted;
}

function finalLines(
  context: RewriteContext,
  stages: NodeStages,
  kept: KeptNames,
  directory: string,
  names: { base: string; build: string },
): string[] {
  const settings = stages.build
    .filter(({ keyword }) => keyword === 'ENV')
    .map((line) => sourceOf(context.dockerfile, line));
  const owners = stages.build.flatMap(({ flags }) => flags.filter(({ name }) => name === 'chown'));
  const owner = owners[0] ? ` ${sourceOf(context.dockerfile, owners[0])}` : '';
  const from = `COPY --from=${names.build}${owner}`;
  const files = kept.files.map((file) => `${directory}/${file}`).join(' ');
  return [
    '',
    `FROM ${names.base}`,
    ...settings,
    ...(files === '' ? [] : [`${from} ${files} ./`]),
    ...kept.folders.map((folder) => `${from} ${directory}/${folder} ./${folder}`),
  ];
}

function editsFor(context: RewriteContext, stages: NodeStages, kept: KeptNames, directory: string): TextEdit[] {
  const { dockerfile, finalStage } = context;
  const { from } = finalStage;
  const end = lineEndOf(dockerfile);
  const base = finalStage.name ?? freeName(context, 'base');
  const build = freeName(context, 'build');
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
  const opening = [...(isSpaced ? [] : ['']), `FROM ${base} AS ${build}`, ...stages.tools.map(textOf), ''].join(end);
  const moved = stages.moved.map((run) => `${end}${textOf(run)}`).join('');
  const final = finalLines(context, stages, kept, directory, { base, build })
    .map((line) => `${end}${line}`)
    .join('');
  const prune = appendCommands(dockerfile, last, [pruning[manager]]);
  return [
    ...(finalStage.name === null ? [{ start: from.end, end: from.end, text: ` AS ${base}` }] : []),
    { start: at, end: at, text: opening },
    { start: prune.start, end: prune.end, text: `${prune.text}${moved}${final}` },
    ...[...stages.tools, ...stages.moved, ...stages.dropped].map((instruction) =>
      removeInstruction(dockerfile, instruction),
    ),
  ];
}

/** Copies that the final stage would not hold: stored by the lines that move, or below what is left behind. */
function claimsOf(
  context: RewriteContext,
  image: ImageEvidence,
  stages: NodeStages,
  kept: KeptNames,
  directory: string,
): number[] {
  const layersOf = (instructions: readonly Instruction[]): number[] => [
    ...new Set(instructions.flatMap(context.layersOf)),
  ];
  const moving = layersOf([...stages.tools, ...stages.build, ...stages.moved, ...stages.dropped]);
  const staying = layersOf(stages.tail.filter(({ keyword }) => keyword === 'RUN'));
  const keptPaths = [...kept.folders, ...kept.files].map((name) => `${directory}/${name}`);
  const isKept = (path: string): boolean => keptPaths.some((keptPath) => isBelow(path, keptPath));
  const fromContext = stages.tail
    .flatMap((copy) => copyTarget(context.dockerfile, copy) ?? [])
    .filter((path) => path !== directory);
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
  return [...gone, ...again].map(({ event }) => event);
}

const developmentTools = /\b(?:nodemon|ts-node|tsx|ts-node-dev|concurrently|webpack-dev-server|dev)\b/;

export const twoStageNode: Rewrite = {
  id: 'two-stage-build',
  once: true,
  propose(context) {
    const { dockerfile, image } = context;
    const { workingDirectory: directory, command, entrypoint } = runtimeConfigOf(dockerfile);
    if (
      !image ||
      dockerfile.stages.length !== 1 ||
      directory === '/' ||
      directory.includes('$') ||
      developmentTools.test(`${command} ${entrypoint}`)
    )
      return [];
    const kept = keptNames(context, image, directory);
    const paths = [...kept.folders, ...kept.files].map((name) => `${directory}/${name}`);
    const stages = kept.built.length > 0 ? splitNodeStage(context, directory, paths) : null;
    const at = stages?.build.at(-1);
    if (!stages || !at) return [];
    const claims = claimsOf(context, image, stages, kept, directory);
    const { eventSizes } = image.rootfs.columns;
    const bytes = claims.reduce((sum, event) => sum + (eventSizes[event] ?? 0), 0);
    return [
      {
        at,
        title: 'Build in a stage of its own, and copy only the result into the image',
        why: 'Compilers, sources, caches and development dependencies are needed to build, not to run. What stays in the build stage is in no layer of the image. Secrets such as .env are handed over when the container starts. If the program runs something out of devDependencies, list that under dependencies.',
        evidence: `The build made ${kept.built.join(', ')}; ${formatBytes(bytes)} in ${new Set(claims.map((event) => image.rootfs.columns.eventLayers[event])).size} layers are not copied over. Development dependencies, which are taken out too, are not in this figure.`,
        edits: editsFor(context, stages, kept, directory),
        claims,
      },
    ];
  },
};
