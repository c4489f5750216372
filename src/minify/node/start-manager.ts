// What package managers start: scripts of package.json, and programs of packages (docs.npmjs.com, "npm-run-script"; yarnpkg.com, "run";
// pnpm.io, "run").
import { asObject, asTextOrNull } from '../../image/json.ts';
import { baseName } from '../../hardening/start-command.ts';
import type { TracedCommand, Tracing } from '../tracing.ts';
import { runOf } from './follow-module.ts';
import { below, foldersAbove, installedFolder, packageIn, type Package } from './packages.ts';

type Words = TracedCommand['words'];

/** By their scripts. */
const managers: ReadonlyMap<string, string> = new Map([
  ['npm-cli.js', 'npm'],
  ['npx-cli.js', 'npx'],
  ['yarn.js', 'yarn'],
  ['yarn.cjs', 'yarn'],
  ['yarnpkg.js', 'yarn'],
  ['pnpm.cjs', 'pnpm'],
  ['pnpm.mjs', 'pnpm'],
  ['pnpm.js', 'pnpm'],
  ['pnpx.cjs', 'pnpx'],
  ['pnpx.js', 'pnpx'],
  ['corepack.js', 'corepack'],
]);

const managerNames: ReadonlySet<string> = new Set([...managers.values(), 'yarnpkg']);
export const isManager = (name: string): boolean => managerNames.has(name);

/** The manager whose script lies at a path. */
export const managerOf = (path: string): string | null =>
  /\/(?:npm|yarn|yarnpkg|pnpm|corepack)\//.test(path) || path.includes('/.yarn/releases/')
    ? (managers.get(baseName(path)) ?? (/^yarn-\d/.test(baseName(path)) ? 'yarn' : null))
    : null;

const folderOptions: ReadonlySet<string> = new Set(['--prefix', '-C', '--cwd', '--dir']);
const otherOptions: ReadonlySet<string> = new Set(
  '-w --workspace --filter -F --loglevel --userconfig --cache --package -p -c --call'.split(' '),
);
/** Scripts that have a command of their own. */
const ownScripts: ReadonlySet<string> = new Set(['start', 'stop', 'test', 'restart']);
const runVerbs: ReadonlySet<string> = new Set(['run', 'run-script', 'rum', 'urn']);
const programVerbs: ReadonlySet<string> = new Set(['exec', 'x', 'dlx']);

interface ManagerWords {
  readonly operands: Words;
  readonly directory: string;
  readonly namesWorkspace: boolean;
}

/** Options of the manager stand before and behind its verb; those behind the name of a program are for that. */
function readWords(words: Words, directory: string, ends: number): ManagerWords {
  const operands: (string | null)[] = [];
  let [folder, namesWorkspace, at] = [directory, false, 0];
  for (; at < words.length && operands.length < ends; at++) {
    const word = words[at] ?? null;
    const [name = '', value] = word?.startsWith('-') ? word.split(/=(.*)/s, 2) : [''];
    if (name === '' || name === '-') operands.push(word);
    if (name === '--') break;
    const given = value ?? words[at + 1];
    if (folderOptions.has(name) && given != null) folder = given.startsWith('/') ? given : `${directory}/${given}`;
    namesWorkspace ||= /^(?:-w|--workspace|--workspaces|-F|--filter|-r|--recursive)$/.test(name);
    if (value === undefined && (folderOptions.has(name) || otherOptions.has(name))) at++;
  }
  const rest = words.slice(at).filter((word, place) => place > 0 || word !== '--');
  return { operands: [...operands, ...rest], directory: folder, namesWorkspace };
}

