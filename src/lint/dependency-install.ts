import type { ShellCommand } from '../dockerfile/shell.ts';
import { nodeInstall } from './node-install.ts';
import { hasOption } from './options.ts';
import { pipInstall } from './pip.ts';

/** The first words of commands that fetch what a manifest lists. */
const verbs: ReadonlyMap<string, readonly string[]> = new Map([
  ['bundle', ['install']],
  ['cargo', ['fetch']],
  ['composer', ['install']],
  ['dotnet', ['restore']],
  ['go', ['mod download']],
  ['mix', ['deps.get']],
  ['pipenv', ['install', 'sync']],
  ['poetry', ['install']],
  ['uv', ['sync']],
]);

/** The program that a command installs a project's dependencies with; null where it does nothing of the kind. */
export function dependencyInstaller(command: ShellCommand): string | null {
  const { invoked, args } = command;
  if (nodeInstall(command)) return invoked;
  const pip = pipInstall(command);
  if (pip) return hasOption(pip, '-r', '--requirement') ? 'pip' : null;
  if (invoked === 'mvn' || invoked === './mvnw') {
    return args.some((word) => word.value.startsWith('dependency:')) ? 'mvn' : null;
  }
  const words = args.map((word) => word.value).filter((value) => !value.startsWith('-'));
  const said = `${words.slice(0, 2).join(' ')} `;
  return verbs.get(invoked)?.some((verb) => said.startsWith(`${verb} `)) ? invoked : null;
}
