import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import { installedPackages, packageName, removedPackages } from '../../lint/installed-packages.ts';
import { isWorkshop } from '../../lint/shipped-stages.ts';
import { removeInstruction } from '../edits.ts';
import { describeCopies, type PlacedCopy } from '../evidence.ts';
import { aptInstallIn, changeWords } from '../package-words.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { Profile } from '../review.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf, isCall } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

/** By package: the names that it is called by, and where its files lie, as far as they are its own. */
type Tools = ReadonlyMap<string, { readonly calls: readonly string[]; readonly files: readonly string[] }>;

const binaries = ['/bin', '/sbin', '/usr/bin', '/usr/sbin'];
const tool = (calls: readonly string[], ...files: string[]) => ({
  calls,
  files: [...calls.flatMap((name) => binaries.map((folder) => `${folder}/${name}`)), ...files],
});
const vim = tool(['vim', 'vi', 'view', 'vimdiff', 'vim.basic', 'vim.nox', 'vim.tiny'], '/usr/share/vim');

const debugging: Tools = new Map([
  ['emacs-nox', tool(['emacs'], '/usr/share/emacs', '/usr/libexec/emacs')],
  ['gdb', tool(['gdb'], '/usr/share/gdb')],
  ['gdbserver', tool(['gdbserver'])],
  ['htop', tool(['htop'])],
  ['iotop', tool(['iotop'])],
  ['ltrace', tool(['ltrace'])],
  ['man-db', tool(['man'], '/usr/share/man', '/var/cache/man')],
  ['nano', tool(['nano', 'rnano'], '/usr/share/nano')],
  ['net-tools', tool(['arp', 'ifconfig', 'netstat', 'route'])],
  ['screen', tool(['screen'])],
  ['strace', tool(['strace'])],
  ['tcpdump', tool(['tcpdump'])],
  ['telnet', tool(['telnet', 'inetutils-telnet'])],
  ['tmux', tool(['tmux'])],
  ['vim', vim],
  ['vim-nox', vim],
  ['vim-tiny', vim],
]);

const downloading: Tools = new Map([
  ['curl', tool(['curl'])],
  ['wget', tool(['wget'])],
]);

function wordsIn(text: string, into: Set<string>): void {
  for (const [word] of text.matchAll(/[\w.+-]+/g)) into.add(word);
}

const scripts = new WeakMap<ProjectFolder, ReadonlySet<string>>();

/** Words of the folder's scripts and manifests: read once, as they may be megabytes. */
function wordsOfFolder(folder: ProjectFolder): ReadonlySet<string> {
  const known = scripts.get(folder);
  if (known) return known;
  const words = new Set<string>();
  for (const { path, text } of folder.context.texts) {
    if (folder.has(path) && !/dockerfile|ignore$|\.lock$/i.test(path)) wordsIn(text, words);
  }
  scripts.set(folder, words);
  return words;
}

/** What anything that is started may call, by the words alone, so that rather too much stays: the install itself left out. */
function isMentioned({ dockerfile, folder }: RewriteContext, install: ShellCommand): (name: string) => boolean {
  const words = new Set<string>();
  for (const { keyword, start, end } of dockerfile.instructions) {
    if (keyword === 'FROM' || keyword === 'LABEL') continue;
    const isInside = install.start >= start && install.end <= end;
    const parts = isInside ? [start, install.start, install.end, end] : [start, end];
    for (let at = 0; at < parts.length; at += 2) wordsIn(dockerfile.text.slice(parts[at], parts[at + 1]), words);
  }
  const inFolder = folder ? wordsOfFolder(folder) : null;
  return (name) => words.has(name) || inFolder?.has(name) === true;
}

/** Only packages of the system are installed by it, so that nothing is lost with it. */
function installsAlone(dockerfile: Dockerfile, run: Instruction): boolean {
  if (aptInstallIn(dockerfile, run)) return true;
  const chain = chainOf(dockerfile, run);
  return (
    chain?.isPlain === true && chain.parts.every(({ simple }) => simple && isCall(simple, ['apk'], 'add', 'update'))
  );
}

