// What a container of a Node image starts: its command, and what the scripts of package.json call in their turn.
import { copyPlaces, directoryAt, resolvePath, type CopyPlaces } from '../../dockerfile/places.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { readScript, type ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../../lint/commands.ts';
import { nodeInstall } from '../../lint/node-install.ts';
import { wrappedCommand } from '../command-wrappers.ts';
import { isBelow, type ImageEvidence } from '../evidence.ts';
import { packageCall } from './node-call.ts';
import { manifestAt, manifestOfWorkspace, type NodeManifest } from './node-manifests.ts';
import { fileNameOf } from './package-json.ts';
import type { ProjectFolder } from '../project-folder.ts';
import { Remembered } from '../remembered.ts';
import { instructionsOfImage, runtimeConfigOf } from '../runtime-config.ts';

/** A program that is run, with nothing in between. */
export interface StartedCommand {
  readonly name: string;
  /** As it is called, which may be a path. */
  readonly invoked: string;
  readonly args: readonly string[];
  /** Variables that are set for it: `NODE_ENV=production`. */
  readonly assignments: readonly string[];
  /** What calls it, for people: `CMD`, `the script start`. */
  readonly calledBy: string;
  /** The package.json whose script it is, or that of the working directory. */
  readonly manifest: NodeManifest | null;
}

export interface NodeStart {
  readonly commands: readonly StartedCommand[];
  /** What of it could not be followed, for people; null where all was. */
  readonly unknown: string | null;
}

/** Scripts call scripts; of more steps than these nobody knows the end. */
const mostSteps = 300;

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'zsh']);
const scriptRunners: ReadonlySet<string> = new Set(['run-s', 'run-p', 'npm-run-all', 'npm-run-all2']);

interface Open {
  readonly command: ShellCommand;
  readonly assignments: readonly string[];
  readonly calledBy: string;
  readonly manifest: NodeManifest | null;
}

