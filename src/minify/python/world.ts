// What of an image's Python modules is reached: names are looked up as the import system does, and marked with what belongs to them.
import type { Tracing } from '../tracing.ts';
import { startModulesOf, type Interpreter } from './interpreter.ts';
import {
  firstPlace,
  initOf,
  isCompiled,
  isSource,
  isTaggedLibrary,
  modulesIn,
  placeIn,
  type ModuleEntry,
  type ModulePlace,
  type Target,
} from './module-index.ts';
import { dataOf, Distributions, filesBelow, isOfTests } from './package-data.ts';

/** Whose a file is: one of Python's own, of an installed package, of the application. */
export type ModuleKind = 'library' | 'site' | 'application';

interface Belonging {
  readonly kind: ModuleKind;
  readonly interpreters: readonly Interpreter[];
  /** The folder that is searched; null where the file lies in none. */
  readonly folder: number | null;
}

/** How a name was found, for those that ask again. */
interface Known {
  readonly isFound: boolean;
  readonly isSure: boolean;
}

/** Who asks, why, and how surely. */
export interface Asking {
  readonly tracing: Tracing;
  readonly why: string;
  readonly isSure: boolean;
}

export class PythonWorld {
  readonly followed = new Set<number>();
  /** Files that are started, not imported. */
  readonly mains = new Set<number>();
  /** Files that the environment or an argument names as settings. */
  readonly settings = new Set<number>();
  private readonly interpreters = new Map<Interpreter, Map<string, Known>>();
  /** Names that the application asked for. */
  private readonly asked = new Map<string, boolean>();
  /** Folders of applications in which modules are looked for. */
  private readonly roots: number[] = [];
  private readonly searched = new Map<number, { kind: ModuleKind; interpreter: Interpreter }[]>();
  private readonly distributions = new Distributions();
  private readonly marked = new Set<string>();

  static of(tracing: Tracing): PythonWorld {
    return tracing.kept('python world', () => new PythonWorld());
  }

  /** From now on, modules are looked for in its folders as well. */
  async open(interpreter: Interpreter, tracing: Tracing): Promise<void> {
    if (this.interpreters.has(interpreter)) return;
    this.interpreters.set(interpreter, new Map());
    for (const folder of interpreter.library) this.addSearched(folder.node, 'library', interpreter);
    for (const folder of interpreter.sites) {
      const isInstalled = /\/(?:site|dist)-packages$/.test(folder.path);
      this.addSearched(folder.node, isInstalled ? 'site' : 'application', interpreter);
      await this.distributions.add(folder.node, tracing);
    }
    for (const { path } of [...interpreter.library, ...interpreter.sites])
      tracing.need(path, 'looks for modules in it');
    for (const path of interpreter.startFiles) tracing.need(path, 'reads it as it starts', 'python');
    for (const name of startModulesOf(interpreter, tracing))
      this.reachIn(interpreter, name, { tracing, why: `imports ${name} as it starts`, isSure: true });
    this.markBuildFacts(interpreter, tracing);
    for (const [name, isSure] of this.asked)
      this.reachIn(interpreter, name, { tracing, why: `runs what imports ${name}`, isSure });
  }

  /** sysconfig imports these by a name that it puts together. */
  private markBuildFacts(interpreter: Interpreter, tracing: Tracing): void {
    const asking = { tracing, why: 'may ask it how Python was built (sysconfig)', isSure: false };
    for (const { node } of interpreter.library)
      for (const [name, entry] of modulesIn(node, tracing))
        if (name.startsWith('_sysconfigdata')) this.markFiles(entry, asking, interpreter);
  }

  private addSearched(node: number, kind: ModuleKind, interpreter: Interpreter): void {
    this.searched.set(node, [...(this.searched.get(node) ?? []), { kind, interpreter }]);
  }

  /** A folder of an application. What was asked for before may be in it. */
  addRoot(folder: number, tracing: Tracing): void {
    if (this.roots.includes(folder) || this.searched.has(folder)) return;
    this.roots.push(folder);
    const modules = modulesIn(folder, tracing);
    for (const [interpreter, known] of this.interpreters) {
      for (const [name, { isSure }] of [...known]) {
        if (!modules.has(name.split('.', 1)[0] as string)) continue;
        known.delete(name);
        this.reachIn(interpreter, name, { tracing, why: `runs what imports ${name}`, isSure });
      }
    }
  }

