// Commands that install a Python project's dependencies.
import type { Chain } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { hasOption, type ParsedArguments } from '../../lint/options.ts';
import { packagesOf, pipInstall } from '../../lint/pip.ts';

export type PythonManager = 'pip' | 'poetry' | 'uv' | 'Pipenv' | 'PDM' | 'conda';

/** The first word behind a program and its options: `sync` of `uv --quiet sync`. */
const verbOf = ({ args }: ShellCommand): string => args.find(({ value }) => !value.startsWith('-'))?.value ?? '';

/** Which manager installs what a manifest lists; null where the command does nothing of the kind. */
export function pythonInstaller(command: ShellCommand): PythonManager | null {
  const verb = verbOf(command);
  switch (command.name) {
    case 'poetry':
      return verb === 'install' || verb === 'sync' ? 'poetry' : null;
    case 'uv':
      return verb === 'sync' ? 'uv' : null;
    case 'pipenv':
      return verb === 'install' || verb === 'sync' ? 'Pipenv' : null;
    case 'pdm':
      return verb === 'install' || verb === 'sync' ? 'PDM' : null;
    case 'conda':
    case 'mamba':
    case 'micromamba':
      return ['install', 'create', 'env'].includes(verb) ? 'conda' : null;
    default:
      return requirementFiles(command) ? 'pip' : null;
  }
}

/** The install in a chain of commands. */
export function pythonInstallIn(chain: Chain): { part: number; manager: PythonManager; command: ShellCommand } | null {
  for (const [part, { simple }] of chain.parts.entries()) {
    const manager = simple ? pythonInstaller(simple) : null;
    if (simple && manager) return { part, manager, command: simple };
  }
  return null;
}

const valuesOf = ({ options }: ParsedArguments, ...names: string[]): (string | null)[] =>
  options.filter(({ name }) => names.includes(name)).map(({ value }) => value);

/** The files behind -r and -c of `pip install`, relative to where it runs; null where it also installs from the sources. */
export function requirementFiles(command: ShellCommand): string[] | null {
  const install = pipInstall(command);
  if (!install || command.name === 'pipx' || hasOption(install, '-e', '--editable')) return null;
  if (install.operands.some(({ value }) => value.startsWith('.'))) return null;
  const files = valuesOf(install, '-r', '--requirement', '-c', '--constraint');
  const isUsable = files.every(
    (file) => file !== null && file !== '' && !file.startsWith('/') && !file.includes('$') && !file.includes('://'),
  );
  return files.length > 0 && isUsable ? files.map((file) => (file ?? '').replace(/^\.\//, '')) : null;
}

const bootstrap: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel', 'poetry', 'uv', 'pipenv', 'pdm']);

/** Installs or sets up nothing but the installers themselves: `pip install --upgrade pip`, `poetry config …`. */
export function preparesInstaller(command: ShellCommand): boolean {
  if (command.name === 'poetry' && verbOf(command) === 'config') return true;
  const install = pipInstall(command);
  const names = install ? packagesOf(install).map(({ value }) => value.split(/[=<>~![]/, 1)[0] ?? '') : [];
  return names.length > 0 && names.every((name) => bootstrap.has(name));
}
