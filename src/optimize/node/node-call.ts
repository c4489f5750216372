// What a command of npm, Yarn, pnpm or Bun starts: a script of package.json, or a program of an installed package.
import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import { parseArguments, type OptionSyntax } from '../../lint/options.ts';

export type PackageCall =
  | { readonly kind: 'script'; readonly name: string; readonly workspace: string | null }
  /** A script of that name where there is one, else a program. */
  | {
      readonly kind: 'either';
      readonly name: string;
      readonly workspace: string | null;
      readonly command: ShellCommand;
    }
  | { readonly kind: 'program'; readonly command: ShellCommand }
  | { readonly kind: 'unknown' };

const syntax: OptionSyntax = {
  long: new Set([
    '--workspace', '--prefix', '--cwd', '--dir', '--filter', '--loglevel', '--package', '--call', '--cache', '--userconfig',
  ]), // prettier-ignore
  short: 'CFwpc',
};

/** They lead to another folder, to several, or to what is not installed. */
const elsewhere: ReadonlySet<string> = new Set([
  '--prefix', '--cwd', '--dir', '-C', '--filter', '-F', '--workspaces', '--recursive', '-r', '--call', '-c', '--package', '-p',
]); // prettier-ignore

/** Scripts that have a verb of their own. */
const scriptVerbs: ReadonlySet<string> = new Set(['start', 'stop', 'restart', 'test']);

/** A command that begins with one of another command's words. */
export function commandFrom(command: ShellCommand, word: ShellWord): ShellCommand {
  const { start, end, value } = word;
  const args = command.args.slice(command.args.indexOf(word) + 1);
  const name = value.slice(value.lastIndexOf('/') + 1);
  return { ...command, name, invoked: value, nameSpan: { start, end }, args };
}

const unknown: PackageCall = { kind: 'unknown' };

function callOf(command: ShellCommand, operands: readonly ShellWord[], workspace: string | null): PackageCall {
  const [verb, second, third] = operands;
  if (!verb) return unknown;
  const script = (word: ShellWord | undefined): PackageCall =>
    word ? { kind: 'script', name: word.value, workspace } : unknown;
  const program = (word: ShellWord | undefined): PackageCall =>
    word ? { kind: 'program', command: commandFrom(command, word) } : unknown;
  const manager = command.name;
  if (manager === 'npx' || manager === 'bunx' || manager === 'pnpx') return program(verb);
  if (verb.value === 'run' || verb.value === 'run-script') return script(second);
  if (verb.value === 'exec' || verb.value === 'x') return program(second);
  if (scriptVerbs.has(verb.value)) return script(verb);
  if (manager === 'npm') return unknown;
  if (manager === 'yarn' && verb.value === 'workspace') {
    const rest = third?.value === 'run' ? operands.slice(3) : operands.slice(2);
    const [inner] = rest;
    return inner && second
      ? { kind: 'either', name: inner.value, workspace: second.value, command: commandFrom(command, inner) }
      : unknown;
  }
  if (['install', 'i', 'add', 'ci', 'dlx', 'create', 'deploy', 'workspaces'].includes(verb.value)) return unknown;
  return { kind: 'either', name: verb.value, workspace, command: commandFrom(command, verb) };
}

const managers: ReadonlySet<string> = new Set(['npm', 'npx', 'yarn', 'pnpm', 'pnpx', 'bun', 'bunx']);

/** Null for a command of another program. */
export function packageCall(command: ShellCommand): PackageCall | null {
  if (!managers.has(command.name)) return null;
  const { options, operands } = parseArguments(command.args, syntax);
  // What stands behind the verb may be the program's: its `-p` is none of the package manager's. npm's count anywhere.
  const [verb] = operands;
  const before = verb ? parseArguments(command.args.slice(0, command.args.indexOf(verb)), syntax).options : options;
  const own = command.name === 'npm' ? options : before;
  const workspaces = own.filter(({ name }) => name === '--workspace' || name === '-w');
  if (own.some(({ name }) => elsewhere.has(name)) || workspaces.length > 1) return unknown;
  // To pnpm, -w is the top of the workspace.
  if (workspaces.length > 0 && command.name !== 'npm') return unknown;
  return callOf(command, operands, workspaces[0]?.value ?? null);
}
