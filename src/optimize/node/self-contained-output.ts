// Output that holds all its program loads, packages too: Next.js's standalone and Nuxt's (Nitro's) `.output`.
// https://nextjs.org/docs/app/api-reference/config/next-config-js/output
// https://nuxt.com/docs/getting-started/deployment#nodejs-server
import { copyPlaces, directoryAt, isWholeContext, resolvePath } from '../../dockerfile/places.ts';
import { isNodeBuild } from '../../lint/node-install.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { RewriteContext } from '../rewrite.ts';
import { instructionsOfImage, runtimeConfigOf } from '../runtime-config.ts';
import { commandsOf } from '../shell-chain.ts';
import type { KeptNames } from './node-kept.ts';
import { configText, nodeProjectOf } from './node-project.ts';
import { commandsThrough, isUpkeep, nodeStartOf, type StartedCommand } from './node-start.ts';

interface Framework {
  readonly name: string;
  readonly folder: string;
  /** What `node` starts of it. */
  readonly program: string;
  readonly builders: readonly string[];
}

const next: Framework = {
  name: 'Next.js',
  folder: '.next/standalone',
  program: '.next/standalone/server.js',
  builders: ['next'],
};
const nuxt: Framework = {
  name: 'Nuxt',
  folder: '.output',
  program: '.output/server/index.mjs',
  builders: ['nuxt', 'nuxi'],
};

/** Another program than the one that is started today. */
export interface OtherStart {
  readonly words: readonly string[];
  readonly was: string;
  readonly environment: ReadonlyMap<string, string>;
}

export interface SelfContained extends KeptNames {
  readonly framework: string;
  readonly output: string;
  /** Where folders go, but for those that keep their place. */
  readonly targets: ReadonlyMap<string, string>;
  readonly start: OtherStart | null;
}

const standalone = /\boutput\s*:\s*['"`]standalone['"`]/;

/** next.config says `output: 'standalone'`. */
export const asksForStandalone = (folder: ProjectFolder): boolean => standalone.test(configText(folder, 'next') ?? '');

const probes: ReadonlySet<string> = new Set(['curl', 'wget']);

/** The only program that is started, beside what a HEALTHCHECK asks with. */
function onlyStart(context: RewriteContext): StartedCommand | null {
  const { commands, unknown } = nodeStartOf(context);
  const own = commands.filter(({ name }) => !probes.has(name));
  return unknown === null && own.length === 1 ? (own[0] ?? null) : null;
}

/** The folder alone shows it: all of it is copied, and every RUN installs or builds, one of them by the framework. */
function isBuiltBy(context: RewriteContext, directory: string, { builders }: Framework): boolean {
  const { dockerfile, folder, finalStage } = context;
  const project = folder && nodeProjectOf(folder);
  if (!project || project.packages.length > 0 || project.fields?.workspaces !== undefined) return false;
  const runs = finalStage.instructions.filter(({ keyword }) => keyword === 'RUN');
  const isKnown = runs.every((run) =>
    commandsOf(dockerfile, run).every((command) => isUpkeep(command) || isNodeBuild(command)),
  );
  const copiesAll = finalStage.instructions.some((copy) => {
    const places = copyPlaces(dockerfile, copy);
    return places?.destination === directory && places.sources.every(isWholeContext);
  });
  const builds = runs.some(
    (run) =>
      directoryAt(dockerfile, run) === directory &&
      commandsThrough(context, run).commands.some(({ name, args }) => builders.includes(name) && args[0] === 'build'),
  );
  return isKnown && copiesAll && builds;
}

/** The output is made in the working directory. */
function isMade(context: RewriteContext, directory: string, framework: Framework): boolean {
  const { image, folder } = context;
  if (image) return image.has(`${directory}/${framework.program}`);
  const isAsked = framework !== next || (folder !== null && asksForStandalone(folder));
  return isAsked && isBuiltBy(context, directory, framework);
}

const hasPublic = ({ image, folder }: RewriteContext, directory: string): boolean =>
  image ? image.has(`${directory}/public`) : folder?.hasFolder('public') === true;

function keptOf({ name, folder }: Framework, folders: readonly string[]): Omit<SelfContained, 'start' | 'targets'> {
  return { framework: name, output: folder, folders, files: [], built: [folder] };
}

/**
 * `next start` serves `.next` with all packages, though the standalone output is there: its own server takes the place, with the
 * static files beside it, as Next.js documents it. It binds to what HOSTNAME says, which an engine sets to the container's name.
 */
function insteadOfNextStart(context: RewriteContext, directory: string): SelfContained | null {
  const { environment } = runtimeConfigOf(context.dockerfile);
  if (instructionsOfImage(context.dockerfile).some(({ keyword }) => keyword === 'ENTRYPOINT')) return null;
  if (environment.has('HOSTNAME') || !isMade(context, directory, next)) return null;
  const own = hasPublic(context, directory) ? ['public'] : [];
  return {
    ...keptOf(next, [...own, next.folder, '.next/static']),
    targets: new Map([[next.folder, './']]),
    start: { words: ['node', 'server.js'], was: 'next start', environment: new Map([['HOSTNAME', '0.0.0.0']]) },
  };
}

/** Null where something else is started, or nobody can tell that the output is made. */
export function selfContained(context: RewriteContext, directory: string): SelfContained | null {
  const start = onlyStart(context);
  if (!start) return null;
  const { name, args, assignments } = start;
  if (name === 'next' && args.length === 1 && args[0] === 'start' && assignments.length === 0)
    return insteadOfNextStart(context, directory);
  const [program = ''] = args;
  const framework = [next, nuxt].find((one) => resolvePath(directory, program) === `${directory}/${one.program}`);
  if (name !== 'node' || !framework || !isMade(context, directory, framework)) return null;
  return { ...keptOf(framework, [framework.folder]), targets: new Map(), start: null };
}
