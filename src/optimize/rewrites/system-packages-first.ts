// What changes least comes first: packages of the system are installed before the sources come in.
import { lineEndOf, startWithComments } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { copyTarget } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { mountsOf } from '../../lint/mounts.ts';
import { removeWithComment, sourceWithComment } from '../edits.ts';
import { isBelow } from '../evidence.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

const managers: ReadonlySet<string> = new Set(['apk', 'apt', 'apt-get', 'dnf', 'microdnf', 'yum']);

/** Where a COPY may bring what a package manager reads: sources of packages, keys, settings, certificates. */
const systemFolders = [
  '/etc',
  '/lib',
  '/root',
  '/run',
  '/tmp',
  '/usr/lib',
  '/usr/local',
  '/usr/share',
  '/var/cache',
  '/var/lib',
];

const isSystemPlace = (target: string): boolean =>
  target === '/' || systemFolders.some((folder) => isBelow(target, folder) || isBelow(folder, target));

/** Installs by name, not from a file that something brought. */
function callsManager({ name, args }: ShellCommand): boolean {
  if (name === 'rm') return args.every(({ value }) => value.startsWith('-') || value.startsWith('/var/'));
  return managers.has(name) && !args.some(({ value }) => /^\.{0,2}\//.test(value) || value.endsWith('.deb'));
}

/** A RUN that does nothing but install packages of the system. */
function installsPackages(dockerfile: Dockerfile, run: Instruction): boolean {
  if (run.keyword !== 'RUN' || !chainOf(dockerfile, run)?.isPlain) return false;
  const commands = commandsOf(dockerfile, run);
  const isOwnFiles = mountsOf(run).every((mount) => mount.get('type') !== 'bind');
  return isOwnFiles && commands.length > 0 && commands.every(callsManager);
}

const isCopy = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';
const indifferent: ReadonlySet<string> = new Set(['EXPOSE', 'LABEL', 'MAINTAINER', 'WORKDIR']);

interface Late {
  /** Before it they are to stand. */
  readonly copy: Instruction;
  readonly runs: readonly Instruction[];
}

/** The RUNs behind the first COPY of a stage, up to where something else stands that they may need. */
function lateInstalls(dockerfile: Dockerfile, { instructions }: Stage): Late | null {
  const first = instructions.findIndex(isCopy);
  const copy = instructions[first];
  if (!copy) return null;
  const runs: Instruction[] = [];
  for (const instruction of instructions.slice(first)) {
    const target = isCopy(instruction) ? copyTarget(dockerfile, instruction) : '';
    if (target === null || (target !== '' && isSystemPlace(target))) break;
    if (installsPackages(dockerfile, instruction)) runs.push(instruction);
    else if (!isCopy(instruction) && !indifferent.has(instruction.keyword)) break;
  }
  return runs.some((run) => commandsOf(dockerfile, run).some(({ name }) => name !== 'rm')) ? { copy, runs } : null;
}

/** Takes the RUNs with their comments above the COPY and its comments; an empty line before the first of them goes along. */
function move(dockerfile: Dockerfile, { copy, runs }: Late): TextEdit[] {
  const end = lineEndOf(dockerfile);
  const at = startWithComments(dockerfile, copy);
  const [first] = runs.map((run) => startWithComments(dockerfile, run));
  const gap = dockerfile.text.slice(0, first).endsWith(`${end}${end}`) ? end : '';
  const lines = runs.map((run) => `${sourceWithComment(dockerfile, run)}${end}`);
  const gone = runs.map((run) => removeWithComment(dockerfile, run));
  return [
    { start: at, end: at, text: `${lines.join('')}${gap}` },
    ...gone.map((edit, index) => (index === 0 ? { ...edit, start: edit.start - gap.length } : edit)),
  ];
}

function proposeFor(context: RewriteContext, late: Late): Proposal {
  const { lineOf } = context;
  const { copy, runs } = late;
  const lines = runs.map(lineOf);
  const which = lines.length === 1 ? `Line ${lines[0]} only installs` : `Lines ${lines.join(', ')} only install`;
  return {
    at: copy,
    title: 'Install the system’s packages before the files come in',
    why: 'The build cache ends at the first COPY whose files changed. Packages that are installed before it are not fetched again after each edit. It saves build time, not bytes.',
    evidence: `${which} packages by their names; nothing that line ${lineOf(copy)} brings is needed for that.`,
    edits: move(context.dockerfile, late),
    risk: 'check',
    test: 'Build it twice with an edit to a source file between: the second build must not install the packages again.',
    claims: null,
  };
}

export const systemPackagesFirst: Rewrite = {
  id: 'system-packages-first',
  profile: 'safe',
  propose(context) {
    const { dockerfile } = context;
    return dockerfile.stages.flatMap((stage) => {
      const late = lateInstalls(dockerfile, stage);
      return late ? [proposeFor(context, late)] : [];
    });
  },
};
