import type { ShellCommand } from '../dockerfile/shell.ts';
import { aptArguments } from '../lint/apt-get.ts';

const programs: ReadonlySet<string> = new Set(['apt', 'apt-get', 'aptitude']);

/** `update` of `apt-get -q update`; null for another program. */
export function aptVerb(command: ShellCommand): string | null {
  if (!programs.has(command.invoked)) return null;
  return aptArguments(command).operands[0]?.value ?? '';
}

/** apt has the options of apt-get, which the parsers of its arguments ask for by name. */
export const asAptGet = (command: ShellCommand): ShellCommand =>
  command.invoked === 'apt' ? { ...command, invoked: 'apt-get' } : command;
