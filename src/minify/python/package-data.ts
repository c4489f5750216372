// Files beside modules that these may read: data of packages, and what says which distribution a package came with.
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';
import type { Tracing } from '../tracing.ts';
import { initOf, isCompiled, isSource, isTaggedLibrary, modulesIn, type Target } from './module-index.ts';

/** Folders of an application that are none of its data. */
const apart: ReadonlySet<string> = new Set(['__pycache__', 'site-packages', 'dist-packages', 'node_modules', '.git']);

/** Tests and what they need: nobody imports them by chance. */
export const isOfTests = (name: string): boolean => name === 'tests' || name === 'test';

const isEnvironment = (folder: number, tracing: Tracing): boolean =>
  tracing.rootfs.childNamed(folder, 'pyvenv.cfg') !== null;

/** All below a folder but those folders that are passed over. */
export function* filesBelow(
  folder: number,
  tracing: Tracing,
  passesOver: (child: number, name: string) => boolean,
): Generator<Target> {
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const node of tracing.children(at)) {
      const name = tracing.rootfs.nameOf(node);
      if (!tracing.isDirectory(node)) yield { node, name, folder: at, link: null };
      else if (!apart.has(name) && !isEnvironment(node, tracing) && !passesOver(node, name)) waiting.push(node);
    }
  }
}

const isModule = (name: string): boolean => isSource(name) || isCompiled(name) || isTaggedLibrary(name);

/** Files of a package that are no modules; what lies in packages within it is their data. */
export function dataOf(folder: number, tracing: Tracing): number[] {
  const found: number[] = [];
  for (const { node, name } of filesBelow(folder, tracing, (child) => initOf(child, tracing) !== null))
    if (!isModule(name)) found.push(node);
  return found;
}

const recordBytes: Bytes = 4_000_000;
const described = ['METADATA', 'PKG-INFO', 'RECORD', 'entry_points.txt', 'top_level.txt', 'requires.txt'];

/** `Flask-SQLAlchemy` as a module may be called: `flask_sqlalchemy`. */
const moduleName = (distribution: string): string => distribution.toLowerCase().replace(/[-.]/g, '_');

/** First parts of the paths in a RECORD. */
function topLevelsOf(record: string): string[] {
  const found = new Set<string>();
  for (const line of record.split('\n')) {
    const [path = ''] = line.split(',', 1);
    const [top = '', below] = path.split('/', 2);
    if (below !== undefined || isModule(top)) found.add(top.split('.', 1)[0] ?? '');
  }
  return [...found];
}

async function modulesOf(folder: number, name: string, site: number, tracing: Tracing): Promise<string[]> {
  const guess = moduleName(name.split('-', 1)[0] ?? '');
  if (modulesIn(site, tracing).has(guess)) return [guess];
  for (const list of ['top_level.txt', 'RECORD']) {
    const node = tracing.rootfs.childNamed(folder, list);
    const bytes = node === null ? null : await tracing.read(node, 0, recordBytes);
    if (!bytes) continue;
    const text = decodeText(bytes);
    return list === 'RECORD' ? topLevelsOf(text) : text.split('\n').map((line) => line.trim());
  }
  return [];
}

async function findDistributions(site: number, tracing: Tracing): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, number[]>();
  for (const child of tracing.children(site)) {
    const name = tracing.rootfs.nameOf(child);
    if (!/\.(?:dist-info|egg-info)$/.test(name)) continue;
    const files = tracing.isDirectory(child) ? describedIn(child, tracing) : [child];
    for (const module of await modulesOf(child, name, site, tracing)) {
      const key = moduleName(module);
      found.set(key, [...(found.get(key) ?? []), ...files]);
    }
  }
  return found;
}

const describedIn = (folder: number, tracing: Tracing): number[] =>
  tracing.children(folder).filter((child) => described.includes(tracing.rootfs.nameOf(child)));

/** By the name of a module in a folder of packages: the files that describe what it came with. */
export class Distributions {
  private readonly bySite = new Map<number, ReadonlyMap<string, readonly number[]>>();

  async add(site: number, tracing: Tracing): Promise<void> {
    if (!this.bySite.has(site)) this.bySite.set(site, await findDistributions(site, tracing));
  }

  of(site: number, module: string): readonly number[] {
    return this.bySite.get(site)?.get(moduleName(module)) ?? [];
  }
}
