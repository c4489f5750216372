import type { Chain } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { installsDevelopment } from '../../lint/development-install.ts';
import { manifestsFirst, type Manifests, type SentNames } from '../manifests-first.ts';
import { preparesInstaller, pythonInstallIn, requirementFiles } from '../python/python-install.ts';
import { readAllRequirements } from '../python/python-requirements.ts';
import { hasOption, operands } from '../shell-chain.ts';
import { readTomlTables } from '../python/toml-tables.ts';

/** The sources themselves were installed in place: `-e .` stands in a requirements file. */
const isEditable = (path: string): boolean => path.endsWith('.egg-link') || path.includes('/__editable__');

function pipManifests(
  sent: SentNames | null,
  command: ShellCommand,
  installed: () => readonly string[],
): Manifests | null {
  const named = requirementFiles(command) ?? [];
  if (installed().some(isEditable) || (sent && !named.every(sent.has))) return null;
  const isRead = sent !== null && named.every((file) => sent.textOf(file) !== null);
  const read = isRead ? readAllRequirements(named, sent.textOf) : null;
  if (isRead && (!read || read.isLocal)) return null;
  const files = read?.files ?? named;
  // Files in a folder of their own name each other: the folder comes whole.
  const folders = files.filter((file) => file.includes('/')).map((file) => file.slice(0, file.lastIndexOf('/')));
  const outer = [...new Set(folders)].filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)));
  return { files: files.filter((file) => !file.includes('/')), directories: outer, fetch: null };
}

interface ProjectInstaller {
  readonly lock: string;
  /** What it reads beside the manifest: indexes, certificates, where the environment lies. */
  readonly settings: string;
  /** What leaves the project itself out, which needs its sources. */
  readonly withoutProject: string;
  /** The project is left out already. */
  readonly leavesOut: readonly string[];
}

const installers: Readonly<Record<'poetry' | 'uv', ProjectInstaller>> = {
  poetry: {
    lock: 'poetry.lock',
    settings: 'poetry.toml',
    withoutProject: '--no-root',
    leavesOut: ['--no-root', '--no-directory'],
  },
  uv: {
    lock: 'uv.lock',
    settings: 'uv.toml',
    withoutProject: '--no-install-project',
    leavesOut: ['--no-install-project', '--no-install-workspace', '--no-install-local'],
  },
};

/** Parts of the folder are dependencies, or packages of their own: their sources would have to be there. */
function namesFolders(text: string): boolean {
  const tables = readTomlTables(text);
  if (!tables) return true;
  const values = [...tables.values()].flatMap((table) => [...table.values()]);
  const isLocal = (value: string): boolean => /\bpath\s*=|\bworkspace\s*=\s*true|@\s*file:/.test(value);
  const inTable = [...tables].some(
    ([name, table]) => /^tool\.(?:poetry|uv)\b.*(?:dependencies|sources)/.test(name) && table.has('path'),
  );
  return inTable || tables.has('tool.uv.workspace') || values.some(isLocal);
}

function projectManifests(sent: SentNames | null, command: ShellCommand, name: 'poetry' | 'uv'): Manifests | null {
  const { lock, settings, withoutProject, leavesOut } = installers[name];
  const text = sent?.textOf('pyproject.toml') ?? null;
  if (sent && !sent.has('pyproject.toml')) return null;
  if (text !== null && namesFolders(text)) return null;
  if (hasOption(command, '--directory', '--project', '--package', '-C', '-P', '--only-root')) return null;
  // The command is written once more: what the shell would have to expand may not be the same there.
  const words = command.args.map((word) => word.text);
  if (command.args.some(({ expands, text: written }) => expands || /\s/.test(written))) return null;
  // Installing twice what developers need would be a finding twice (PL1011); poetry can be told the project alone.
  if (name === 'uv' && installsDevelopment(command, () => null)) return null;
  const beside = [lock, settings];
  const locks = sent ? beside.filter(sent.has) : beside.map((file) => `${file}*`);
  const isLeftOut = hasOption(command, ...leavesOut);
  const fetch = [command.invoked, ...words, withoutProject].join(' ');
  return { files: ['pyproject.toml', ...locks], directories: [], fetch: isLeftOut ? null : fetch };
}

function pipenvManifests(sent: SentNames | null, command: ShellCommand): Manifests | null {
  const text = sent?.textOf('Pipfile') ?? null;
  const named = operands(command).length > 1 || hasOption(command, '-r', '--requirements', '-e', '--editable');
  if (named || (sent && !sent.has('Pipfile')) || (text !== null && namesFolders(text))) return null;
  const locks = sent ? ['Pipfile.lock'].filter(sent.has) : ['Pipfile.lock*'];
  return { files: ['Pipfile', ...locks], directories: [], fetch: null };
}

function manifestsOf(sent: SentNames | null, chain: Chain, installed: () => readonly string[]): Manifests | null {
  const { manager, command, part } = pythonInstallIn(chain) ?? {};
  if (!manager || !command || part === undefined) return null;
  const before = chain.parts.slice(0, part);
  switch (manager) {
    case 'pip':
      return pipManifests(sent, command, installed);
    case 'poetry':
    case 'uv':
      // What fetches stands in a RUN of its own, in front of which nothing of this one has run.
      return before.length === 0 ? projectManifests(sent, command, manager) : null;
    case 'Pipenv':
      return pipenvManifests(sent, command);
    case 'PDM':
    case 'conda':
      return null;
    default:
      return manager satisfies never;
  }
}

export const pythonManifestsFirst = manifestsFirst({
  id: 'python-manifests-first',
  title: 'Copy what lists the dependencies before the sources',
  installs: (chain) => pythonInstallIn(chain)?.part ?? null,
  prepares: preparesInstaller,
  manifests: manifestsOf,
  holdsTo(chain, { fetch }) {
    const { manager, command } = pythonInstallIn(chain) ?? {};
    const verb = command?.args.find(({ value }) => value === 'install');
    const isPlain = manager === 'poetry' && command && !hasOption(command, '--only', '--with', '--without', '--no-dev');
    if (fetch === null || !verb || !isPlain) return null;
    return { edits: [{ start: verb.end, end: verb.end, text: ' --only-root' }], why: '' };
  },
});
