import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { hasOption, operandNamed, parseArguments, type OptionSyntax, type ParsedArguments } from './options.ts';

// apt-get(8)
const syntax: OptionSyntax = {
  long: new Set(['--target-release', '--default-release', '--config-file', '--option', '--host-architecture']),
  short: 'atco',
};

/** The words of a command of apt or apt-get. */
export const aptArguments = ({ args }: ShellCommand): ParsedArguments => parseArguments(args, syntax);

/** The word `install`; null for any other command. */
export const installWord = (install: ParsedArguments): ShellWord | null => operandNamed(install, 'install');

/** The arguments of an `apt-get install`; null for any other command. */
export function aptInstall(command: ShellCommand): ParsedArguments | null {
  if (command.invoked !== 'apt-get') return null;
  const given = aptArguments(command);
  return given.operands.some((word) => word.value === 'install') ? given : null;
}

export function packagesOf(install: ParsedArguments): ShellWord[] {
  return install.operands.filter((word) => word.value !== 'install');
}

/** `name=version`, `name/release`, a `.deb` file; `name-` takes the package away. */
export function isAptPinned({ value }: ShellWord): boolean {
  return value.includes('=') || value.includes('/') || value.endsWith('.deb') || value.endsWith('-');
}

export function skipsRecommends(install: ParsedArguments): boolean {
  if (hasOption(install, '--no-install-recommends')) return true;
  return install.options.some(
    ({ name, value }) =>
      (name === '-o' || name === '--option') && /^APT::Install-Recommends=(0|no|false|off)$/i.test(value ?? ''),
  );
}

/** `-y`, or quiet in the second degree, which implies it; a simulation asks nothing. `--qq` as hadolint takes it. */
export function confirms(install: ParsedArguments): boolean {
  const sure = ['-y', '--yes', '--assume-yes', '--qq', '-s', '--simulate', '--just-print', '--dry-run', '--no-act'];
  if (hasOption(install, ...sure)) return true;
  const quiet = install.options.filter(({ name }) => name === '-q' || name === '--quiet');
  if (quiet.length > 1 || quiet.some(({ value }) => Number(value) > 1)) return true;
  return install.options.some(
    ({ name, value }) =>
      (name === '-o' || name === '--option') && /^APT::Get::Assume-Yes=(1|yes|true|on)$/i.test(value ?? ''),
  );
}
