// Programs that run the command behind them: `env A=b node x`, `cross-env A=b node x`, `tini -- node x`.
import type { ShellCommand } from '../dockerfile/shell.ts';
import { commandFrom } from './node/node-call.ts';

interface Wrapper {
  /** Options that take the next word. */
  readonly valued: readonly string[];
  /** Words of its own before the command. */
  readonly operands: number;
  /** It comes with a package of npm's. */
  readonly isPackage: boolean;
}

const wrapper = (valued: readonly string[] = [], operands = 0, isPackage = false): Wrapper => ({
  valued,
  operands,
  isPackage,
});

const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ['catatonit', wrapper()],
  ['command', wrapper()],
  ['cross-env', wrapper([], 0, true)],
  ['docker-entrypoint.sh', wrapper()],
  ['dotenv', wrapper(['-e', '-v', '-c', '-p'], 0, true)],
  ['dumb-init', wrapper(['--rewrite', '-r'])],
  ['env', wrapper(['-u', '--unset'])],
  ['env-cmd', wrapper(['-f', '--file', '-r', '--rc-file', '-e', '--environments'], 0, true)],
  ['exec', wrapper(['-a'])],
  ['gosu', wrapper([], 1)],
  ['nice', wrapper(['-n'])],
  ['nohup', wrapper()],
  ['su-exec', wrapper([], 1)],
  ['time', wrapper()],
  ['timeout', wrapper(['-k', '-s'], 1)],
  ['tini', wrapper(['-p', '-e'])],
]);

const isAssignment = (word: string): boolean => /^[A-Za-z_]\w*=/.test(word);

export interface Wrapped {
  readonly inner: ShellCommand;
  /** The wrapper is a program of an installed package. */
  readonly isPackage: boolean;
  readonly assignments: readonly string[];
}

/** The command behind a wrapper; null for one that is none, and where nothing stands behind it. */
export function wrappedCommand(command: ShellCommand): Wrapped | null {
  const known = wrappers.get(command.name);
  if (!known) return null;
  let left = known.operands;
  const assignments: string[] = [];
  for (let at = 0; at < command.args.length; at++) {
    const word = command.args[at]!;
    if (word.value === '--') continue;
    if (isAssignment(word.value)) assignments.push(word.value);
    else if (word.value.startsWith('-')) at += known.valued.includes(word.value) ? 1 : 0;
    else if (left > 0) left--;
    else return { inner: commandFrom(command, word), isPackage: known.isPackage, assignments };
  }
  return null;
}
