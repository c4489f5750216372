// What the source of a module needs of an image.
import { cleanPath } from '../../hardening/clean-path.ts';
import { asObject } from '../../image/json.ts';
import type { FollowerId, Tracing } from '../tracing.ts';
import { mentionsOf, type Mentions, type NamedModule } from './mentions.ts';
import { mayNeedBeginning, mayNeedFolder, mayReadData } from './package-files.ts';
import { below, foldersAbove, installedFolder, ownFolder, packageIn, scopeOf } from './packages.ts';
import { isTypescript, resolveModule, type From } from './resolve.ts';

const mostDependencies = 2000;

/** What is known of all that Node is started with in an image. */
export interface NodeRun {
  /** Where it is started. */
  readonly workingFolders: Set<string>;
  /** The folders of what it is started with. */
  readonly applications: Set<string>;
  readonly conditions: Set<string>;
  /** Folders of which all may be needed, so that nothing in them is followed. */
  readonly whole: Set<string>;
  readonly followed: Set<number>;
  /** Packages that look from where Node was started, and those that require what nobody knows. */
  readonly looking: Set<string>;
  readonly unknown: Set<string>;
}

const newRun = (): NodeRun => ({
  workingFolders: new Set(),
  applications: new Set(),
  conditions: new Set(),
  whole: new Set(),
  followed: new Set(),
  looking: new Set(),
  unknown: new Set(),
});

export const runOf = (tracing: Tracing): NodeRun => tracing.kept('node run', newRun);

/** By whom a file is read that is required; data and add-ons tell by themselves. */
export const readerOf = (path: string): FollowerId | undefined =>
  /\.(?:json|node|wasm|css|html?|txt|ya?ml)$/i.test(path) ? undefined : 'node';

/** These load the add-on that was built for the package that requires them. */
const addOnLoaders =
  /^(?:bindings|node-gyp-build|node-gyp-build-optional-packages|@mapbox\/node-pre-gyp|node-pre-gyp)$/;

export interface ModulePlace {
  /** The file, or the program that was given the text. */
  readonly path: string;
  /** From where names are looked up. */
  readonly folder: string;
}

export async function needModule(named: NamedModule, from: From, why: string, tracing: Tracing): Promise<boolean> {
  const { files, read } = await resolveModule(named, from, tracing);
  for (const path of read) tracing.need(path, `finds ${named.specifier} by it`);
  for (const path of files) tracing.need(path, why, readerOf(path));
  return files.size > 0;
}

class ModuleFollow {
  private readonly run: NodeRun;
  private readonly from: From;

  constructor(
    private readonly place: ModulePlace,
    private readonly own: string,
    private readonly mentions: Mentions,
    private readonly tracing: Tracing,
  ) {
    this.run = runOf(tracing);
    const conditions = [...this.run.conditions];
    this.from = { folder: place.folder, isTypescript: isTypescript(place.path), conditions };
  }

  async needs(): Promise<void> {
    const { mentions } = this;
    for (const named of mentions.modules) await this.needNamed(named);
    for (const named of mentions.beginnings) this.mayNeedBegun(named);
    if (mentions.unknownLine > 0) await this.mayNeedUnknown(mentions.unknownLine);
    await this.mayNeedBeside();
    this.mayReadFromWorkingFolder();
    for (const path of mentions.paths) this.mayReadPath(path);
    for (const text of mentions.commands) this.mayStart(text);
    if (mentions.isCut)
      this.tracing.note(`${this.place.path} names more than is read of one file: what it requires is not all known.`);
  }

  private async needNamed(named: NamedModule): Promise<void> {
    const why = `${named.isImport ? 'imports' : 'requires'} ${named.specifier}`;
    await needModule(named, this.from, why, this.tracing);
    if (addOnLoaders.test(named.specifier)) this.needAddOns(named.specifier);
  }

  private needAddOns(loader: string): void {
    const node = this.tracing.find(below(this.own, 'build/Release'));
    if (node === null || !this.tracing.isDirectory(node)) return;
    for (const child of this.tracing.children(node)) {
      const path = this.tracing.rootfs.pathOf(child);
      if (path.endsWith('.node')) this.tracing.need(path, `loads its add-on by ${loader}`);
    }
  }

  private mayNeedBegun({ specifier }: NamedModule): void {
    const why = `requires what begins with ${specifier}`;
    if (/^\.{0,2}\//.test(specifier)) {
      this.mayNeedBeginning(specifier, why);
      return;
    }
    for (const folder of foldersAbove(this.place.folder))
      if (mayNeedBeginning(`${below(folder, 'node_modules')}/${specifier}`, why, this.tracing)) return;
  }

  private mayNeedBeginning(beginning: string, why: string, from = this.place.folder): void {
    const slash = beginning.lastIndexOf('/') + 1;
    const folder = beginning.startsWith('/') && slash === 1 ? from : cleanPath(`${from}/${beginning.slice(0, slash)}`);
    mayNeedBeginning(`${folder}/${beginning.slice(slash)}`, why, this.tracing);
  }

