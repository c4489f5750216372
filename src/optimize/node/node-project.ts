// What a folder says of a Node project: its package.json files, its lock files, and what reads them.
import type { ProjectFolder } from '../project-folder.ts';
import { dependenciesOf, fileNameOf, folderNameOf, readPackage } from './package-json.ts';

export type NodeTool = 'npm' | 'Yarn' | 'Yarn classic' | 'Yarn berry' | 'pnpm' | 'Bun';

export const nodeLocks: readonly { readonly name: string; readonly tool: NodeTool }[] = [
  { name: 'package-lock.json', tool: 'npm' },
  { name: 'npm-shrinkwrap.json', tool: 'npm' },
  { name: 'yarn.lock', tool: 'Yarn' },
  { name: 'pnpm-lock.yaml', tool: 'pnpm' },
  { name: 'bun.lock', tool: 'Bun' },
  { name: 'bun.lockb', tool: 'Bun' },
];

/** Packages that a server is made with. */
export const nodeServers = ['express', 'fastify', 'koa', 'hono', '@nestjs/core', '@hapi/hapi', 'restify', 'polka'];

export interface NodeProject {
  /** Fields of the package.json at the top; null where it is not there, or damaged. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  /** Paths of package.json files that nobody could read. */
  readonly damaged: readonly string[];
  /** Lock files at the top. */
  readonly locks: readonly string[];
  /** `pnpm` of `"packageManager": "pnpm@9.15.4"`; null where nothing tells. */
  readonly said: NodeTool | null;
  /** Folders of the packages of a workspace; empty where it is none. */
  readonly packages: readonly string[];
  readonly dependencies: ReadonlySet<string>;
  readonly hasYarnBerry: boolean;
}

const marks = ['pnpm-workspace.yaml', 'lerna.json'];
/** Of more, a workspace is as large as it is. */
const mostPackages = 500;

function managerOf(fields: NodeProject['fields'], hasYarnBerry: boolean): NodeTool | null {
  const manager = fields?.packageManager;
  if (typeof manager !== 'string') return null;
  const [name = '', version = ''] = manager.split('@');
  if (name === 'yarn') return hasYarnBerry || !version.startsWith('1.') ? 'Yarn berry' : 'Yarn classic';
  return ({ npm: 'npm', pnpm: 'pnpm', bun: 'Bun' }[name] as NodeTool | undefined) ?? null;
}

/** package.json files of the project's own: what was installed, and files of tests that only look like one, are not. */
const ownPackages = (folder: ProjectFolder): string[] =>
  folder.named('package.json', mostPackages).filter((path) => !/(?:^|\/)(?:node_modules|fixtures?)\//.test(path));

function projectOf(folder: ProjectFolder): NodeProject | null {
  const paths = ownPackages(folder);
  const locks = nodeLocks.map(({ name }) => name).filter((name) => folder.has(name));
  if (!folder.has('package.json') && locks.length === 0) return null;
  const read = paths.map((path) => {
    const text = folder.textOf(path);
    return { path, fields: text === null ? null : readPackage(text) };
  });
  const fields = read.find(({ path }) => path === 'package.json')?.fields ?? null;
  const isWorkspace = fields?.workspaces !== undefined || marks.some((name) => folder.has(name));
  const hasYarnBerry = folder.has('.yarnrc.yml') || folder.has('.pnp.cjs');
  return {
    fields,
    damaged: read.filter((one) => one.fields === null).map(({ path }) => path),
    locks,
    said: managerOf(fields, hasYarnBerry),
    packages: isWorkspace ? paths.map(folderNameOf).filter((path) => path !== '') : [],
    dependencies: new Set(read.flatMap((one) => (one.fields ? dependenciesOf(one.fields) : []))),
    hasYarnBerry,
  };
}

const projects = new WeakMap<ProjectFolder, NodeProject | null>();

/** Null where nothing in the folder is of Node. */
export function nodeProjectOf(folder: ProjectFolder): NodeProject | null {
  const known = projects.get(folder);
  if (known !== undefined) return known;
  const project = projectOf(folder);
  projects.set(folder, project);
  return project;
}

/** The text of a bundler's own file at the top: `next.config.mjs`; null where there is none. */
export function configText(folder: ProjectFolder, tool: string): string | null {
  const name = folder.namesIn('').find((path) => fileNameOf(path).startsWith(`${tool}.config.`));
  return name === undefined ? null : folder.textOf(name);
}
