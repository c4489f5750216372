// The package.json files that say what a container starts: the one of its working directory, and those of a workspace.
import { copyPlaces, resolvePath } from '../../dockerfile/places.ts';
import type { Dockerfile } from '../../dockerfile/model.ts';
import type { ImageEvidence } from '../evidence.ts';
import { nodeProjectOf } from './node-project.ts';
import { fileNameOf, folderNameOf, readPackage } from './package-json.ts';
import type { ProjectFolder } from '../project-folder.ts';

export interface NodeManifest {
  /** Its folder in the project; '' at the top. */
  readonly folder: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly scripts: ReadonlyMap<string, string>;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readManifest(text: string | null, folder: string): NodeManifest | null {
  const fields = text === null ? null : readPackage(text);
  if (!fields) return null;
  const given = isRecord(fields.scripts) ? Object.entries(fields.scripts) : [];
  const scripts = given.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { folder, fields, scripts: new Map(scripts) };
}

/** Null where it is not sent, was not read, or is damaged. */
export const manifestIn = (project: ProjectFolder, folder: string): NodeManifest | null =>
  readManifest(project.textOf(folder === '' ? 'package.json' : `${folder}/package.json`), folder);

const isManifest = (name: string): boolean => name === 'package.json' || name === 'package*.json';

/** Folders of the project whose package.json a COPY of a source brings into the directory that it names. */
function foldersOf(project: ProjectFolder, source: string): string[] {
  const path = resolvePath('/', source).slice(1);
  if (isManifest(fileNameOf(path))) return [folderNameOf(path)];
  return project.has(path === '' ? 'package.json' : `${path}/package.json`) ? [path] : [];
}

function manifestByFolder(dockerfile: Dockerfile, project: ProjectFolder, directory: string): NodeManifest | null {
  const folders = new Set<string>();
  for (const copy of dockerfile.instructions) {
    const places = copyPlaces(dockerfile, copy);
    if (places?.destination !== directory) continue;
    for (const source of places.sources) for (const folder of foldersOf(project, source)) folders.add(folder);
  }
  // A later stage gets it out of another one: where there is but one, it is that.
  if (folders.size === 0) {
    const own = project.named('package.json', 100).filter((path) => !/(?:^|\/)node_modules\//.test(path));
    for (const path of own) folders.add(folderNameOf(path));
  }
  const [folder, ...others] = folders;
  return folder === undefined || others.length > 0 ? null : manifestIn(project, folder);
}

/** The manifest that a directory of the image has, by the folder, else by the image; null where none is known. */
export const manifestAt = (
  dockerfile: Dockerfile,
  { folder, image }: { readonly folder: ProjectFolder | null; readonly image: ImageEvidence | null },
  directory: string,
): NodeManifest | null =>
  folder ? manifestByFolder(dockerfile, folder, directory) : readManifest(image?.manifestIn(directory) ?? null, '');

/** `-w apps/api`, `yarn workspace @office/api`: a package of the workspace by its path or its name. */
export function manifestOfWorkspace(project: ProjectFolder, named: string): NodeManifest | null {
  const packages = nodeProjectOf(project)?.packages ?? [];
  const path = resolvePath('/', named).slice(1);
  if (packages.includes(path)) return manifestIn(project, path);
  for (const folder of packages) {
    const manifest = manifestIn(project, folder);
    if (manifest?.fields.name === named) return manifest;
  }
  return null;
}