  /** What a module names is followed as settings are, where it is called so. */
  addSettings(module: string, interpreter: Interpreter, tracing: Tracing): void {
    if (!module.endsWith('settings')) return;
    for (const { entry } of this.placesOf(module, interpreter, tracing))
      for (const { node } of entry.files) this.settings.add(node);
  }

  /** The folders in which modules are looked for, in order. */
  searchedFor({ library, sites }: Interpreter): number[] {
    return [...this.roots, ...[...library, ...sites].map(({ node }) => node)];
  }

  belongingOf(node: number, tracing: Tracing): Belonging {
    let root: number | null = null;
    for (let at = node; at > 0; at = tracing.rootfs.parentOf(at)) {
      const found = this.searched.get(at);
      if (found) {
        const interpreters = found.map(({ interpreter }) => interpreter);
        return { kind: found[0]!.kind, interpreters, folder: at };
      }
      if (root === null && this.roots.includes(at)) root = at;
    }
    return { kind: 'application', interpreters: [...this.interpreters.keys()], folder: root };
  }

  /** Whether Python's own modules have this name. */
  isOfLibrary(name: string, tracing: Tracing): boolean {
    const [top = ''] = name.split('.', 1);
    return [...this.interpreters.keys()].some(({ library }) =>
      library.some(({ node }) => modulesIn(node, tracing).has(top)),
    );
  }

  /** Marks the module of a dotted name, and all that is imported on the way to it; whether there is one. */
  reach(name: string, { kind, interpreters }: Belonging, asking: Asking): boolean {
    if (kind === 'application') this.asked.set(name, asking.isSure || this.asked.get(name) === true);
    let isFound = false;
    for (const interpreter of interpreters) isFound = this.reachIn(interpreter, name, asking) || isFound;
    return isFound;
  }

  private reachIn(interpreter: Interpreter, name: string, asking: Asking): boolean {
    const known = this.interpreters.get(interpreter)!;
    const before = known.get(name);
    if (before && (!before.isFound || before.isSure || !asking.isSure)) return before.isFound;
    const places = this.placesOf(name, interpreter, asking.tracing);
    for (const place of places) this.markPlace(place, asking, interpreter);
    known.set(name, { isFound: places.length > 0, isSure: asking.isSure });
    return places.length > 0;
  }

  /** What an application has hides what is installed, but not for every program: both count. */
  private placesOf(name: string, { library, sites }: Interpreter, tracing: Tracing): ModulePlace[] {
    const parts = name.split('.');
    const installed = [...library, ...sites].map(({ node }) => node);
    const places = [firstPlace(this.roots, parts, tracing), firstPlace(installed, parts, tracing)];
    const found = places.filter((place) => place !== null);
    const regular = found.filter(({ isBare }) => !isBare);
    return regular.length > 0 ? regular : found;
  }

  /** A module below a folder, as relative imports name it. */
  reachBelow(folder: number, name: string, { interpreters }: Belonging, asking: Asking): boolean {
    const place = placeIn(folder, name.split('.'), asking.tracing);
    if (place) this.markPlace(place, asking, interpreters[0] ?? null);
    return place !== null;
  }

  /** The code that runs where a folder is imported. */
  reachFolder(folder: number, { interpreters }: Belonging, asking: Asking): void {
    const init = initOf(folder, asking.tracing);
    if (init) this.markFiles(init, asking, interpreters[0] ?? null);
  }

  /** The folder of a package that a dotted name leads to. */
  folderOf(name: string, { interpreters }: Belonging, tracing: Tracing): number | null {
    for (const interpreter of interpreters)
      for (const { entry } of this.placesOf(name, interpreter, tracing)) if (entry.folder) return entry.folder.node;
    return null;
  }

  private markPlace({ above, entry }: ModulePlace, asking: Asking, interpreter: Interpreter | null): void {
    for (const folder of above) this.markPackage(folder, asking, interpreter);
    const isPackage = entry.folder !== null && (entry.files.length === 0 || initOf(entry.folder.node, asking.tracing));
    if (isPackage) this.markPackage(entry.folder!, asking, interpreter);
    else this.markFiles(entry, asking, interpreter);
    const top = above[0] ?? entry.folder ?? entry.files[0];
    if (top) this.markTop(top, asking);
  }

  private markPackage(folder: Target, asking: Asking, interpreter: Interpreter | null): void {
    if (!this.isNew(`package ${folder.node}`, asking.isSure)) return;
    markTarget(folder, asking);
    const init = initOf(folder.node, asking.tracing);
    if (!init) return;
    this.markFiles(init, asking, interpreter);
    this.markData(folder.node, asking.tracing);
  }

