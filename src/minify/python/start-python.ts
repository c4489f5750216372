// What a Python runs, by its arguments and by the image's environment.
import { isZip } from '../../archive/zip-reader.ts';
import { isScript, readScriptLine } from '../../hardening/script-line.ts';
import { baseName } from '../../hardening/start-command.ts';
import { commonFolder } from '../common-folder.ts';
import { startOther } from '../start-other.ts';
import type { TracedCommand, Tracing } from '../tracing.ts';
import { callOf, isTool, namesModule, valueIn, type PythonCall } from './arguments.ts';
import { ModuleReader } from './module-reader.ts';
import { interpreterAt, isPython, namedPath, type Interpreter } from './interpreter.ts';
import { modulesIn } from './module-index.ts';
import { scanPython } from './scan.ts';
import { PythonWorld } from './world.ts';

type Words = readonly (string | null)[];

/** Of arguments and of variables, so many are looked at. */
const mostWords = 200;

/** One start of a Python. */
class PythonStart {
  private readonly world: PythonWorld;

  constructor(
    private readonly tracing: Tracing,
    private readonly interpreter: Interpreter,
    private readonly directory: string,
  ) {
    this.world = PythonWorld.of(tracing);
  }

  async run(call: PythonCall): Promise<void> {
    await this.world.open(this.interpreter, this.tracing);
    for (const path of (this.tracing.variable('PYTHONPATH') ?? '').split(':'))
      if (path !== '') this.addRoot(this.tracing.find(path, this.directory));
    switch (call.kind) {
      case 'none':
        return;
      case 'open':
      case 'unknown':
        this.runAnything(
          call.kind === 'open' ? 'is started without a program' : 'is started with a program that is not known',
        );
        return;
      case 'module':
        this.runModule(call.value);
        break;
      case 'text':
        await this.runText(call.value);
        break;
      case 'file':
        await this.runFile(call.value);
        break;
      default:
        call satisfies never;
        return;
    }
    await this.takeArguments(call.rest);
  }

  private reach(name: string, why: string, isSure = true): boolean {
    const belonging = { kind: 'application', interpreters: [this.interpreter], folder: null } as const;
    return this.world.reach(name, belonging, { tracing: this.tracing, why, isSure });
  }

  private addRoot(node: number | null): void {
    if (node !== null && this.tracing.isDirectory(node)) this.world.addRoot(node, this.tracing);
  }

  private addDirectory(): void {
    this.addRoot(this.tracing.find(this.directory));
  }

  private runAnything(what: string): void {
    const { path } = this.interpreter;
    this.addDirectory();
    this.tracing.note(`${path} ${what}: all of its modules are kept as unsure.`);
    this.world.mayReachEverything(this.interpreter, this.tracing, `${what}, which may import it`);
  }

  /** A package is run by its `__main__`. */
  private runModule(name: string): void {
    this.addDirectory();
    const why = `runs the module ${name}`;
    const parts = name.split('.');
    for (const main of [name, `${name}.__main__`]) this.reach(main, why);
    const belonging = { kind: 'application', interpreters: [this.interpreter], folder: null } as const;
    const above = parts.length > 1 ? this.world.folderOf(parts.slice(0, -1).join('.'), belonging, this.tracing) : null;
    const folders = parts.length > 1 ? [above] : this.world.searchedFor(this.interpreter);
    for (const folder of folders) this.addMain(folder, parts.at(-1) as string);
  }

  private addMain(folder: number | null, name: string): void {
    if (folder === null) return;
    const entry = modulesIn(folder, this.tracing).get(name);
    const inner = entry?.folder ? modulesIn(entry.folder.node, this.tracing).get('__main__') : undefined;
    for (const { node } of [...(entry?.files ?? []), ...(inner?.files ?? [])]) this.world.mains.add(node);
  }

  private async runText(text: string): Promise<void> {
    this.addDirectory();
    const { rootfs } = this.tracing;
    const folder = this.tracing.find(this.directory) ?? 0;
    const belonging = { kind: 'application', interpreters: [this.interpreter], folder } as const;
    const path = `The text given to ${rootfs.pathOf(this.tracing.find(this.interpreter.path) ?? 0)}`;
    const source = { path, folder, isMain: true, isSettings: false, belonging };
    await new ModuleReader(this.world, this.tracing, source).take(scanPython(text));
  }

  private async runFile(word: string): Promise<void> {
    const path = word.startsWith('/') ? word : `${this.directory}/${word}`;
    const node = this.tracing.find(path);
    if (node === null) {
      this.tracing.note(`${this.interpreter.path} is to run ${word}, which is not there.`);
      return;
    }
    if (this.tracing.isDirectory(node)) {
      this.tracing.need(path, `runs ${word}`);
      this.runMainOf(node, word);
      return;
    }
    this.world.mains.add(node);
    this.tracing.need(path, `runs ${word}`, 'python');
    const head = await this.tracing.read(node, 0, 4);
    if (head && isZip(head)) this.runAnything(`runs ${path}, an archive that is not looked into`);
    const folder = this.tracing.rootfs.parentOf(node);
    this.addRoot(folder);
    this.markData(folder);
  }