async function packageAbove(directory: string, tracing: Tracing): Promise<Package | null> {
  for (const folder of foldersAbove(directory)) {
    const found = await packageIn(folder, tracing);
    if (found) return found;
  }
  return null;
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** A script of package.json, with those that come before and behind it. */
export async function startPackageScript(
  name: string,
  given: Words,
  directory: string,
  tracing: Tracing,
): Promise<boolean> {
  const found = await packageAbove(directory, tracing);
  const scripts = asObject(found?.json.scripts);
  const text = Object.hasOwn(scripts, name) ? asTextOrNull(scripts[name]) : null;
  if (!found || text === null) return false;
  const { folder } = found;
  tracing.need(below(folder, 'package.json'), `runs its script ${name}`);
  const arguments_ = given.map((word) => ` ${quoted(word ?? '*')}`).join('');
  const path = foldersAbove(folder).map((one) => below(one, 'node_modules/.bin'));
  for (const [script, words] of [
    [`pre${name}`, ''],
    [name, arguments_],
    [`post${name}`, ''],
  ] as const) {
    const body = Object.hasOwn(scripts, script) ? asTextOrNull(scripts[script]) : null;
    if (body === null) continue;
    const lines = `PATH=${quoted(path.join(':'))}:"$PATH"\n${body}${words}`;
    tracing.start(['/bin/sh', '-c', lines], `runs the script ${script} of ${below(folder, 'package.json')}`, folder);
  }
  return true;
}

/** A program of a package that is installed. */
function startProgram(words: Words, directory: string, tracing: Tracing): boolean {
  const [word] = words;
  if (word == null || word === '') return false;
  const name = word.replace(/(?<=.)@.*$/, '');
  const places = foldersAbove(directory).map((folder) => below(folder, `node_modules/.bin/${name}`));
  const place = places.find((path) => tracing.find(path) !== null);
  if (place === undefined && tracing.findProgram(name, directory) === null) return false;
  tracing.start([place ?? name, ...words.slice(1)], `starts ${name}`, directory);
  return true;
}

/** Everything of the manager's own: what of it runs is told by commands and settings. */
function mayNeedManager(path: string, tracing: Tracing): void {
  const folder = installedFolder(path);
  const node = folder === null ? null : tracing.find(folder);
  if (folder === null || node === null) return;
  const { whole } = runOf(tracing);
  if (!whole.has(folder)) tracing.unsure(node, `may need all of ${baseName(folder)}`);
  whole.add(folder);
}

/** When pnpm ends, it asks `ps` for what it has started: without that, it may end with another code. */
function mayStartBeside(name: string, tracing: Tracing): void {
  if (name === 'pnpm' || name === 'pnpx') tracing.mayStart(['ps'], `tells ${name}, as it ends, what it has started`);
}

function needSettings(directory: string, tracing: Tracing): void {
  for (const folder of [...foldersAbove(directory), '/etc', '/usr/etc', '/usr/local/etc', '/root'])
    for (const name of [
      '.npmrc',
      'npmrc',
      '.yarnrc',
      '.yarnrc.yml',
      'pnpm-workspace.yaml',
      '.pnp.cjs',
      '.pnp.loader.mjs',
    ])
      tracing.mayNeed(below(folder, name), 'reads its settings there', '/');
}

/** `path`: of the manager's script, links followed. */
export async function startManager(command: TracedCommand, path: string, tracing: Tracing): Promise<void> {
  mayNeedManager(path, tracing);
  const { name, words } = command;
  if (name === 'corepack') {
    const [inner] = words.slice(1);
    if (inner != null && isManager(inner))
      await startManager({ ...command, words: words.slice(1), name: inner }, path, tracing);
    return;
  }
  const isProgram = name === 'npx' || name === 'pnpx';
  const read = readWords(words.slice(1), command.directory, isProgram ? 1 : 2);
  needSettings(read.directory, tracing);
  mayStartBeside(name, tracing);
  if (read.namesWorkspace)
    tracing.note(`${name} is started in ${read.directory} for workspaces: which of them are needed is not known.`);
  if (isProgram) startNamed(name, read.operands, read.directory, tracing);
  else await startVerb(name, read, tracing);
}

async function startVerb(name: string, { operands, directory }: ManagerWords, tracing: Tracing): Promise<void> {
  const [verb, ...given] = operands;
  if (verb == null) {
    if (verb === null)
      tracing.note(`${name} is started in ${directory} with words that only the running container knows.`);
    return;
  }
  if (programVerbs.has(verb)) return startNamed(name, given, directory, tracing);
  const isRun = runVerbs.has(verb);
  // yarn and pnpm take the name of a script, or of a program, as a verb.
  const [script, words] = isRun ? [given[0] ?? '', given.slice(1)] : [verb, given];
  const isScript = isRun || ownScripts.has(verb) || name !== 'npm';
  if (!isScript || (await startPackageScript(script, words, directory, tracing))) return;
  if (script === 'start')
    return tracing.start(['node', 'server.js'], 'runs server.js, as there is no script start', directory);
  if (name === 'npm' || !startProgram([script, ...words], directory, tracing))
    tracing.note(`${name} is to run ${script}, which package.json in ${directory} does not have.`);
}

function startNamed(name: string, words: Words, directory: string, tracing: Tracing): void {
  if (words.length > 0 && !startProgram(words, directory, tracing))
    tracing.note(`${name} is to start ${words[0] ?? 'a program'}, which is not installed in ${directory}.`);
}