const hasVariable = (text: string): boolean => /[$`]/.test(text);

class Walk {
  readonly commands: StartedCommand[] = [];
  unknown: string | null = null;
  private readonly open: Open[] = [];
  private readonly scripts = new Set<string>();
  private steps = 0;

  constructor(
    private readonly folder: ProjectFolder | null,
    private readonly sourceOf: (path: string) => string | null,
  ) {}

  push(...items: readonly Open[]): void {
    this.open.push(...items);
  }

  run(): NodeStart {
    for (let item = this.open.pop(); item; item = this.open.pop()) {
      if (++this.steps > mostSteps) {
        this.miss('more commands than are followed');
        break;
      }
      this.take(item);
    }
    return { commands: this.commands, unknown: this.unknown };
  }

  private miss(what: string): void {
    this.unknown ??= what;
  }

  private add({ command, assignments, calledBy, manifest }: Open): void {
    const args = command.args.map(({ value }) => value);
    const { name, invoked } = command;
    this.commands.push({ name, invoked, args, assignments, calledBy, manifest });
  }

  private take(item: Open): void {
    const { command, calledBy } = item;
    const assignments = [...item.assignments, ...command.assignments.map(({ name, value }) => `${name}=${value}`)];
    if (command.name === '') return;
    // What `exec "$@"` hands on is taken where the script is called.
    if (command.invoked === '$@') return;
    if (hasVariable(command.invoked)) return this.miss(`${calledBy} calls ${command.invoked}`);
    const wrapped = wrappedCommand(command);
    if (wrapped) {
      if (wrapped.isPackage) this.add({ ...item, assignments });
      this.open.push({ ...item, command: wrapped.inner, assignments: [...assignments, ...wrapped.assignments] });
      return;
    }
    if (command.name === 'cd') return this.miss(`${calledBy} changes the directory`);
    if (shells.has(command.name)) return this.takeShell({ ...item, assignments });
    if (command.invoked.endsWith('.sh')) return this.takeFile({ ...item, assignments }, command.invoked);
    if (scriptRunners.has(command.name)) return this.takeRunner({ ...item, assignments });
    if (command.name === 'concurrently') return this.takeConcurrent({ ...item, assignments });
    this.takeCall({ ...item, assignments });
  }

  private takeCall(item: Open): void {
    const { command, calledBy } = item;
    const call = packageCall(command);
    if (!call) return this.add(item);
    const said = [command.name, ...command.args.map(({ value }) => value)].slice(0, 3).join(' ');
    if (call.kind === 'unknown') return this.miss(`${calledBy} calls ${said}`);
    if (call.kind === 'program') return void this.open.push({ ...item, command: call.command });
    const { workspace } = call;
    const manifest = workspace === null ? item.manifest : this.folder && manifestOfWorkspace(this.folder, workspace);
    if (!manifest) return this.miss(`what ${said} runs stands in a package.json that was not read`);
    if (call.kind === 'either' && !manifest.scripts.has(call.name))
      return void this.open.push({ ...item, command: call.command, manifest });
    this.takeScript(call.name, { ...item, manifest });
  }

  private takeScript(name: string, item: Open): void {
    const { manifest } = item;
    const text = manifest?.scripts.get(name);
    // What npm does by itself where there is no script `start`.
    if (text === undefined && name === 'start') return this.takeText('node server.js', item);
    if (text === undefined) return this.miss(`package.json has no script ${name.slice(0, 60)}`);
    const key = `${manifest?.folder ?? ''} ${name}`;
    if (this.scripts.has(key)) return;
    this.scripts.add(key);
    for (const part of [`pre${name}`, name, `post${name}`]) {
      const given = manifest?.scripts.get(part);
      if (given !== undefined) this.takeText(given, { ...item, calledBy: `the script ${part}` });
    }
  }

  private takeText(text: string, item: Open): void {
    const script = readScript(text, (at) => at);
    if (!script || (script.ast.errors?.length ?? 0) > 0) return this.miss(`${item.calledBy} could not be read`);
    for (const command of script.commands) this.open.push({ ...item, command });
  }

  private takeShell(item: Open): void {
    const { args } = item.command;
    const option = args.findIndex(({ value }) => /^-[a-z]*c$/.test(value));
    const given = option < 0 ? args.find(({ value }) => !value.startsWith('-')) : args[option + 1];
    if (!given) return this.miss(`${item.calledBy} calls a shell`);
    if (option >= 0) this.takeText(given.value, item);
    else this.takeFile(item, given.value);
  }

  private takeFile(item: Open, path: string): void {
    const text = this.sourceOf(path);
    const key = `file ${path}`;
    if (text === null) return this.miss(`${item.calledBy} runs ${path.slice(0, 120)}, which was not read`);
    if (this.scripts.has(key)) return;
    this.scripts.add(key);
    this.takeText(text, { ...item, calledBy: path.slice(0, 120) });
    // `exec "$@"` ends it with the words behind it: those of CMD.
    const [first] = item.command.invoked === path ? item.command.args : [];
    if (first) this.open.push({ ...item, command: { ...item.command, name: first.value.split('/').at(-1) ?? '', invoked: first.value, args: item.command.args.slice(1) } }); // prettier-ignore
  }

  /** `run-s build:* start`: names and patterns of scripts. */
  private takeRunner(item: Open): void {
    this.add(item);
    const { manifest } = item;
    if (!manifest) return this.miss(`what ${item.command.name} runs stands in a package.json that was not read`);
    const names = item.command.args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
    for (const name of names) {
      const start = name.split('*')[0] ?? '';
      const found = name.includes('*') ? [...manifest.scripts.keys()].filter((one) => one.startsWith(start)) : [name];
      for (const one of found) this.takeScript(one, item);
    }
  }

  /** `concurrently "npm:api" "node worker.js"`: scripts and commands. */
  private takeConcurrent(item: Open): void {
    this.add(item);
    for (const { value } of item.command.args) {
      if (value.startsWith('-')) continue;
      if (!value.startsWith('npm:')) this.takeText(value, item);
      else if (value.includes('*')) this.miss(`${item.calledBy} calls ${value.slice(0, 60)}`);
      else this.takeScript(value.slice(4), item);
    }
  }
}

const lastOf = (instructions: readonly Instruction[], keyword: string): Instruction | undefined =>
  instructions.findLast((instruction) => instruction.keyword === keyword);

/** ENTRYPOINT in exec form gets the words of CMD; in shell form it gets none. */
function startCommands(dockerfile: Dockerfile): { command: ShellCommand; at: Instruction }[] {
  const own = instructionsOfImage(dockerfile);
  const [entrypoint, command] = [lastOf(own, 'ENTRYPOINT'), lastOf(own, 'CMD')];
  const read = (at: Instruction | undefined): { command: ShellCommand; at: Instruction }[] =>
    at ? commandsOf(dockerfile, at).map((one) => ({ command: one, at })) : [];
  const [first, ...others] = read(entrypoint);
  if (!first) return read(command);
  const passed = command?.json ?? [];
  if (!entrypoint?.json || others.length > 0 || passed.length === 0) return [first, ...others];
  const args = passed.map(({ start, end, value }) => ({ start, end, text: value, value, expands: false }));
  return [{ ...first, command: { ...first.command, args: [...first.command.args, ...args] } }];
}

/** What of a path a COPY of a source brings there; null where it brings nothing to it. */
function sourceFor(source: string, { destination, intoDirectory }: CopyPlaces, path: string): string | null {
  const clean = resolvePath('/', source).slice(1);
  if (!intoDirectory && path === destination) return clean;
  if (!isBelow(path, destination)) return null;
  const rest = path.slice(destination === '/' ? 1 : destination.length + 1);
  return rest === fileNameOf(clean) ? clean : `${clean === '' ? '' : `${clean}/`}${rest}`;
}

/** The text of a script of the project's own, by where the last COPY put it. */
function textCopiedTo(dockerfile: Dockerfile, folder: ProjectFolder, path: string): string | null {
  for (const copy of instructionsOfImage(dockerfile).toReversed()) {
    const places = copyPlaces(dockerfile, copy);
    for (const source of places?.sources ?? []) {
      const name = places && sourceFor(source, places, path);
      const text = name ? folder.textOf(name) : null;
      if (text !== null) return text;
    }
  }
  return null;
}

/** What tells beside the Dockerfile. */
interface Witnesses {
  readonly folder: ProjectFolder | null;
  readonly image: ImageEvidence | null;
}

function startOf(dockerfile: Dockerfile, witnesses: Witnesses): NodeStart {
  const { folder } = witnesses;
  const { workingDirectory } = runtimeConfigOf(dockerfile);
  const manifest = manifestAt(dockerfile, witnesses, workingDirectory);
  const check = lastOf(instructionsOfImage(dockerfile), 'HEALTHCHECK');
  const walk = new Walk(folder, (path) =>
    folder ? textCopiedTo(dockerfile, folder, resolvePath(workingDirectory, path)) : null,
  );
  const started = startCommands(dockerfile);
  if (started.length === 0) return { commands: [], unknown: 'the Dockerfile starts nothing by itself' };
  const checks = check ? commandsOf(dockerfile, check).map((command) => ({ command, at: check })) : [];
  for (const { command, at } of [...checks, ...started].reverse())
    walk.push({ command, assignments: [], calledBy: at.keyword, manifest });
  return walk.run();
}

/** It installs what package.json lists, or looks after what was installed: no script of the project's own. */
export function isUpkeep(command: ShellCommand): boolean {
  const [verb = '', second = ''] = command.args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  if (nodeInstall(command)) return true;
  const isManager = ['npm', 'yarn', 'pnpm', 'bun'].includes(command.name);
  return (
    isManager &&
    (['config', 'prune', 'dedupe'].includes(verb) || (verb === 'cache' && /^(?:clean|clear|rm)$/.test(second)))
  );
}

/** What a RUN calls beside installs, followed in the same way. */
export function commandsThrough(
  { dockerfile, folder, image }: Witnesses & { readonly dockerfile: Dockerfile },
  run: Instruction,
): NodeStart {
  const directory = directoryAt(dockerfile, run);
  const manifest = directory === null ? null : manifestAt(dockerfile, { folder, image }, directory);
  const walk = new Walk(folder, () => null);
  const commands = commandsOf(dockerfile, run).filter((command) => !isUpkeep(command));
  for (const command of commands.toReversed()) walk.push({ command, assignments: [], calledBy: run.keyword, manifest });
  return walk.run();
}

const remembered = new Remembered<NodeStart>();
const alone = {};

/** Followed as far as the Dockerfile, the folder and the image tell. */
export const nodeStartOf = ({
  dockerfile,
  folder,
  image,
}: Witnesses & { readonly dockerfile: Dockerfile }): NodeStart =>
  remembered.of(folder ?? image ?? alone, dockerfile.text, () => startOf(dockerfile, { folder, image }));
