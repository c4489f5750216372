// What a RUN says in Debian's words, in those of Alpine, by plain rules. A command of which it is not known whether Alpine has it,
// and in the same way, stops the translation.
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf, type ChainPart } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { aptArguments, aptInstall, packagesOf } from '../../lint/apt-get.ts';
import { alpinePackages } from './alpine-packages.ts';
import { usersOnAlpine } from './alpine-users.ts';
import { removeInstruction, removeParts, sourceOf } from '../edits.ts';
import { commandsOf, isCall, operands } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

/** Languages and their package managers. */
const languages: ReadonlySet<string> = new Set([
  'node', 'npm', 'npx', 'yarn', 'pnpm', 'corepack', 'ruby', 'gem', 'bundle',
]); // prettier-ignore

/** Commands that BusyBox has, with the options of each that are let through. */
const simple: ReadonlyMap<string, RegExp> = new Map([
  ...['', ':', 'cat', 'cd', 'export', 'mv', 'pwd', 'rmdir', 'touch', 'true'].map((name) => [name, /^-[fp]$/] as const),
  ['chmod', /^-[Rf]{1,2}$/],
  ['chown', /^-[Rfh]{1,3}$/],
  ['cp', /^-[aRrpfLd]{1,4}$/],
  ['echo', /^/],
  ['install', /^-[dogmp]$/],
  ['ln', /^-[sfn]{1,3}$/],
  ['ls', /^-[la]{1,2}$/],
  ['mkdir', /^-[pm]$/],
  ['rm', /^-[rRf]{1,2}$/],
  ['set', /^-[eux]{1,3}$/],
  ['test', /^-[a-z]$/],
  ['[', /^-[a-z]$/],
]);
const users: ReadonlySet<string> = new Set(['groupadd', 'useradd', 'addgroup', 'adduser']);

const aptFolders = ['/var/lib/apt/', '/var/cache/apt/', '/var/cache/debconf/'];
const quiet: ReadonlySet<string> = new Set([
  '-y', '--yes', '--assume-yes', '-q', '-qq', '--quiet', '--no-install-recommends', '--no-install-suggests',
]); // prettier-ignore

export interface RunOnAlpine {
  readonly edits: readonly TextEdit[];
  /** Alpine's packages that it adds. */
  readonly installs: readonly string[];
}

/** It has no place there: apk adds with `--no-cache` and leaves nothing. */
const isOfApt = (command: ShellCommand): boolean =>
  isCall(command, ['apt-get'], 'update', 'clean', 'autoclean') ||
  (command.name === 'rm' &&
    operands(command).length > 0 &&
    operands(command).every((path) => aptFolders.some((folder) => path.startsWith(folder))));

/** Keeps the lines and the order in which the packages are written. */
function installEdits(dockerfile: Dockerfile, command: ShellCommand): RunOnAlpine | null {
  const install = aptInstall(command);
  const packages = install ? packagesOf(install) : [];
  const installs = packages.map(({ value }) => alpinePackages.get(value));
  const [first] = packages;
  const isKnown = installs.every((name) => name !== undefined);
  const options = aptArguments(command).options;
  if (!first || !isKnown || !options.every(({ name }) => quiet.has(name))) return null;
  // A comment between two words says something of one of them.
  if (sourceOf(dockerfile, command).includes('#')) return null;
  const index = command.args.indexOf(first);
  const before = command.args[index - 1]?.end ?? first.start;
  const edits: TextEdit[] = [{ start: command.start, end: before, text: 'apk add --no-cache' }];
  for (const [at, word] of command.args.entries()) {
    if (at < index) continue;
    const name = alpinePackages.get(word.value);
    if (name === undefined) edits.push({ start: command.args[at - 1]?.end ?? word.start, end: word.end, text: '' });
    else if (name !== word.text) edits.push({ start: word.start, end: word.end, text: name });
  }
  return { edits, installs: installs.filter((name) => name !== undefined) };
}

/** It does there what it does today. */
function isSame(command: ShellCommand, installed: ReadonlySet<string>): boolean {
  if (languages.has(command.name) || installed.has(command.name)) return !command.invoked.startsWith('/usr/bin/');
  const option = simple.get(command.invoked);
  return option !== undefined && command.args.every(({ value }) => !/^-./.test(value) || option.test(value));
}

type Part = { readonly kind: 'kept' | 'dropped' } | ({ readonly kind: 'changed' } & RunOnAlpine);

function translate(dockerfile: Dockerfile, part: ChainPart, installed: ReadonlySet<string>): Part | null {
  const command = part.simple;
  // Others stand in its substitutions.
  const kept = part.commands.every((one) => isSame(one, installed)) ? ({ kind: 'kept' } as const) : null;
  if (!command) return kept;
  if (isOfApt(command)) return { kind: 'dropped' };
  if (aptInstall(command)) {
    const install = installEdits(dockerfile, command);
    return install && { kind: 'changed', ...install };
  }
  if (users.has(command.name)) {
    const words = usersOnAlpine(command);
    if (!words || sourceOf(dockerfile, part).includes('#')) return null;
    return { kind: 'changed', edits: [{ start: part.start, end: part.end, text: words.join(' && ') }], installs: [] };
  }
  return kept;
}

/** `installed`: what lines before it have added. Null where it cannot be said in Alpine's words. */
export function runOnAlpine(
  dockerfile: Dockerfile,
  run: Instruction,
  installed: ReadonlySet<string>,
): RunOnAlpine | null {
  const chain = chainOf(dockerfile, run);
  if (!chain) return null;
  if (!chain.isPlain) {
    const commands = commandsOf(dockerfile, run);
    return commands.length > 0 && commands.every((command) => isSame(command, installed))
      ? { edits: [], installs: [] }
      : null;
  }
  const known = new Set(installed);
  const edits: TextEdit[] = [];
  const installs: string[] = [];
  const dropped = new Set<number>();
  for (const [index, part] of chain.parts.entries()) {
    const translated = translate(dockerfile, part, known);
    if (!translated) return null;
    if (translated.kind === 'dropped') dropped.add(index);
    if (translated.kind !== 'changed') continue;
    edits.push(...translated.edits);
    installs.push(...translated.installs);
    for (const name of translated.installs) known.add(name);
  }
  // A mount may be that of apt’s own folders.
  if ((edits.length > 0 || dropped.size > 0) && run.flags.length > 0) return null;
  if (dropped.size === chain.parts.length) return { edits: [removeInstruction(dockerfile, run)], installs: [] };
  return { edits: [...edits, ...(removeParts(chain, dropped) ?? [])], installs };
}