  private async mayNeedUnknown(line: number): Promise<void> {
    const { own, run, tracing } = this;
    const isFirst = !run.unknown.has(own);
    run.unknown.add(own);
    if (isFirst) {
      tracing.note(
        `${this.place.path} requires what only the running program knows (line ${line}): all of ${own}, and what the application depends on, may be needed.`,
      );
      mayNeedFolder(own, `may be required by ${this.place.path}`, tracing);
    }
    await this.mayNeedDependencies();
    this.mayNeedApplications();
  }

  /** What is required by a name that is put together is most often a package that the application asked for. */
  private async mayNeedDependencies(): Promise<void> {
    for (const folder of this.run.applications) {
      const done = this.tracing.kept('node dependencies', () => new Set<string>());
      if (done.has(folder)) continue;
      done.add(folder);
      const { dependencies, optionalDependencies } = (await packageIn(folder, this.tracing))?.json ?? {};
      const names = Object.keys({ ...asObject(dependencies), ...asObject(optionalDependencies) });
      for (const specifier of names.slice(0, mostDependencies)) await this.mayNeedDependency(specifier, folder);
    }
  }

  private async mayNeedDependency(specifier: string, folder: string): Promise<void> {
    for (const isImport of [false, true]) {
      const { files, read } = await resolveModule({ specifier, isImport }, { folder }, this.tracing);
      for (const path of [...files, ...read]) this.mayNeedFile(path, `may require ${specifier}, on which it depends`);
    }
  }

  /** A package that looks from where Node was started and requires what it finds there. */
  private mayNeedApplications(): void {
    const { run, own } = this;
    if (!run.unknown.has(own) || !run.looking.has(own)) return;
    for (const folder of run.applications)
      mayNeedFolder(folder, `may be required by ${own}, from where Node is started`, this.tracing);
  }

  private mayNeedFile(path: string, why: string): void {
    this.tracing.mayNeed(path, why, '/', readerOf(path));
  }

  private async mayNeedBeside(): Promise<void> {
    const { beside, besideBeginnings } = this.mentions;
    for (const text of beside) {
      const why = text === '' ? 'may read its folder' : `names ${text} beside itself`;
      const path = cleanPath(`${this.place.folder}/${text}`);
      if (this.tracing.find(path) !== null) this.mayNeedAt(path, why);
      else
        for (const file of (await resolveModule({ specifier: path, isImport: false }, this.from, this.tracing)).files)
          this.mayNeedFile(file, why);
    }
    for (const text of besideBeginnings) {
      const why = text === '' ? 'may read its folder' : `names what begins with ${text} beside itself`;
      if (text === '') this.mayNeedAt(this.place.folder, why);
      else this.mayNeedBeginning(`./${text}`, why);
    }
  }

  private mayNeedAt(path: string, why: string): void {
    const node = this.tracing.find(path);
    if (node !== null && node !== 0) mayNeedFolder(this.tracing.rootfs.pathOf(node), why, this.tracing);
  }

  private mayReadFromWorkingFolder(): void {
    const { run, mentions, own } = this;
    for (const folder of run.workingFolders)
      for (const text of mentions.fromWorkingFolder)
        this.mayNeedAt(cleanPath(`${folder}/${text}`), `names ${text}, from where Node is started`);
    if (!mentions.usesWorkingFolder) return;
    run.looking.add(own);
    this.mayNeedApplications();
  }

  private mayReadPath(text: string): void {
    // `..` alone says nothing of what is read there.
    if (/^[./]*$/.test(text) || this.mentions.modules.some(({ specifier }) => specifier === text)) return;
    const why = `names ${text}`;
    const star = text.indexOf('*');
    const folders = text.startsWith('/') ? ['/'] : new Set([this.place.folder, ...this.run.workingFolders]);
    for (const folder of folders) {
      if (star < 0) this.mayNeedAt(cleanPath(`${folder}/${text}`), why);
      else if (/[^./*]/.test(text.slice(0, star))) this.mayNeedBeginning(`./${text.slice(0, star)}`, why, folder);
    }
  }

  private mayStart(text: string): void {
    const [word = ''] = text.trim().split(/\s/, 1);
    // `exec` is a method of regular expressions too.
    if (word === '' || this.tracing.findProgram(word) === null) return;
    this.tracing.mayStart(text.trim() === word ? [word] : ['/bin/sh', '-c', text], `may start ${word}`);
  }
}

/** The source of a file, or a text that Node is given. */
export async function followSource(source: string, place: ModulePlace, tracing: Tracing): Promise<void> {
  const own = (await ownFolder(`${place.folder}/x`, tracing)) ?? place.folder;
  const scope = await scopeOf(place.folder, tracing);
  if (scope) tracing.need(below(scope.folder, 'package.json'), 'is the kind of module that it says');
  await new ModuleFollow(place, own, mentionsOf(source), tracing).needs();
  const isApplication = installedFolder(place.folder) === null;
  if (isApplication || tracing.find(below(own, 'package.json')) !== null) mayReadData(own, tracing);
}
