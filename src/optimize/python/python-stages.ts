// Which lines of a single-stage Python Dockerfile only build, so that they can go into a stage of their own.
import type { Instruction } from '../../dockerfile/model.ts';
import { copyPlaces, directoryAt, isRoot, resolvePath, userAt } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../../lint/commands.ts';
import { hasOption } from '../../lint/options.ts';
import { pipInstall } from '../../lint/pip.ts';
import { aptInstallIn, type AptInstall } from '../package-words.ts';
import { preparesInstaller, requirementFiles } from './python-install.ts';
import type { RewriteContext } from '../rewrite.ts';

export interface PythonStages {
  /** ARG, ENV and WORKDIR that the install is under. */
  readonly settings: readonly Instruction[];
  /** RUNs that install packages of the system, in front of the install. */
  readonly system: readonly AptInstall[];
  /** COPYs of nothing but requirements. */
  readonly manifests: readonly Instruction[];
  readonly install: Instruction;
  readonly command: ShellCommand;
  /** Files of requirements, by their paths in the folder. */
  readonly files: readonly string[];
}

/** Variables that what installs, or a compiler that it starts, reads. */
export const readByBuilds = /^(?:PIP_|PIPENV_|POETRY_|PYTHON|UV_|CC$|CXX$|CFLAGS$|LDFLAGS$|DEBIAN_FRONTEND$)|_PROXY$/i;
/** They say where pip puts things. */
const places = /\b(?:PIP_PREFIX|PIP_TARGET|PIP_USER|PIP_ROOT|PYTHONUSERBASE|PYTHONHOME|VIRTUAL_ENV)\b/;

/** A RUN of one `pip install -r`, and of what sets pip up. */
function installIn(context: RewriteContext, run: Instruction): { command: ShellCommand; files: string[] } | null {
  const chain = chainOf(context.dockerfile, run);
  const directory = directoryAt(context.dockerfile, run);
  if (!chain?.isPlain || directory === null) return null;
  const installs = chain.parts.flatMap(({ simple }) => (simple && requirementFiles(simple) ? [simple] : []));
  const [command] = installs;
  const install = command && pipInstall(command);
  const isPlain = chain.parts.every(
    ({ simple }) => simple && (simple === command || preparesInstaller(simple) || simple.args[0]?.value === 'cache'),
  );
  if (!command || !install || installs.length > 1 || !isPlain || command.invoked.includes('/')) return null;
  if (hasOption(install, '--user', '--target', '-t', '--prefix', '--root', '--python')) return null;
  return { command, files: (requirementFiles(command) ?? []).map((file) => resolvePath(directory, file)) };
}

/** The files of requirements that a COPY brings, by their paths in the folder; null where it brings anything else. */
function broughtBy({ dockerfile }: RewriteContext, copy: Instruction, paths: readonly string[]): string[] | null {
  const brought = copyPlaces(dockerfile, copy);
  if (copy.keyword !== 'COPY' || !brought) return null;
  const { sources, destination, intoDirectory } = brought;
  const found: string[] = [];
  for (const source of sources) {
    const path = resolvePath('/', source).slice(1);
    const target = intoDirectory ? resolvePath(destination, path.slice(path.lastIndexOf('/') + 1)) : destination;
    const inside = paths.filter((one) => one.startsWith(`${destination}/`)).map((one) => one.slice(destination.length));
    if (paths.includes(target)) found.push(path);
    else if (path !== '' && !intoDirectory && inside.length > 0) found.push(...inside.map((rest) => `${path}${rest}`));
    // Other files that they name.
    else if (!/\.(?:txt|in)$/.test(path)) return null;
  }
  return found;
}

/** Null where the lines in front of the install do more than set up, install and copy requirements. */
export function pythonStages(context: RewriteContext): PythonStages | null {
  const { dockerfile, finalStage } = context;
  const own = finalStage.instructions.slice(1);
  const at = own.findIndex((run) => run.keyword === 'RUN' && installIn(context, run));
  const install = own[at];
  const found = install ? installIn(context, install) : null;
  if (!install || !found || !isRoot(userAt(dockerfile, install)) || places.test(dockerfile.text)) return null;
  const settings: Instruction[] = [];
  const system: AptInstall[] = [];
  const manifests: Instruction[] = [];
  const files: string[] = [];
  for (const instruction of own.slice(0, at)) {
    const { keyword, words } = instruction;
    const apt = keyword === 'RUN' ? aptInstallIn(dockerfile, instruction) : null;
    const brought = keyword === 'COPY' ? broughtBy(context, instruction, found.files) : null;
    if (keyword === 'WORKDIR' || keyword === 'ARG') settings.push(instruction);
    else if (keyword === 'ENV') settings.push(...(readByBuilds.test(words[0]?.value ?? '') ? [instruction] : []));
    else if (apt) system.push(apt);
    else if (brought) {
      manifests.push(instruction);
      files.push(...brought);
    } else if (!isNeutral(context, instruction)) return null;
  }
  return files.length > 0 ? { settings, system, manifests, install, command: found.command, files } : null;
}

const describes: ReadonlySet<string> = new Set(['LABEL', 'EXPOSE', 'MAINTAINER', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD']);
const settingUp: ReadonlySet<string> = new Set([
  'addgroup', 'adduser', 'chmod', 'chown', 'groupadd', 'install', 'mkdir', 'useradd',
]); // prettier-ignore

/** It stays where it is, and the install asks nothing of it. */
export function isNeutral({ dockerfile }: RewriteContext, instruction: Instruction): boolean {
  if (describes.has(instruction.keyword)) return true;
  const commands = instruction.keyword === 'RUN' ? commandsOf(dockerfile, instruction) : [];
  return commands.length > 0 && commands.every(({ name }) => settingUp.has(name));
}
