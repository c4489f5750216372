// What a module needs, by what it says.
import type { Bytes } from '../../bytes/units.ts';
import { commonFolder } from '../common-folder.ts';
import type { Tracing } from '../tracing.ts';
import { initOf, modulesIn } from './module-index.ts';
import { builtIn } from './built-in.ts';
import { needLibraries } from './needed-libraries.ts';
import { scanPython, type PythonFacts, type PythonImport } from './scan.ts';
import type { Asking, PythonWorld } from './world.ts';

export const mostText: Bytes = 4_000_000;

type Belonging = ReturnType<PythonWorld['belongingOf']>;

/** A text of Python: a file, or what stands behind `-c`. */
export interface Source {
  readonly path: string;
  /** Where relative imports begin. */
  readonly folder: number;
  readonly isMain: boolean;
  readonly isSettings: boolean;
  readonly belonging: Belonging;
}

/** Of Python's own, what modules in Rust import most. */
const usualOfRust = [
  ...['asyncio', 'collections.abc', 'contextvars', 'copy', 'dataclasses', 'datetime', 'decimal', 'enum', 'fractions'],
  ...['functools', 'inspect', 'io', 'ipaddress', 'json', 'logging', 'pathlib', 're', 'types', 'typing', 'uuid'],
  ...['warnings', 'weakref', 'zoneinfo'],
];

const isForTests = (module: string): boolean => /^(?:_?pytest|hypothesis|nose)(?:\.|$)/.test(module);

const besideCompiled = (tracing: Tracing): Asking => ({
  tracing,
  why: 'is compiled, and may import it',
  isSure: false,
});

const why = (name: string): string => `imports ${name}`;

export class ModuleReader {
  constructor(
    private readonly world: PythonWorld,
    private readonly tracing: Tracing,
    private readonly source: Source,
  ) {}

  async take(facts: PythonFacts): Promise<void> {
    const { isWaiting } = this;
    this.takeSearched(facts);
    for (const one of facts.imports) if (this.isDone(one) && (one.isPlain || !isWaiting)) await this.takeImport(one);
    if (isWaiting) return;
    for (const name of facts.literals) this.reachNamed(name, true);
    this.takeStrings(facts);
    if (facts.loader !== null) this.takeLoader(facts.loader);
    await needLibraries(facts.libraries, this.tracing);
    if (this.source.belonging.kind === 'application') for (const words of facts.commands) this.takeCommand(words);
  }

  private isDone({ block, module, isPlain }: PythonImport): boolean {
    const { isMain, belonging, path } = this.source;
    if (this.isOfTests(module)) return false;
    // What packages offer for tests, those ask for that test.
    if (belonging.kind === 'site' && isForTests(module) && (!isPlain || /\/test|pytest/.test(path)))
      return /\/(?:_?pytest|hypothesis)/.test(path);
    return isMain || block === null || (block === 'own' && belonging.kind !== 'library');
  }

  /** Python's own modules take its tests for those of themselves alone. */
  private isOfTests(name: string): boolean {
    const { belonging, path } = this.source;
    return belonging.kind === 'library' && /^test(?:\.|$)/.test(name) && !path.includes('/test/');
  }

  private asking(name: string, isSure = true): Asking {
    return { tracing: this.tracing, why: why(name), isSure };
  }

  private reach(name: string, isSure = true): boolean {
    return this.world.reach(name, this.source.belonging, this.asking(name, isSure));
  }

  private async takeImport({ level, module, names, isPlain }: PythonImport): Promise<void> {
    if (level > 0) {
      await this.takeRelative(level, module, names);
      return;
    }
    const isFound = this.reach(module) || this.reachBeside(module);
    // Setuptools puts its own in the place of what Python had.
    if (/^distutils(?:\.|$)/.test(module)) this.reach('setuptools._distutils');
    for (const name of names) {
      if (name === '*') await this.takeAll(this.world.folderOf(module, this.source.belonging, this.tracing));
      else this.reach(`${module}.${name}`);
    }
    if (!isFound && isPlain && this.source.belonging.kind === 'application') this.noteMissing(module);
  }

  /** Python 2 looks beside a module first. */
  private reachBeside(name: string): boolean {
    const isOld = this.source.belonging.interpreters.some(({ tag }) => tag?.startsWith('cpython-2') && tag !== null);
    return isOld && this.world.reachBelow(this.source.folder, name, this.source.belonging, this.asking(name));
  }

