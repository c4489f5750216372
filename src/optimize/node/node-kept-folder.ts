// What goes into the final stage of a Node build where no image shows it: by the folder, its COPYs and what is built.
import { contextPath } from '../../build-context/context-tree.ts';
import type { Bytes } from '../../bytes/units.ts';
import { copyPlaces, isWholeContext, resolvePath } from '../../dockerfile/places.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { isNodeBuild } from '../../lint/node-install.ts';
import { nodeBuildOutput } from './node-build-output.ts';
import { isCompiledFirst, leftBehind, type KeptNames } from './node-kept.ts';
import { nodeProjectOf } from './node-project.ts';
import { isUpkeep } from './node-start.ts';
import { fileNameOf } from './package-json.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';

export interface KeptOfFolder extends KeptNames {
  /** Names that stay in the build stage. */
  readonly left: readonly string[];
  /** What they take in the folder. */
  readonly leftBytes: Bytes;
}

/** Names at the top of the folder that a COPY brings into the directory as they are; null where it brings them otherwise. */
function namesBrought(
  context: RewriteContext,
  folder: ProjectFolder,
  copy: Instruction,
  directory: string,
): string[] | null {
  const places = copyPlaces(context.dockerfile, copy);
  if (!places) return null;
  const names: string[] = [];
  // ADD unpacks archives that it is given by name; of a folder it is a COPY.
  if (copy.keyword === 'ADD' && !places.sources.every(isWholeContext)) return null;
  for (const source of places.sources) {
    const name = resolvePath('/', source).slice(1);
    if (isWholeContext(source) && places.destination === directory) names.push(...folder.namesIn(''));
    else if (/^package\*?\.json$/.test(name) && places.destination === directory) names.push('package.json');
    else if (folder.has(name) && !name.includes('/') && places.intoDirectory && places.destination === directory)
      names.push(name);
    else if (folder.hasFolder(name) && !name.includes('/') && places.destination === resolvePath(directory, name))
      names.push(name);
    else return null;
  }
  return names;
}

/** Installs, and builds that write to names that are known; null for any other RUN. */
function outputOfRun(context: RewriteContext, run: Instruction): string[] | null {
  const commands = commandsOf(context.dockerfile, run);
  if (commands.length === 0 || !commands.every((command) => isUpkeep(command) || isNodeBuild(command))) return null;
  return nodeBuildOutput(context, run);
}

function bytesBelow(folder: ProjectFolder, names: ReadonlySet<string>): Bytes {
  const { tree } = folder.context;
  let bytes = 0;
  for (let node = 1; node < folder.index.count; node++) {
    if (folder.ignored[node] === 1 || folder.index.isDirectory(node)) continue;
    const [top = ''] = contextPath(tree, node).split('/');
    const size = tree.sizes[node] ?? NaN;
    if (names.has(top) && size === size) bytes += size;
  }
  return bytes;
}

/** Null where a line of the build does more than copy the folder, install and build, or where several packages are built. */
export function keptOfFolder(context: RewriteContext, directory: string): KeptOfFolder | null {
  const { dockerfile, folder, finalStage } = context;
  const project = folder && nodeProjectOf(folder);
  const own = finalStage.instructions;
  const last = own.findLastIndex((run) => commandsOf(dockerfile, run).some(isNodeBuild));
  const isWorkspace = project && (project.packages.length > 0 || project.fields?.workspaces !== undefined);
  if (!folder || !project || isWorkspace || last < 0) return null;
  const names = new Set<string>();
  const built = new Set<string>();
  const first = own.findIndex(({ keyword }) => keyword === 'COPY' || keyword === 'ADD');
  for (const one of own.slice(Math.max(0, first), last + 1)) {
    const isCopy = one.keyword === 'COPY' || one.keyword === 'ADD';
    const found = isCopy
      ? namesBrought(context, folder, one, directory)
      : one.keyword === 'RUN'
        ? outputOfRun(context, one)
        : [];
    if (!found) return null;
    for (const name of found) (isCopy ? names : built).add(name);
  }
  const paths = folder.paths;
  const isLeft = (name: string): boolean =>
    leftBehind.test(name) || isCompiledFirst(paths.filter((path) => path.startsWith(`${name}/`)).map(fileNameOf));
  const brought = [...names].filter((name) => !built.has(name) && name !== 'node_modules').sort();
  const left = brought.filter(isLeft);
  const kept = brought.filter((name) => !left.includes(name));
  const folders = [...kept.filter((name) => folder.hasFolder(name)), ...built, 'node_modules'].sort();
  return {
    folders,
    files: kept.filter((name) => !folder.hasFolder(name)),
    built: [...built].sort(),
    left,
    leftBytes: bytesBelow(folder, new Set(left)),
  };
}