  /** What was said as surely before need not be said again. */
  private isNew(what: string, isSure: boolean): boolean {
    if (this.marked.has(`${what} true`) || (!isSure && this.marked.has(`${what} false`))) return false;
    this.marked.add(`${what} ${isSure}`);
    return true;
  }

  markData(folder: number, tracing: Tracing): void {
    if (!this.isNew(`data ${folder}`, false)) return;
    for (const node of dataOf(folder, tracing)) tracing.unsure(node, 'runs code beside it that may read it as data');
  }

  /** What lies beside the first part of a name: what it was installed with, the data of an application. */
  private markTop(top: Target, { tracing, isSure }: Asking): void {
    if (!this.isNew(`top ${top.node}`, isSure)) return;
    const { folder } = top;
    const [name = ''] = top.name.split('.', 1);
    for (const node of this.distributions.of(folder, name))
      tracing.unsure(node, `imports ${name}, which may ask for its version or plugins (importlib.metadata)`);
    if (this.roots.includes(folder)) this.markData(folder, tracing);
  }

  private markFiles({ files }: ModuleEntry, asking: Asking, interpreter: Interpreter | null): void {
    const fitting = files.filter(({ name }) => fits(name, interpreter));
    const libraries = fitting.filter(({ name }) => name.endsWith('.so'));
    const sources = fitting.filter(({ name }) => isSource(name));
    for (const library of libraries) {
      markTarget(library, asking);
      markTarget(library, asking, 'python');
    }
    // The source of a compiled module tells what that imports.
    const ofSources = libraries.length > 0 ? { ...asking, isSure: false } : asking;
    for (const source of sources) this.markSource(source, ofSources, interpreter);
    for (const compiled of fitting.filter(({ name }) => isCompiled(name)))
      markTarget(compiled, asking, sources.length === 0 ? 'python' : undefined);
  }

  markSource(source: Target, asking: Asking, interpreter: Interpreter | null): void {
    markTarget(source, asking, 'python');
    const stem = source.name.slice(0, -'.py'.length);
    for (const cached of cachedIn(source.folder, asking.tracing).get(stem) ?? [])
      if (fits(cached.name, interpreter)) markTarget(cached, { ...asking, why: 'has it compiled' });
  }

  /** All modules and data below a folder may be needed. */
  mayReachAll(folder: number, tracing: Tracing, why: string, interpreters: readonly Interpreter[]): void {
    if (!this.isNew(`all ${folder}`, false)) return;
    const asking = { tracing, why, isSure: false };
    for (const file of filesBelow(folder, tracing, (_, below) => isOfTests(below))) {
      const { node, name } = file;
      if (isSource(name)) this.markSource(file, asking, interpreters[0] ?? null);
      else if (isTaggedLibrary(name)) this.markFiles({ folder: null, files: [file] }, asking, interpreters[0] ?? null);
      else tracing.unsure(node, why);
    }
  }

  /** Nothing is known of what is imported. */
  mayReachEverything({ library, sites }: Interpreter, tracing: Tracing, why: string): void {
    for (const { node } of [...library, ...sites])
      for (const { node: file, name } of filesBelow(node, tracing, () => false))
        tracing.unsure(file, why, isSource(name) ? 'python' : undefined);
  }
}

function markTarget({ node, link }: Target, { tracing, why, isSure }: Asking, as?: 'python'): void {
  if (!isSure) tracing.unsure(node, why, as);
  else if (link !== null) tracing.need(link, why, as);
  else tracing.needNode(node, why, as);
}

/** Whether a compiled file is for this Python, as far as its name says. */
function fits(name: string, interpreter: Interpreter | null): boolean {
  const tag = /\.(cpython-\d+|pypy\d+)/.exec(name)?.[1];
  return tag === undefined || interpreter?.tag == null || tag === interpreter.tag;
}

/** By module: its compiled forms in `__pycache__`. */
const cachedIn = (folder: number, tracing: Tracing): ReadonlyMap<string, readonly Target[]> =>
  tracing.kept(`python cache ${folder}`, () => {
    const cache = tracing.rootfs.childNamed(folder, '__pycache__');
    const found = new Map<string, Target[]>();
    if (cache === null || !tracing.rootfs.isThere(cache)) return found;
    for (const node of tracing.children(cache)) {
      const name = tracing.rootfs.nameOf(node);
      const stem = name.slice(0, name.indexOf('.'));
      const known = found.get(stem);
      if (known) known.push({ node, name, folder: cache, link: null });
      else found.set(stem, [{ node, name, folder: cache, link: null }]);
    }
    return found;
  });