function editsFor(
  dockerfile: Dockerfile,
  run: Instruction,
  command: ShellCommand,
  gone: ReadonlySet<ShellWord>,
): TextEdit[] | null {
  if (installedPackages(command).length > gone.size) return changeWords(dockerfile, command, gone, []);
  const installs = commandsOf(dockerfile, run).filter((other) => installedPackages(other).length > 0);
  return installs.length === 1 && installsAlone(dockerfile, run) ? [removeInstruction(dockerfile, run)] : null;
}

function storedBy(context: RewriteContext, run: Instruction, files: readonly string[]): readonly PlacedCopy[] | null {
  return context.witnessOf(run)?.copiesBelow(context.layersOf(run), files) ?? null;
}

/** With those that came for them alone, as far as the image's package database says it. */
function droppedWith(context: RewriteContext, run: Instruction, names: readonly string[]): readonly string[] {
  const { dockerfile } = context;
  const named = dockerfile.instructions.flatMap((other) => commandsOf(dockerfile, other).flatMap(installedPackages));
  return context.witnessOf(run)?.packagesGoneWith(names, context.layersOf(run), named.map(packageName)) ?? [];
}

interface Kind {
  readonly id: string;
  readonly profile: Profile;
  readonly tools: Tools;
  readonly why: string;
  readonly test: string;
}

function proposeFor(context: RewriteContext, { tools, why, test }: Kind, run: Instruction): Proposal[] {
  const { dockerfile } = context;
  const commands = commandsOf(dockerfile, run);
  const removed = new Set(commands.flatMap(removedPackages).map(packageName));
  for (const command of commands) {
    const found = installedPackages(command).filter((word) => tools.has(packageName(word)));
    if (found.length === 0) continue;
    const mentioned = isMentioned(context, command);
    const callsOf = (word: ShellWord): readonly string[] => tools.get(packageName(word))?.calls ?? [];
    const gone = new Set(found.filter((word) => !removed.has(packageName(word)) && !callsOf(word).some(mentioned)));
    const names = [...gone].map(packageName);
    const edits = gone.size > 0 ? editsFor(dockerfile, run, command, gone) : null;
    const copies = storedBy(
      context,
      run,
      names.flatMap((name) => tools.get(name)?.files ?? []),
    );
    if (!edits || copies?.length === 0) continue;
    const where = context.folder ? 'Dockerfile and no script of the folder' : 'Dockerfile';
    const stored = copies
      ? ` Layer ${copies[0]?.layer} holds ${describeCopies(copies)} of theirs, and what they depend on.`
      : '';
    return [
      {
        at: run,
        place: command,
        title: `Leave ${names.join(', ')} out of the image`,
        why,
        evidence: `Line ${context.lineOf(run)} installs ${names.join(', ')}; nothing else in the ${where} names what comes with it.${stored}`,
        edits,
        risk: 'test',
        test,
        claims: copies?.map(({ event }) => event) ?? null,
        dropsPackages: droppedWith(context, run, names),
      },
    ];
  }
  return [];
}

const kinds: readonly Kind[] = [
  {
    id: 'remove-debugging-tools',
    profile: 'balanced',
    tools: debugging,
    why: 'Editors and debuggers are there for people, not for the program. Where one is needed, docker debug or a container beside it (kubectl debug) brings its own, and whoever breaks in finds none.',
    test: 'Start the program and use each of its parts: one that calls an editor or a debugger itself would miss it.',
  },
  {
    id: 'remove-download-tools',
    profile: 'smallest',
    tools: downloading,
    why: 'Programs that download are the first thing that someone who broke in uses. Nothing here calls them; a program that does so by itself, or a probe that is set outside of the Dockerfile, would miss them.',
    test: 'Start the program and use each of its parts, with the probes that your orchestrator runs in the container.',
  },
];

export const removeTools: readonly Rewrite[] = kinds.map((kind) => ({
  id: kind.id,
  profile: kind.profile,
  propose(context) {
    const { dockerfile, isShipped } = context;
    if (isWorkshop(dockerfile, {})) return [];
    return dockerfile.instructions.flatMap((run) =>
      run.keyword === 'RUN' && isShipped(run) ? proposeFor(context, kind, run) : [],
    );
  },
}));
