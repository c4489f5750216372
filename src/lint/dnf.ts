import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { optionBehind, type Mend } from './command-fix.ts';
import { removesFolder, removesFolders, type CacheUse } from './left-cache.ts';
import { hasOption, parseArguments, type OptionSyntax, type ParsedArguments } from './options.ts';
import { isReadFromFile } from './unpinned.ts';

// dnf(8), yum(8), microdnf(8): options whose value may stand in the next word.
const syntax: OptionSyntax = {
  long: new Set([
    '--advisories', '--advisory', '--bz', '--bzs', '--comment', '--config', '--cve', '--cves', '--debuglevel',
    '--disable', '--disableexcludes', '--disableplugin', '--disablerepo', '--downloaddir', '--destdir', '--enable',
    '--enableplugin', '--enablerepo', '--errorlevel', '--exclude', '--excludepkgs', '--forcearch', '--installroot',
    '--randomwait', '--releasever', '--repo', '--repofrompath', '--repoid', '--rpmverbosity', '--sec-severity',
    '--secseverity', '--setopt',
  ]), // prettier-ignore
  short: 'cdeRx',
};

/** yum has the commands and options of dnf, and today is a name for it. */
export type DnfProgram = 'yum' | 'dnf' | 'microdnf';

interface DnfCall {
  readonly verb: string;
  /** The last word of the verb: `install` of `group install`. */
  readonly verbWord: ShellWord | null;
  /** `group install`, `module install`: what the names behind it are. */
  readonly kind: 'package' | 'group' | 'module';
  readonly names: readonly ShellWord[];
  readonly given: ParsedArguments;
}

const kinds: Readonly<Record<string, DnfCall['kind']>> = { group: 'group', groups: 'group', module: 'module' };

function dnfCall({ invoked, args }: ShellCommand, programs: readonly DnfProgram[]): DnfCall | null {
  if (!programs.some((program) => program === invoked)) return null;
  const given = parseArguments(args, syntax);
  const [first, second, ...rest] = given.operands;
  const word = first?.value ?? '';
  const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
  if (kind) return { verb: second?.value ?? '', verbWord: second ?? null, kind, names: rest, given };
  return { verb: word, verbWord: first ?? null, kind: 'package', names: given.operands.slice(1), given };
}

/** An install that stops to ask. */
export function asks(command: ShellCommand, programs: readonly DnfProgram[]): boolean {
  const call = dnfCall(command, programs);
  if (!call || !['install', 'groupinstall', 'localinstall'].includes(call.verb)) return false;
  return !hasOption(call.given, '-y', '--assumeyes');
}

/** Lets an install go on without asking. */
export const answersYes = (programs: readonly DnfProgram[]): { title: string; mend: Mend } => ({
  title: 'Add -y',
  mend: (command, run) => optionBehind(run, dnfCall(command, programs)?.verbWord ?? null, '-y'),
});

/** `name-1.2`, `name-$VERSION`, `name >= 1`, a file. Groups have no version; `@module:stream` has its stream. */
function isRpmPinned(word: ShellWord): boolean {
  const { value, text } = word;
  if (value.endsWith('.rpm') || value.startsWith('@') || isReadFromFile(word)) return true;
  return /-\d/.test(value) || / [<>=]=? /.test(value) || /-["']?\$/.test(text);
}

/** The names without a version; null where the command is no install. */
export function unpinnedOf(command: ShellCommand, programs: readonly DnfProgram[]): ShellWord[] | null {
  const call = dnfCall(command, programs);
  if (!call || call.verb !== 'install' || call.kind === 'group') return null;
  return call.names.filter((word) => (call.kind === 'module' ? !word.value.includes(':') : !isRpmPinned(word)));
}

// microdnf of RHEL 8 keeps its cache in yum's folder, dnf 5 in the last.
const folders = ['/var/cache/yum', '/var/cache/dnf', '/var/cache/libdnf5'];

/** The cache of one program; `verbs` are the commands that count as filling it, `cleaners` share it. */
export function dnfCache(program: DnfProgram, verbs: readonly string[], cleaners: readonly DnfProgram[]): CacheUse {
  return {
    folders,
    fills(command) {
      return verbs.includes(dnfCall(command, [program])?.verb ?? '');
    },
    // As hadolint, any folder removed with rm counts, and so does any part that clean is told.
    empties(command) {
      const cleans = dnfCall(command, cleaners)?.verb === 'clean';
      return cleans || removesFolders(command) || folders.some((folder) => removesFolder(command, folder));
    },
  };
}
