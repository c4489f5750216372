import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { parseArguments, type OptionSyntax, type ParsedArguments } from './options.ts';

// apk(8): global options and those of `apk add`.
const syntax: OptionSyntax = {
  long: new Set([
    '--arch', '--cache-dir', '--cache-max-age', '--keys-dir', '--progress-fd', '--repositories-file', '--repository',
    '--root', '--timeout', '--virtual', '--wait',
  ]), // prettier-ignore
  short: 'ptX',
};

/** The arguments of an `apk add`; null for any other command. */
export function apkAdd(command: ShellCommand): ParsedArguments | null {
  if (command.invoked !== 'apk') return null;
  const given = parseArguments(command.args, syntax);
  return given.operands.some((word) => word.value === 'add') ? given : null;
}

export function packagesOf(add: ParsedArguments): ShellWord[] {
  return add.operands.filter((word) => word.value !== 'add');
}

/** `name=1.2`, `name~1`, `name>1`, an `.apk` file; `!name` is a conflict and installs nothing. */
export function isApkPinned({ value }: ShellWord): boolean {
  return /[=<>~]/.test(value) || value.endsWith('.apk') || value.startsWith('!');
}