  private runMainOf(folder: number, word: string): void {
    this.addRoot(folder);
    this.markData(folder);
    this.addMain(this.tracing.rootfs.parentOf(folder), this.tracing.rootfs.nameOf(folder));
    this.reach('__main__', `runs ${word}`);
  }

  /** Beside its programs, an application has what they read. */
  private markData(folder: number): void {
    if (folder > 0 && !commonFolder.test(this.tracing.rootfs.pathOf(folder))) this.world.markData(folder, this.tracing);
  }

  /** Programs that are given modules import them from where they are started. */
  private async takeArguments(rest: Words): Promise<void> {
    const words = rest.slice(0, mostWords);
    this.addDirectory();
    for (const word of words) if (word !== null) this.takeWord(valueIn(word));
    for (const [name, value] of variablesOf(this.tracing))
      if (namesModule(name)) for (const word of value.split(/\s+/, mostWords)) this.takeWord(valueIn(word));
    await startOther({ words: [this.interpreter.path, ...words], name: '', directory: this.directory }, this.tracing);
  }

  private takeWord(word: string | null): void {
    if (word === null || word === '') return;
    const node = this.tracing.find(word, this.directory);
    if (node !== null && node > 0) this.takePath(word, node);
    const [name = ''] = word.split(':', 1);
    if (!/^[A-Za-z_][\w.]*$/.test(name) || (!/[.:]/.test(word) && this.world.isOfLibrary(name, this.tracing))) return;
    this.takeName(name, word);
  }

  private takeName(name: string, word: string): void {
    const parts = name.split('.');
    for (let count = parts.length; count > 0; count--) {
      const module = parts.slice(0, count).join('.');
      if (!this.reach(module, `is given ${word}`)) continue;
      // Celery and Flask look for these in a package.
      for (const usual of ['celery', 'app', 'wsgi', 'asgi']) this.reach(`${module}.${usual}`, `is given ${word}`);
      this.world.addSettings(module, this.interpreter, this.tracing);
      return;
    }
  }

  private takePath(word: string, node: number): void {
    if (this.tracing.isDirectory(node)) {
      if (!commonFolder.test(this.tracing.rootfs.pathOf(node))) this.addRoot(node);
    } else if (word.endsWith('.py')) {
      this.tracing.need(word.startsWith('/') ? word : `${this.directory}/${word}`, `is given ${word}`, 'python');
      this.addRoot(this.tracing.rootfs.parentOf(node));
    }
  }

  /** What tools import where nobody says what. */
  takeUsual(tool: string): void {
    const config = `${this.directory}/gunicorn.conf.py`;
    if (tool.startsWith('gunicorn')) this.tracing.need(config, 'reads it as its configuration', 'python');
    if (tool !== 'flask') return;
    for (const name of ['wsgi', 'app']) this.reach(name, 'looks for an application there');
  }
}

function* variablesOf({ config }: Tracing): Generator<[string, string]> {
  for (const line of config.env.slice(0, mostWords)) {
    const at = line.indexOf('=');
    if (at > 0) yield [line.slice(0, at), line.slice(at + 1)];
  }
}

/** The Python that runs a script: that of its first line, else the one that the image has. */
async function interpreterOfScript(program: number, tracing: Tracing): Promise<Interpreter | null> {
  const head = await tracing.read(program, 0, 512);
  const words = head && isScript(head) ? (readScriptLine(head) ?? []) : [];
  const named = words.find((word) => isPython(baseName(word)));
  for (const word of [named ?? '', 'python3', 'python']) {
    const node = word === '' ? null : tracing.findProgram(word);
    const found = node === null ? null : await interpreterAt(namedPath(word, node, '/', tracing), node, tracing);
    if (found) return found;
  }
  return null;
}

async function startTool(command: TracedCommand, program: number, tracing: Tracing): Promise<void> {
  const interpreter = await interpreterOfScript(program, tracing);
  if (!interpreter) {
    await startOther(command, tracing);
    return;
  }
  const start = new PythonStart(tracing, interpreter, command.directory);
  await start.run({ kind: 'file', value: tracing.rootfs.pathOf(program), rest: command.words.slice(1) });
  start.takeUsual(command.name);
}

export async function startPython(command: TracedCommand, program: number, tracing: Tracing): Promise<void> {
  if (isTool(command.name)) {
    await startTool(command, program, tracing);
    return;
  }
  const named = namedPath(command.words[0] ?? '', program, command.directory, tracing);
  const interpreter = await interpreterAt(named, program, tracing);
  if (!interpreter) {
    tracing.note(`${named} is a Python whose library is not found: what it imports is not known.`);
    await startOther(command, tracing);
    return;
  }
  const call = callOf(command.words);
  const start = new PythonStart(tracing, interpreter, command.directory);
  await start.run(call);
  if (call.kind === 'module') start.takeUsual(call.value);
}
