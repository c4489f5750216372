// Where a Python has its modules: Modules/getpath.py and Lib/site.py, as their documentation tells
// (docs.python.org/3/library/sys_path_init.html, docs.python.org/3/library/site.html).
import { searchPathOf } from '../../hardening/program-search.ts';
import { homeOf } from '../always.ts';
import type { Tracing } from '../tracing.ts';
import { modulesIn } from './module-index.ts';

export interface SearchedFolder {
  readonly path: string;
  readonly node: number;
}

export interface Interpreter {
  /** Of the program, links followed. */
  readonly path: string;
  /** As compiled files have it in their names: `cpython-312`, `pypy310`; null where it is not known. */
  readonly tag: string | null;
  /** Its own modules. */
  readonly library: readonly SearchedFolder[];
  /** Where packages are installed, what `.pth` files name among it. */
  readonly sites: readonly SearchedFolder[];
  /** Files that it reads as it starts. */
  readonly startFiles: readonly string[];
}

export const isPython = (name: string): boolean => /^(?:python|pypy|platform-python)[\d.]*t?$/.test(name);

const limits = { pthLines: 1000, folders: 500, depth: 32 } as const;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The program as it is named, before links are followed: beside it a virtual environment has its file. */
export function namedPath(word: string, program: number, directory: string, tracing: Tracing): string {
  if (word.includes('/')) return word.startsWith('/') ? word : `${directory}/${word}`;
  const folder = searchPathOf(tracing.config).find((one) => tracing.find(`${one}/${word}`) === program);
  return folder === undefined ? tracing.rootfs.pathOf(program) : `${folder}/${word}`;
}

interface Environment {
  readonly folder: string;
  readonly file: string;
  readonly home: string;
  readonly hasSystemSites: boolean;
}

async function environmentOf(named: string, tracing: Tracing): Promise<Environment | null> {
  const beside = folderOf(named);
  for (const folder of [folderOf(beside), beside]) {
    const file = `${folder}/pyvenv.cfg`;
    const node = tracing.find(file);
    const text = node === null ? null : await tracing.textOf(node);
    if (text === null) continue;
    const valueOf = (name: string): string =>
      text
        .split('\n')
        .map((line) => line.split('='))
        .find(([key = '']) => key.trim().toLowerCase() === name)
        ?.slice(1)
        .join('=')
        .trim() ?? '';
    const hasSystemSites = valueOf('include-system-site-packages').toLowerCase() === 'true';
    return { folder, file, home: valueOf('home'), hasSystemSites };
  }
  return null;
}

/** `python3.12` of /usr/local/bin/python3.12; null where the program's name does not say. */
const versionIn = (path: string): string | null => /(?:python|pypy)\d+\.\d+t?$/.exec(path)?.[0] ?? null;

interface Prefix {
  readonly path: string;
  /** `python3.12` */
  readonly version: string;
  readonly library: string;
}

/** The library of a Python is known by its os.py. */
function prefixAt(path: string, version: string | null, tracing: Tracing): Prefix | null {
  for (const lib of ['lib', 'lib64']) {
    const node = tracing.find(`${path}/${lib}`);
    if (node === null || !tracing.isDirectory(node)) continue;
    const names = version === null ? tracing.children(node).map((child) => tracing.rootfs.nameOf(child)) : [version];
    for (const name of names) {
      if (!/^(?:python|pypy)\d+\.\d+t?$/.test(name)) continue;
      const library = `${path}/${lib}/${name}`;
      if (tracing.find(`${library}/os.py`) !== null || tracing.find(`${library}/os.pyc`) !== null)
        return { path, version: name, library };
    }
  }
  return null;
}

/** Looked for in the folders above the program. */
function prefixAbove(folders: readonly string[], version: string | null, tracing: Tracing): Prefix | null {
  for (const start of folders) {
    let path = start;
    for (let depth = 0; depth < limits.depth; depth++) {
      const found = prefixAt(path, version, tracing);
      if (found) return found;
      if (path === '') break;
      path = folderOf(path);
    }
  }
  return null;
}

const siteFolders = (path: string, version: string): string[] =>
  ['lib', 'lib64', 'local/lib', 'local/lib64'].flatMap((lib) => [
    `${path}/${lib}/${version}/site-packages`,
    `${path}/${lib}/${version}/dist-packages`,
  ]);

async function userSites(version: string, tracing: Tracing): Promise<string[]> {
  const home = tracing.variable('HOME') ?? (await homeOf(tracing));
  const base = tracing.variable('PYTHONUSERBASE') ?? (home === null ? null : `${home}/.local`);
  return base === null ? [] : [`${base}/lib/${version}/site-packages`];
}

/** Each that is there, once. */
export function foldersAt(paths: Iterable<string>, tracing: Tracing): SearchedFolder[] {
  const found = new Map<number, SearchedFolder>();
  for (const path of paths) {
    const node = path === '' ? null : tracing.find(path);
    if (node === null || found.has(node) || found.size >= limits.folders || !tracing.isDirectory(node)) continue;
    found.set(node, { path, node });
  }
  return [...found.values()];
}

