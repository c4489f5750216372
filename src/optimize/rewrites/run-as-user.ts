import { appendCommands } from '../../dockerfile/edits.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { baseImageOf } from '../../dockerfile/stages.ts';
import { familyOf, findBase } from '../base-image/base-images.ts';
import { addFlag, insertAfter, insertBefore } from '../edits.ts';
import { isBelow } from '../evidence.ts';
import { copyTarget, isPlainPath, isRoot } from '../../dockerfile/places.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { instructionsOfImage, runtimeConfigOf } from '../runtime-config.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf, operands } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

/** Programs that start as root and change user by themselves, or cannot do without. */
const rootPrograms =
  /\b(?:nginx|apache2|httpd|sshd|cron|crond|supervisord|systemd|init|gosu|su-exec|sudo|dockerd|php-fpm|postgres|mysqld)\b/;

/** Servers for developers that write beside the installed modules, which a RUN made as root: `vite preview` fails as another. */
const writesBesideModules = /\b(?:vite|preview|dev)\b/;

/** When the container starts, they look for the packages in root's home, or bring up to date what a RUN made. */
const managesPackages = /\b(?:pdm|pipenv|poetry|uv)[", ]+run\b/;

function mustBeRoot({ dockerfile, image }: RewriteContext): boolean {
  const { entrypoint, command, exposed } = runtimeConfigOf(dockerfile);
  const inherited = [...(image?.image.config.entrypoint ?? []), ...(image?.image.config.cmd ?? [])].join(' ');
  const ports = exposed.map((port) => Number.parseInt(port, 10));
  const instructions = instructionsOfImage(dockerfile);
  const started = `${entrypoint} ${command} ${inherited}`;
  if (rootPrograms.test(started) || writesBesideModules.test(started)) return true;
  // The image was started by the command of the original, which may be another one by now.
  if (managesPackages.test(`${entrypoint} ${command}`)) return true;
  // Below 1024 only root may listen, on most hosts; who owns a volume is decided outside.
  return ports.some((port) => !(port >= 1024)) || instructions.some(({ keyword }) => keyword === 'VOLUME');
}

interface NewUser {
  readonly name: string;
  readonly group: string;
  readonly id: string;
  /** Null where the user is there already. */
  readonly create: string | null;
  /** Gives a user that the Dockerfile makes its number. */
  readonly numbered: readonly TextEdit[];
  readonly shownBy: string;
}

/** Above those that distributions and hosts give out by themselves, and below those that make the image large (DL3046). */
const freeId = '10001';

/** By what is known of the base first: another change may have put one in the place of that which the image shows. */
function has({ dockerfile, finalStage, image }: RewriteContext, path: string, tool: 'apk' | 'apt-get'): boolean {
  const packages = findBase(baseImageOf(dockerfile, finalStage))?.variant.packages ?? null;
  if (packages !== null) return packages === (tool === 'apk' ? 'apk' : 'apt');
  if (image) return image.has(path);
  return instructionsOfImage(dockerfile).some((run) => commandsOf(dockerfile, run).some(({ name }) => name === tool));
}

/** What `useradd` is told of the number: null where it is told nothing. */
function givenId({ args }: ShellCommand): string | null {
  const index = args.findIndex(({ value }) => /^(?:-u|--uid)(?:=|$)/.test(value));
  const option = args[index]?.value;
  if (option === undefined) return null;
  return option.includes('=') ? option.slice(option.indexOf('=') + 1) : (args[index + 1]?.value ?? '');
}

function userMadeHere(context: RewriteContext): NewUser | null {
  const { dockerfile } = context;
  const commands = instructionsOfImage(dockerfile).flatMap((run) => commandsOf(dockerfile, run));
  for (const command of commands.filter(({ name }) => ['useradd', 'adduser'].includes(name))) {
    const name = operands(command).at(-1);
    const at = command.nameSpan?.end;
    if (!name || !/^[a-z_][\w-]*$/.test(name) || at === undefined) continue;
    const given = givenId(command);
    const option = command.name === 'useradd' || has(context, '/sbin/apk', 'apk') ? '-u' : '--uid';
    return {
      name,
      group: name,
      id: given ?? freeId,
      create: null,
      numbered: given === null ? [{ start: at, end: at, text: ` ${option} ${freeId}` }] : [],
      shownBy: `the Dockerfile makes the user ${name} and never switches to it`,
    };
  }
  return null;
}

function chooseUser(context: RewriteContext): NewUser | null {
  const { dockerfile, finalStage, image } = context;
  const made = userMadeHere(context);
  if (made) return made;
  const base = baseImageOf(dockerfile, finalStage);
  const known = familyOf(base)?.user;
  if (known && (!image || image.has(`/home/${known.name}`))) {
    const { name } = known;
    // An image of the same name may have been made by someone else.
    const id = image?.ownerOf(`/home/${name}`) || known.id;
    const shownBy = `${base} comes with the user ${name}`;
    return { name, group: name, id: String(id), create: null, numbered: [], shownBy };
  }
  const app = { name: 'app', group: 'app', id: freeId, numbered: [] };
  if (has(context, '/sbin/apk', 'apk')) {
    const create = `addgroup -S -g ${freeId} app && adduser -S -u ${freeId} -G app app`;
    return { ...app, create, shownBy: 'the image is built on Alpine' };
  }
  if (has(context, '/usr/sbin/useradd', 'apt-get')) {
    const create = `groupadd --gid ${freeId} app && useradd --uid ${freeId} --gid app --create-home app`;
    return { ...app, create, shownBy: 'the image has useradd' };
  }
  return null;
}

/** The last RUN or the last line of metadata before the program's files come in: the user has to be there by then. */
function createEdit(
  { dockerfile, finalStage }: RewriteContext,
  create: string,
): { edit: TextEdit; at: Instruction } | null {
  const isFile = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';
  const own = finalStage.instructions;
  const firstFile = own.findIndex(isFile);
  const before = own.slice(0, firstFile < 0 ? own.length : firstFile);
  const run = before.filter(({ keyword }) => keyword === 'RUN').at(-1);
  if (run)
    return chainOf(dockerfile, run)?.canAppend ? { edit: appendCommands(dockerfile, run, [create]), at: run } : null;
  const settings = before.filter(({ keyword }) => ['FROM', 'WORKDIR', 'ENV', 'LABEL', 'ARG'].includes(keyword)).at(-1);
  return settings
    ? { edit: insertAfter(dockerfile, settings, `${keywordFor(dockerfile, 'RUN')} ${create}`), at: settings }
    : null;
}

/** Makes the user where it is missing, and hands it the working directory, so that the program can go on writing there. */
function preparation(context: RewriteContext, { name, group, create }: NewUser): string {
  const { workingDirectory } = runtimeConfigOf(context.dockerfile);
  const commands = instructionsOfImage(context.dockerfile).flatMap((run) => commandsOf(context.dockerfile, run));
  const isHandedOver = commands.some(
    ({ name: program, args }) =>
      program === 'chown' && args.some(({ value }) => value === workingDirectory || value === '.'),
  );
  const hand =
    workingDirectory === '/' || !isPlainPath(workingDirectory) || isHandedOver
      ? []
      : [`install -d -o ${name} -g ${group} ${workingDirectory}`];
  return [...(create ? [create] : []), ...hand].join(' && ');
}

/** COPYs into the working directory, so that the program can go on writing there. */
function ownCopies({ dockerfile, finalStage }: RewriteContext, { name, group }: NewUser, from: number): TextEdit[] {
  const { workingDirectory } = runtimeConfigOf(dockerfile);
  if (workingDirectory === '/') return [];
  return finalStage.instructions.flatMap((instruction) => {
    const isCopy = instruction.keyword === 'COPY' || instruction.keyword === 'ADD';
    const target = isCopy && instruction.start > from ? copyTarget(dockerfile, instruction) : null;
    const isOwned = instruction.flags.some((flag) => flag.name === 'chown');
    return target && isBelow(target, workingDirectory) && !isOwned
      ? [addFlag(instruction, `--chown=${name}:${group}`)]
      : [];
  });
}

/** Directly before the first of the closing lines, which only describe how the image is run. */
function userEdit({ dockerfile, finalStage }: RewriteContext, id: string): { edit: TextEdit; at: Instruction } | null {
  const closing = ['EXPOSE', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'LABEL'];
  const own = finalStage.instructions;
  let index = own.length;
  while (index > 1 && closing.includes(own[index - 1]?.keyword ?? '')) index--;
  const [before, behind] = [own[index - 1], own[index]];
  if (!before) return null;
  const line = `${keywordFor(dockerfile, 'USER')} ${id}`;
  const isBefore = behind && before.keyword !== 'FROM';
  const edit = isBefore ? insertBefore(dockerfile, behind, line) : insertAfter(dockerfile, before, line);
  return { edit, at: behind ?? before };
}

export const runAsUser: Rewrite = {
  id: 'run-as-user',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage, image } = context;
    const users = instructionsOfImage(dockerfile).filter(({ keyword }) => keyword === 'USER');
    const isSet = users.length > 0 || !isRoot(image?.image.config.user ?? null);
    const family = familyOf(baseImageOf(dockerfile, finalStage));
    const command = runtimeConfigOf(dockerfile);
    const starts = command.command !== '' || command.entrypoint !== '';
    if (isSet || !starts || family?.runsAsUser !== true || mustBeRoot(context)) return [];
    const user = chooseUser(context);
    const prepare = user ? preparation(context, user) : '';
    const created = prepare === '' ? null : createEdit(context, prepare);
    const switched = user ? userEdit(context, user.id) : null;
    // Of a number that a variable holds, nobody can tell that it is not root's.
    if (!user || !/^[1-9]\d*$/.test(user.id) || !switched || (prepare !== '' && !created)) return [];
    const owned = ownCopies(context, user, created?.at.start ?? finalStage.from.start);
    return [
      {
        at: switched.at,
        title: `Run as the user ${user.name}, not as root`,
        why: `Whoever breaks into a program that runs as root owns everything in the container. ${user.name} gets the working directory and what COPY brings there; what a RUN made stays root’s. If the program writes to that, or anywhere else, give it the directory too. USER gives its number, as a name does not tell Kubernetes that it is not root.`,
        evidence: `No USER is set, so the program runs as root; ${user.shownBy}.`,
        edits: [switched.edit, ...user.numbered, ...(created ? [created.edit] : []), ...owned],
        risk: 'test',
        test: 'Start the program and let it write wherever it writes: uploads, caches, logs. What is denied has to be given to the user.',
        claims: null,
      },
    ];
  },
};
