import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { keptStages } from '../kept-stages.ts';
import { scratchTargets } from '../mounts.ts';
import type { Rule } from '../rule.ts';
import { secretKindOf } from '../secret-files.ts';

/** What a program leaves behind, and the folder that a later `rm` takes it out of. */
interface Mess {
  readonly programs: readonly string[];
  /** The verbs that make it. */
  readonly verbs: readonly string[];
  readonly folder: RegExp;
  /** The first words of the program's own command that empties it. */
  readonly empties: string | null;
}

const messes: readonly Mess[] = [
  { programs: ['apt-get', 'apt'], verbs: ['update'], folder: /^\/var\/lib\/apt(?:\/|$)/, empties: null },
  { programs: ['apk'], verbs: ['add', 'update'], folder: /^\/var\/cache\/apk(?:\/|$)/, empties: 'cache clean' },
  { programs: ['yum'], verbs: ['install', 'update'], folder: /^\/var\/cache\/yum(?:\/|$)/, empties: 'clean all' },
  {
    programs: ['dnf', 'microdnf'],
    verbs: ['install', 'update', 'upgrade'],
    folder: /^\/var\/cache\/(?:dnf|yum)(?:\/|$)/,
    empties: 'clean all',
  },
  { programs: ['zypper'], verbs: ['install', 'in'], folder: /^\/var\/cache\/zypp(?:\/|$)/, empties: 'clean' },
  { programs: ['pip', 'pip3'], verbs: ['install'], folder: /^(?:\/root|~)\/\.cache(?:\/|$)/, empties: 'cache purge' },
  { programs: ['npm'], verbs: ['install', 'i', 'ci'], folder: /^(?:\/root|~)\/\.npm(?:\/|$)/, empties: 'cache clean' },
  { programs: ['yarn'], verbs: ['install', 'add'], folder: /\/\.cache\/yarn(?:\/|$)/, empties: 'cache clean' },
];

const plainWords = ({ args }: ShellCommand): string[] =>
  args.map((word) => word.value).filter((value) => !value.startsWith('-'));

const keepsNothing = ({ args }: ShellCommand): boolean =>
  args.some((word) => word.value === '--no-cache' || word.value === '--no-cache-dir');

const makes = ({ programs, verbs }: Mess, command: ShellCommand): boolean =>
  programs.includes(command.invoked) &&
  plainWords(command).some((word) => verbs.includes(word)) &&
  !keepsNothing(command);

function cleans({ programs, folder, empties }: Mess, command: ShellCommand): boolean {
  const words = plainWords(command);
  if (command.invoked === 'rm') return words.some((word) => folder.test(word));
  return empties !== null && programs.includes(command.invoked) && `${words.join(' ')} `.startsWith(`${empties} `);
}

const temporary = /^\/(?:var\/)?tmp\/[^*?[$]+$/;

/** Files in /tmp that a command names, to write or to read. */
const temporaryFiles = ({ args }: ShellCommand): string[] =>
  args.map((word) => word.value).filter((value) => temporary.test(value));

/** Where a COPY or ADD puts its sources; PL1009 tells of secrets among them. */
function copiedTo({ flags, json, words }: Instruction): string[] {
  const all = (json ?? words).map((word) => word.value);
  const target = all.at(-1) ?? '';
  const into = (source: string): string => target + source.slice(source.lastIndexOf('/') + 1);
  const paths = target.endsWith('/') ? all.slice(0, -1).map(into) : [target];
  return paths.filter((path) => flags.some(({ name }) => name === 'from') || secretKindOf(path) === null);
}

/** What the instructions so far have left in the layers of the stage. */
class Left {
  readonly #messes = new Set<Mess>();
  readonly #files = new Set<string>();

  add(commands: readonly ShellCommand[]): void {
    for (const mess of messes) {
      if (commands.some((command) => makes(mess, command)) && !commands.some((command) => cleans(mess, command))) {
        this.#messes.add(mess);
      }
    }
    const removed = commands.filter(({ invoked }) => invoked === 'rm').flatMap(temporaryFiles);
    this.addFiles(commands.flatMap(temporaryFiles).filter((file) => !removed.includes(file)));
  }

  addFiles(files: readonly string[]): void {
    for (const file of files) if (temporary.test(file)) this.#files.add(file);
  }

  /** The command removes what stands in a layer below, and not what its own RUN has made. */
  isHiddenBy(command: ShellCommand, ownCommands: readonly ShellCommand[]): boolean {
    for (const mess of this.#messes) {
      if (cleans(mess, command) && !ownCommands.some((own) => makes(mess, own))) return true;
    }
    return command.invoked === 'rm' && temporaryFiles(command).some((file) => this.#files.has(file));
  }
}

function reportLate(
  dockerfile: Dockerfile,
  stage: Stage,
  late: (run: Instruction, command: ShellCommand) => void,
): void {
  const left = new Left();
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') left.addFiles(copiedTo(instruction));
    if (instruction.keyword !== 'RUN') continue;
    const commands = commandsOf(dockerfile, instruction);
    const hidden = commands.find((command) => left.isHiddenBy(command, commands));
    if (hidden) late(instruction, hidden);
    // Where the RUN has mounts of its own, what it writes may not be in the layer.
    if (scratchTargets(instruction).length === 0) left.add(commands);
  }
}

export const cleanInSameRun: Rule = {
  id: 'PL1002',
  source: 'plimsoll',
  severity: 'warning',
  summary: 'The cleanup stands in a later layer than what it removes',
  help: 'A layer does not change any more: what a later one removes is hidden and still takes its place. Clean up in the RUN that made the files, or mount them into it.',
  noFix: 'The command has to move to another RUN, which changes both; the better Dockerfile does it where it can.',
  examples: {
    bad: [
      'RUN apt-get update && apt-get install -y curl\nRUN rm -rf /var/lib/apt/lists/*',
      'COPY setup.tar /tmp/setup.tar\nRUN tar xf /tmp/setup.tar && rm /tmp/setup.tar',
    ],
    good: [
      'RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*',
      'RUN --mount=type=bind,source=setup.tar,target=/tmp/setup.tar tar xf /tmp/setup.tar',
    ],
  },
  check(dockerfile, report) {
    const kept = keptStages(dockerfile);
    for (const stage of dockerfile.stages.filter(({ index }) => kept.has(index))) {
      reportLate(dockerfile, stage, (run, command) => report(run, { at: command }));
    }
  },
};
