import type { Instruction } from '../../dockerfile/model.ts';
import { isNodeBuild } from '../../lint/node-install.ts';
import { isBelow, type ImageEvidence } from '../evidence.ts';
import type { RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';

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

export interface KeptNames {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Folders that the build step made. */
  readonly built: readonly string[];
}

/** What of the working directory goes into the final stage: what the lines up to the build put there and still shows. */
export function keptNames(context: RewriteContext, image: ImageEvidence, directory: string): KeptNames {
  const { dockerfile, finalStage } = context;
  const own = finalStage.instructions;
  const last = own.findLastIndex((run) => commandsOf(dockerfile, run).some(isNodeBuild));
  const nameIn = (path: string): string => path.slice(directory.length + 1).split('/')[0] ?? '';
  const namesFrom = (instructions: readonly Instruction[]): ReadonlySet<string> => {
    const layers = instructions.flatMap(context.layersOf);
    return image.remembered(['names-from', layers, directory], () => {
      const paths = layers.flatMap((layer) => image.eventsIn(layer).map(({ path }) => path));
      return new Set(paths.filter((path) => path !== directory && isBelow(path, directory)).map(nameIn));
    });
  };
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