  private noteMissing(name: string): void {
    if (builtIn.has(name.split('.', 1)[0] ?? '') || this.source.belonging.interpreters.length === 0) return;
    this.tracing.note(`${this.source.path} imports ${name}, which is in none of the folders of Python modules.`);
  }

  private async takeRelative(level: number, module: string, names: readonly string[]): Promise<void> {
    const { belonging } = this.source;
    const base = this.folderAbove(level - 1);
    this.world.reachFolder(base, belonging, this.asking('.'.repeat(level)));
    const below = (name: string): boolean => this.world.reachBelow(base, name, belonging, this.asking(`.${name}`));
    if (module !== '') below(module);
    for (const name of names) {
      if (name !== '*') below(module === '' ? name : `${module}.${name}`);
      else await this.takeAll(module === '' ? base : this.folderBelow(base, module));
    }
  }

  private folderAbove(levels: number): number {
    let folder = this.source.folder;
    for (let level = 0; level < levels && folder > 0; level++) folder = this.tracing.rootfs.parentOf(folder);
    return folder;
  }

  private folderBelow(base: number, name: string): number | null {
    let folder: number | null = base;
    for (const part of name.split('.'))
      folder = folder === null ? null : (modulesIn(folder, this.tracing).get(part)?.folder?.node ?? null);
    return folder;
  }

  /** `from a import *` takes what `__all__` of the package names, modules among it. */
  private async takeAll(folder: number | null): Promise<void> {
    if (folder === null) return;
    const init = initOf(folder, this.tracing)?.files.find(({ name }) => name === '__init__.py');
    const text = init ? await this.tracing.textOf(init.node, mostText) : null;
    if (text === null || !text.includes('__all__')) return;
    for (const name of scanPython(text).all)
      if (/^\w+$/.test(name)) this.world.reachBelow(folder, name, this.source.belonging, this.asking(name));
  }

  /** A name with something in the module behind it: `app.main:app`, `django.db.backends.Engine`. Gives the module's. */
  private reachNamed(text: string, isSure: boolean): string | null {
    const [name = ''] = text.split(':', 1);
    if (name.startsWith('.')) {
      const dots = name.length - name.replace(/^\.+/, '').length;
      const relative = name.slice(dots);
      const base = this.folderAbove(dots - 1);
      if (relative !== '') this.world.reachBelow(base, relative, this.source.belonging, this.asking(name, isSure));
      return null;
    }
    const parts = name.split('.');
    for (let count = parts.length; count > 0 && count > parts.length - 3; count--) {
      const module = parts.slice(0, count).join('.');
      if (!this.canMean(module)) return null;
      if (count === 1 && parts.length > 1 && !this.isOwnTop(module)) return null;
      if (this.reach(module, isSure)) return module;
    }
    return null;
  }

  /** Setuptools has itself imported only where something imports distutils. */
  private get isWaiting(): boolean {
    return this.source.path.endsWith('/_distutils_hack/__init__.py');
  }

  /** Strings in Python's own modules mean its own. */
  private canMean(name: string): boolean {
    return this.source.belonging.kind !== 'library' || this.world.isOfLibrary(name, this.tracing);
  }

  /** `io.x` in a string is more often something else than something of the module `io`. */
  private isOwnTop(name: string): boolean {
    return this.source.belonging.kind === 'application' && !this.world.isOfLibrary(name, this.tracing);
  }

  private takeStrings({ strings, prefixes, loader }: PythonFacts): void {
    const { isSettings, belonging } = this.source;
    if (belonging.kind === 'library' && loader === null) return;
    for (const text of strings) {
      if (this.isOfTests(text)) continue;
      const isDotted = text.includes('.') || text.includes(':');
      if (isSettings) this.takeSetting(text);
      else if (isDotted && (loader !== null || !text.startsWith('.'))) this.reachNamed(text, false);
      else if (loader !== null) this.takeWord(text);
    }
    if (loader === null && belonging.kind !== 'application') return;
    for (const prefix of prefixes) this.mayReachPackage(prefix);
  }

  /** A word that a module with a loader knows: of a module beside it; of one that is installed, where the
   * application has it. */
  private takeWord(word: string): void {
    const { belonging, folder } = this.source;
    this.world.reachBelow(folder, word, belonging, this.asking(word, false));
    if (this.isOwnTop(word)) this.reach(word, false);
  }

