import type { Instruction } from '../../dockerfile/model.ts';
import { isNodeBuild } from '../../lint/node-install.ts';
import { isBelow, type ImageEvidence } from '../evidence.ts';
import type { RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';
import { nodeProjectOf } from './node-project.ts';

/** What stands beside the sources and no running program reads. */
export const leftBehind =
  /^(?:\.env.*|\.npmrc|\.git.*|\.docker.*|\.vscode|\.idea|\.eslint.*|\.prettier.*|\.babelrc.*|\.swcrc|\.mocharc.*|Dockerfile.*|docker-compose.*|compose\.ya?ml|README.*|CHANGELOG.*|docs?|tests?|__tests__|spec|e2e|cypress|coverage|notebooks|id_[a-z0-9]+(?:\.pub)?|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|tsconfig.*\.json|tslint\.json|jest\.config\..*|vitest\.config\..*|webpack\..*|vite\.config\..*|rollup\.config\..*|babel\.config\..*|Makefile|.*\.log)$/i;

const compiledTypes = ['.ts', '.tsx', '.jsx', '.vue', '.svelte', '.coffee', '.scss', '.less'];

/** Sources are left behind only where all their code has to be compiled first. */
export function isCompiledFirst(files: readonly string[]): boolean {
  const isCode = (name: string): boolean => /\.(?:[cm]?[jt]sx?|vue|svelte|coffee)$/.test(name);
  const code = files.filter(isCode);
  return code.length > 0 && code.every((name) => compiledTypes.some((type) => name.endsWith(type)));
}

function isCompiledAway(image: ImageEvidence, path: string): boolean {
  const node = image.rootfs.find(path);
  if (node === null) return false;
  return image.remembered(['compiled-away', node], () =>
    isCompiledFirst(
      image.rootfs
        .subtree(node)
        .filter((child) => image.rootfs.isThere(child))
        .map((child) => image.rootfs.nameOf(child)),
    ),
  );
}

/** `apps/api/dist` of a path below a package of a workspace: its name in the package; null for any other path. */
function nameInPackage(path: string, packages: ReadonlySet<string>): string | null {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    if (packages.has(path.slice(0, at))) return path.split('/', path.slice(0, at).split('/').length + 1).join('/');
  }
  return null;
}

export interface KeptNames {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Folders that the build step made, in packages of a workspace as well: `dist`, `apps/api/dist`. */
  readonly built: readonly string[];
}

/** What of the working directory goes into the final stage: what the lines up to the build put there and still shows. */
export function keptNames(context: RewriteContext, image: ImageEvidence, directory: string): KeptNames {
  const { dockerfile, finalStage, folder } = context;
  const own = finalStage.instructions;
  const last = own.findLastIndex((run) => commandsOf(dockerfile, run).some(isNodeBuild));
  const packages = new Set(folder ? nodeProjectOf(folder)?.packages : []);
  const namesOf = (path: string): string[] => {
    const inPackage = packages.size > 0 ? nameInPackage(path, packages) : null;
    return [path.split('/')[0] ?? '', ...(inPackage === null ? [] : [inPackage])];
  };
  const namesFrom = (instructions: readonly Instruction[]): ReadonlySet<string> => {
    const layers = instructions.flatMap(context.layersOf);
    return image.remembered(['names-from', layers, directory, ...packages], () => {
      const paths = layers.flatMap((layer) => image.eventsIn(layer).map(({ path }) => path));
      const below = paths.filter((path) => path !== directory && isBelow(path, directory));
      return new Set(below.flatMap((path) => namesOf(path.slice(directory.length + 1))));
    });
  };
  const brought = namesFrom(own.slice(0, last + 1));
  const copied = namesFrom(own.slice(0, last + 1).filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD'));
  const builds = own.slice(0, last + 1).filter((run) => commandsOf(dockerfile, run).some(isNodeBuild));
  const made = [...namesFrom(builds)].filter((name) => !copied.has(name) && !/(?:^|\/)node_modules$/.test(name));
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
    built: made.filter((name) => image.has(`${directory}/${name}`) && isFolder(name)).sort(),
  };
}
