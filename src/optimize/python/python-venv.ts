// Where Poetry, uv and Pipenv put the packages of a project, and with which commands of a Dockerfile.
// https://python-poetry.org/docs/configuration/, https://docs.astral.sh/uv/reference/environment/,
// https://pipenv.pypa.io/en/stable/configuration.html
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { directoryAt, resolvePath } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { valueAt } from '../../lint/variables.ts';
import { emptiesCache } from '../emptied-caches.ts';
import { preparesInstaller, pythonInstallIn } from './python-install.ts';
import type { LockingManager } from './python-locks.ts';
import { commandsOf, hasOption, operands } from '../shell-chain.ts';

export interface LockedInstall {
  readonly run: Instruction;
  readonly command: ShellCommand;
  readonly manager: LockingManager;
}

/** They are about another project, or another Python, than the one that lies where the command runs. */
const elsewhere = ['--directory', '--project', '--package', '--all-packages', '--active', '--python', '-C', '-P', '-p'];

const caches = /^(?:\/root\/\.cache|~\/\.cache|\/tmp|\/var|\$\{?(?:POETRY|UV|PIPENV|PIP)_CACHE_DIR\}?)(?:\/|$)/;

const tidies = (command: ShellCommand): boolean =>
  emptiesCache(command) ||
  ['cache', '--clear'].includes(command.args[0]?.value ?? '') ||
  (command.name === 'rm' && operands(command).every((path) => caches.test(path)));

const isLocking = (manager: string): manager is LockingManager => ['poetry', 'uv', 'Pipenv'].includes(manager);

/** A RUN of one install with a lock file, and of what sets the manager up or tidies up. */
export function lockedInstall(dockerfile: Dockerfile, run: Instruction): LockedInstall | null {
  const chain = chainOf(dockerfile, run);
  const { manager, command } = (chain?.isPlain && pythonInstallIn(chain)) || {};
  if (!chain || !command || !manager || !isLocking(manager) || command.invoked.includes('/')) return null;
  const isPlain = chain.parts.every(
    ({ simple }) => simple && (simple === command || preparesInstaller(simple) || tidies(simple)),
  );
  // What Pipenv is told to install beside is in no lock file.
  const names = manager === 'Pipenv' && operands(command).length > 1;
  return isPlain && !names && !hasOption(command, ...elsewhere) ? { run, command, manager } : null;
}

const isOn = (value: string | null): boolean => /^(?:1|true|yes|on)$/i.test(value ?? '');
const isOff = (value: string | null): boolean => /^(?:0|false|no|off)$/i.test(value ?? '');

/** They lead the managers elsewhere in a way that nobody follows here. */
const leads =
  /\b(?:CONDA_\w+|PIPENV_IGNORE_VIRTUALENVS|PIPENV_PIPFILE|PIPENV_SYSTEM|PYTHONHOME|PYTHONUSERBASE|UV_ENV_FILE|UV_PYTHON|UV_WORKING_DIRECTORY|VIRTUAL_ENV)\b/;

function configuresInProject(dockerfile: Dockerfile, setting: string, isValue: (value: string) => boolean): boolean {
  const calls = dockerfile.instructions.flatMap((run) => commandsOf(dockerfile, run));
  return calls.some(({ name, args }) => {
    const at = args.findIndex(({ value }) => value === setting);
    return name === 'poetry' && args[0]?.value === 'config' && isValue(args[at + 1]?.value ?? '') && at > 0;
  });
}

export interface VenvPlace {
  /** Absolute. */
  readonly path: string;
  /** The manager makes it there by itself; else it is made for it, and named by VIRTUAL_ENV. */
  readonly isGiven: boolean;
  /** The packages are those of the image's Python today: what starts is found without another PATH. */
  readonly wasSystem: boolean;
}

const ofOurs = '/opt/venv';

function poetryPlace(dockerfile: Dockerfile, run: Instruction, own: string): VenvPlace {
  const setting = (name: string): string | null => valueAt(dockerfile, run, name);
  const wasSystem =
    isOff(setting('POETRY_VIRTUALENVS_CREATE')) || configuresInProject(dockerfile, 'virtualenvs.create', isOff);
  const isInProject =
    isOn(setting('POETRY_VIRTUALENVS_IN_PROJECT')) || configuresInProject(dockerfile, 'virtualenvs.in-project', isOn);
  const isGiven = isInProject && !wasSystem;
  return { path: isGiven ? own : ofOurs, isGiven, wasSystem };
}

/** Null where nobody can tell. */
export function venvPlace(dockerfile: Dockerfile, { run, command, manager }: LockedInstall): VenvPlace | null {
  const directory = directoryAt(dockerfile, run);
  if (directory === null || directory === '/' || leads.test(dockerfile.text)) return null;
  const own = resolvePath(directory, '.venv');
  const setting = (name: string): string | null => valueAt(dockerfile, run, name);
  switch (manager) {
    case 'uv': {
      const given = setting('UV_PROJECT_ENVIRONMENT');
      const path = given === null ? own : resolvePath(directory, given);
      const isPlain = given === null || /^[\w./-]+$/.test(given);
      return isPlain && !/^\/(?:usr(?:\/|$)|$)/.test(path) ? { path, isGiven: true, wasSystem: false } : null;
    }
    case 'poetry':
      return poetryPlace(dockerfile, run, own);
    case 'Pipenv': {
      const wasSystem = hasOption(command, '--system');
      const isGiven = isOn(setting('PIPENV_VENV_IN_PROJECT')) && !wasSystem;
      return { path: isGiven ? own : ofOurs, isGiven, wasSystem };
    }
    default:
      return manager satisfies never;
  }
}