  /** Settings name applications, middleware and backends; of an application, its modules are imported by their usual names. */
  private takeSetting(text: string): void {
    if (this.world.isOfLibrary(text, this.tracing) && !text.includes('.')) return;
    const module = this.reachNamed(text, true);
    if (module !== null) this.mayReachPackage(module);
  }

  private mayReachPackage(name: string): void {
    const folder = this.world.folderOf(name, this.source.belonging, this.tracing);
    if (folder === null || initOf(folder, this.tracing) === null) return;
    this.reach(name, false);
    this.mayReachAll(folder, `names ${name}, of which any module may be imported`);
  }

  private mayReachAll(folder: number, clause: string): void {
    this.world.mayReachAll(folder, this.tracing, clause, this.source.belonging.interpreters);
  }

  /** By what it imports at run time, only the running program knows: all beside it may be. */
  private takeLoader(loader: string): void {
    const { path, folder, belonging } = this.source;
    const whole = belonging.kind === 'application' ? (belonging.folder ?? folder) : folder;
    const isTop = belonging.kind !== 'application' && whole === belonging.folder;
    const place = this.tracing.rootfs.pathOf(whole);
    if (isTop || whole === 0 || commonFolder.test(place)) return;
    this.mayReachAll(whole, `imports modules by names that only the running program knows (${loader})`);
    if (belonging.kind !== 'library')
      this.noteOnce(
        `${path} imports modules by names that only the running program knows (${loader}): those of ${place} are kept as unsure.`,
      );
  }

  /** One for each package that is installed, and for an application. */
  private noteOnce(text: string): void {
    const top = this.topFolder();
    this.tracing.kept(`python note ${top}`, () => this.tracing.note(text));
  }

  /** The folder above all of the package in which the module is. */
  private topFolder(): number {
    const { folder, belonging } = this.source;
    let top = folder;
    for (let at = folder; at > 0 && at !== belonging.folder; at = this.tracing.rootfs.parentOf(at)) top = at;
    return top;
  }

  /** `sys.path.insert(0, …)` */
  private takeSearched({ searched }: PythonFacts): void {
    if (searched === null) return;
    const { folder, belonging } = this.source;
    const own = this.tracing.rootfs.pathOf(folder);
    const bases = [own, this.tracing.rootfs.pathOf(this.folderAbove(1)), this.tracing.config.workingDir || '/'];
    for (const text of searched)
      for (const base of bases) this.addRoot(text === '' ? null : this.tracing.find(text, base));
    if (belonging.kind !== 'application') return;
    this.addRoot(folder);
    this.addRoot(this.folderAbove(1));
  }

  private addRoot(node: number | null): void {
    if (node !== null && node > 0 && this.tracing.isDirectory(node)) this.world.addRoot(node, this.tracing);
  }

  private takeCommand(words: readonly string[]): void {
    const [program = ''] = words;
    if (/^[\w./+-]+$/.test(program) && this.tracing.findProgram(program) !== null)
      this.tracing.start(words, `starts ${program}`);
  }

  /** Names that stand in a compiled module: dotted ones, and those of modules beside it or of Python's own. */
  takeNames(names: ReadonlySet<string>): void {
    const { folder, belonging } = this.source;
    for (const name of names) {
      if (name.includes('.')) this.reachNamed(name, false);
      else if (modulesIn(folder, this.tracing).has(name))
        this.world.reachBelow(folder, name, belonging, this.asking(name, false));
      else if (name !== 'test' && this.world.isOfLibrary(name, this.tracing)) this.reach(name, false);
    }
    if (belonging.folder !== folder) this.takeBeside();
    if ([...names].some((name) => name.startsWith('pyo3'))) this.takeRust();
  }

  /** What it imports of its package stands in it in many forms: all beside it may be. */
  private takeBeside(): void {
    const { folder, belonging } = this.source;
    for (const [name, { files }] of modulesIn(folder, this.tracing))
      if (files.length > 0) this.world.reachBelow(folder, name, belonging, besideCompiled(this.tracing));
  }

  /** Rust's strings do not end, so that the names in them are not found. */
  private takeRust(): void {
    for (const name of usualOfRust) this.reach(name, false);
    const top = this.topFolder();
    if (top !== this.source.belonging.folder)
      this.mayReachAll(top, 'is written in Rust, and may import any module of its package');
  }
}
