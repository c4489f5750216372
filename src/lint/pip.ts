import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { hasOption, parseArguments, type OptionSyntax, type ParsedArguments } from './options.ts';

// pip.pypa.io/en/stable/cli: options whose value may stand in the next word.
const syntax: OptionSyntax = {
  long: new Set([
    '--abi', '--build-constraint', '--cache-dir', '--cert', '--client-cert', '--config-setting', '--config-settings',
    '--constraint', '--editable', '--exists-action', '--extra-index-url', '--find-links', '--global-option', '--group',
    '--implementation', '--index-url', '--install-option', '--keyring-provider', '--log', '--no-binary',
    '--only-binary', '--platform', '--prefix', '--progress-bar', '--proxy', '--python', '--python-version', '--report',
    '--requirement', '--resume-retries', '--retries', '--root', '--root-user-action', '--src', '--target', '--timeout',
    '--trusted-host', '--upgrade-strategy', '--use-deprecated', '--use-feature',
  ]), // prettier-ignore
  short: 'Ccefirt',
};

/** The words behind `pip`, or behind `python -m pip install`; null where the command is no pip. */
function pipArguments({ invoked, args }: ShellCommand): readonly ShellWord[] | null {
  if (/^pip(x|-?\d[\d.]*)?$/.test(invoked)) return args;
  if (!/^python[\d.]*$/.test(invoked)) return null;
  const at = args.findIndex((word) => word.value === '-m');
  const isPip = args[at + 1]?.value === 'pip' && args[at + 2]?.value === 'install';
  return at >= 0 && isPip ? args.slice(at + 2) : null;
}

/** The arguments of a `pip install`, of pipx too; null for any other command. */
export function pipInstall(command: ShellCommand): ParsedArguments | null {
  const args = pipArguments(command);
  if (!args) return null;
  const given = parseArguments(args, syntax);
  return given.operands.some((word) => word.value === 'install') ? given : null;
}

/** What the command names; nothing where a requirements or constraints file says the versions. */
export function packagesOf(install: ParsedArguments): ShellWord[] {
  if (hasOption(install, '-r', '--requirement', '-c', '--constraint')) return [];
  return install.operands.filter((word) => word.value !== 'install');
}

/** A path, with or without extras; a file that pip unpacks. */
function isLocal(spec: string): boolean {
  const [path = ''] = spec.split('[', 1);
  return path === '.' || path === '..' || path.includes('/') || /\.(whl|zip|tar\.gz|tar\.bz2|tgz)$/.test(path);
}

/** A version comparison, an address, a path. A repository address is pinned by its `@ref`. */
export function isPipPinned({ value: spec }: ShellWord): boolean {
  if (/^(git|hg|svn|bzr)\+/.test(spec)) return spec.includes('@');
  return /[=<>]/.test(spec) || / @ /.test(spec) || /[=~!]=/.test(spec) || isLocal(spec);
}