/** The files that add to the search path, and the folders they add. */
async function addedBy(site: SearchedFolder, tracing: Tracing): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  for (const child of tracing.children(site.node)) {
    const name = tracing.rootfs.nameOf(child);
    if (!name.endsWith('.pth')) continue;
    files.push(`${site.path}/${name}`);
    const node = tracing.find(`${site.path}/${name}`);
    const text = node === null ? null : await tracing.textOf(node);
    for (const line of (text ?? '').split(/\r?\n/, limits.pthLines)) folders.push(...folderIn(line, site.path));
  }
  return { files, folders };
}

/** The folder that a line of such a file names. */
function folderIn(line: string, base: string): string[] {
  const path = line.trim();
  if (path === '' || path.startsWith('#') || /^import[ \t]/.test(path)) return [];
  return [path.startsWith('/') ? path : `${base}/${path}`];
}

async function withAdded(sites: readonly SearchedFolder[], tracing: Tracing) {
  const files: string[] = [];
  const paths = sites.map(({ path }) => path);
  for (const site of sites) {
    const added = await addedBy(site, tracing);
    files.push(...added.files);
    paths.push(...added.folders);
  }
  return { files, sites: foldersAt(paths, tracing) };
}

/** `/usr/bin/python3.12._pth` takes the place of all else that says where modules are. */
async function listedBeside(
  paths: readonly string[],
  tracing: Tracing,
): Promise<{ file: string; folders: string[] } | null> {
  for (const path of paths) {
    const file = `${path}._pth`;
    const node = tracing.find(file);
    const text = node === null ? null : await tracing.textOf(node);
    if (text === null) continue;
    return { file, folders: text.split(/\r?\n/, limits.pthLines).flatMap((line) => folderIn(line, folderOf(path))) };
  }
  return null;
}

/** The threads of 3.13t make no difference here. */
const tagOf = (version: string): string => version.replace('python', 'cpython-').replace('.', '').replace(/t$/, '');

async function findInterpreter(named: string, path: string, tracing: Tracing): Promise<Interpreter | null> {
  const environment = await environmentOf(named, tracing);
  const pythonHome = tracing.variable('PYTHONHOME')?.split(':')[0];
  const places = [pythonHome ?? '', folderOf(path), environment?.home ?? ''].filter((place) => place !== '');
  const prefix = prefixAbove(places, versionIn(path), tracing) ?? prefixAbove(places, null, tracing);
  if (!prefix) return null;
  const { version, library } = prefix;
  const listed = await listedBeside([named, path], tracing);
  const own = environment ? siteFolders(environment.folder, version) : [];
  const ofSystem = !environment || environment.hasSystemSites;
  const shared = ofSystem
    ? [
        ...(await userSites(version, tracing)),
        ...siteFolders(prefix.path, version),
        `${prefix.path}/lib/python3/dist-packages`,
      ]
    : [];
  const added = await withAdded(foldersAt([...(listed?.folders ?? []), ...own, ...shared], tracing), tracing);
  const libraries = [library, `${library}/lib-dynload`, `${prefix.path}/lib64/${version}/lib-dynload`];
  const startFiles = [...added.files, ...(environment ? [environment.file] : []), ...(listed ? [listed.file] : [])];
  return { path, tag: tagOf(version), library: foldersAt(libraries, tracing), sites: added.sites, startFiles };
}

/** The Python that a path names; null where its modules are not found. */
export function interpreterAt(named: string, program: number, tracing: Tracing): Promise<Interpreter | null> {
  const path = tracing.rootfs.pathOf(program);
  return tracing.kept(`python at ${named}`, () => findInterpreter(named, path, tracing));
}

/** Modules of the library that are imported by the program itself, or by what it does before it runs anything. */
const startModules = [
  ...['codecs', 'io', 'abc', 'site', 'os', 'posixpath', 'genericpath', 'stat', '_collections_abc', '_sitebuiltins'],
  ...[
    'sitecustomize',
    'usercustomize',
    'zipimport',
    'runpy',
    'types',
    'warnings',
    'traceback',
    'linecache',
    'tokenize',
  ],
  ...[
    'importlib._bootstrap',
    'importlib._bootstrap_external',
    'importlib.util',
    'importlib.machinery',
    'importlib.abc',
  ],
  ...[
    'collections.abc',
    'functools',
    'operator',
    'keyword',
    'reprlib',
    're',
    'enum',
    'locale',
    '_bootlocale',
    'copyreg',
  ],
  ...['_weakrefset', 'weakref', 'threading', '_py_abc', 'contextlib', '_strptime', '_compat_pickle', 'sysconfig'],
  ...['__future__', 'signal', 'struct', 'string', 'stringprep', 'unicodedata', '_pydecimal'],
];

/** These, and all of `encodings`: which of them is asked for, only the running program knows. */
export function startModulesOf({ library }: Interpreter, tracing: Tracing): string[] {
  const folder = library[0] && modulesIn(library[0].node, tracing).get('encodings')?.folder;
  const encodings = folder ? [...modulesIn(folder.node, tracing).keys()] : [];
  return [...startModules, ...encodings.filter((name) => !name.startsWith('__')).map((name) => `encodings.${name}`)];
}
