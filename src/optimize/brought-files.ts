// Which files the COPYs of a stage bring, and which of them a program that is built may read when it runs.
import { copyPlaces, copyTarget } from '../dockerfile/places.ts';
import type { Instruction } from '../dockerfile/model.ts';
import { hasWildcard } from '../build-cache/source-path.ts';
import { sourceOf } from './edits.ts';
import { isBelow } from './evidence.ts';
import { Remembered } from './remembered.ts';
import type { RewriteContext } from './rewrite.ts';

const isCopy = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';

function broughtByFolder({ dockerfile, folder }: RewriteContext, copy: Instruction): string[] | null {
  const places = copyPlaces(dockerfile, copy);
  if (!places || !folder) return null;
  const { sources, destination, intoDirectory } = places;
  const under = destination === '/' ? '' : destination;
  const found: string[] = [];
  for (const written of sources) {
    const source = written.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '');
    if (hasWildcard(source)) return null;
    if (folder.has(source)) found.push(intoDirectory ? `${under}/${source.split('/').at(-1)}` : destination);
    else if (source === '' || folder.hasFolder(source)) {
      const prefix = source === '' ? '' : `${source}/`;
      for (const path of folder.paths) if (path.startsWith(prefix)) found.push(`${under}/${path.slice(prefix.length)}`);
    } else return null;
  }
  return found;
}

/**
 * Files that some COPYs put below a directory, relative to it. The image tells, and the folder where there is none; null where
 * neither does.
 */
function broughtInto(
  context: RewriteContext,
  instructions: readonly Instruction[],
  directory: string,
): string[] | null {
  const found: string[] = [];
  for (const copy of instructions.filter(isCopy)) {
    const image = context.witnessOf(copy);
    const paths = image
      ? context.layersOf(copy).flatMap((layer) => image.copiesIn(layer).map(({ path }) => path))
      : broughtByFolder(context, copy);
    if (!paths) return null;
    for (const path of paths)
      if (path !== directory && isBelow(path, directory)) found.push(path.slice(directory.length + 1));
  }
  return found;
}

/** What lies at the top of a project and no program reads when it runs. */
const besideAtTop =
  /^(?:Dockerfile.*|Containerfile.*|(?:docker-)?compose.*\.ya?ml|README.*|LICEN[CS]E.*|NOTICE.*|CHANGELOG.*|CONTRIBUTING.*|CODEOWNERS|Makefile|Taskfile\.ya?ml|justfile|Jenkinsfile|.*\.(?:md|rst|adoc|sh|bat|cmd))$/i;
/** The like of it, wherever it lies. */
const besideAnywhere = /^\.|\.(?:log|iml|orig|rej|swp)$/i;
const besideFolders: ReadonlySet<string> = new Set([
  'docs', 'doc', 'test', 'tests', 'testdata', 'e2e', 'examples', 'scripts', 'hack', 'deploy', 'k8s', 'helm', 'charts',
  'terraform', 'vendor', 'node_modules',
]); // prettier-ignore

const mostCopies = 12;
const deepest = 64;

/**
 * The largest folders that hold nothing but what a program may read, and single files: `templates`, `config/app.yaml`. Null
 * where it would take more COPYs than people would write. `isSource`: what is built, and left behind.
 */
function assetsAmong(paths: readonly string[], isSource: (path: string) => boolean): string[] | null {
  const assets: string[][] = [];
  const mixed = new Set<string>(['']);
  for (const path of paths) {
    const parts = path.split('/').slice(0, deepest);
    const folders = parts.slice(0, -1);
    const name = parts.at(-1) ?? '';
    const isBeside =
      besideAnywhere.test(name) ||
      (parts.length === 1 && besideAtTop.test(name)) ||
      folders.some((folder) => besideFolders.has(folder) || folder.startsWith('.'));
    if (!isBeside && !isSource(path)) assets.push(parts);
    else for (let end = 1; end <= folders.length; end++) mixed.add(folders.slice(0, end).join('/'));
  }
  const kept = new Set<string>();
  for (const parts of assets) {
    let end = 1;
    while (end < parts.length && mixed.has(parts.slice(0, end).join('/'))) end++;
    kept.add(parts.slice(0, end).join('/'));
    if (kept.size > mostCopies) return null;
  }
  return [...kept].sort();
}

/** Where each line of the original has its layer, one without was put there by a change: for files that a COPY behind it brings too. */
const isAddedLine = ({ image, layersOf }: RewriteContext, copy: Instruction): boolean =>
  image?.knowsEveryLine === true && layersOf(copy).length === 0;

const remembered = new Remembered<string[] | null>();

/**
 * What of some COPYs a program may read when it runs, relative to a directory; null where nobody can tell. `kind`: a name for
 * `isSource`.
 */
export function assetsOf(
  context: RewriteContext,
  instructions: readonly Instruction[],
  directory: string,
  kind: string,
  isSource: (path: string) => boolean,
): string[] | null {
  const copies = instructions.filter((one) => isCopy(one) && !isAddedLine(context, one));
  // All are told of by one of both; which one it is, the answer is kept with.
  const shown = copies.filter((copy) => context.witnessOf(copy) !== null).length;
  const about = copies.length > 0 && shown === copies.length ? context.image : context.folder;
  if (!about || (shown > 0 && shown < copies.length)) return null;
  const said = copies.map((copy) => [
    sourceOf(context.dockerfile, copy),
    copyTarget(context.dockerfile, copy),
    ...context.layersOf(copy),
  ]);
  return remembered.of(about, JSON.stringify([kind, directory, said]), () => {
    const paths = broughtInto(context, copies, directory);
    return paths ? assetsAmong(paths, isSource) : null;
  });
}
