// Commands that make users and groups, in Debian's words and in those of BusyBox: groupadd(8), useradd(8), addgroup(8), adduser(8);
// https://busybox.net/downloads/BusyBox.html. An option of which it is not known what BusyBox makes of it stops the translation.
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { parseArguments, type OptionSyntax, type ParsedArguments } from '../../lint/options.ts';

const programs: Readonly<Record<string, OptionSyntax>> = {
  groupadd: { long: new Set(['--gid']), short: 'g' },
  useradd: { long: new Set(['--uid', '--gid', '--home-dir', '--shell', '--comment']), short: 'ugdsc' },
  addgroup: { long: new Set(['--gid']), short: '' },
  adduser: { long: new Set(['--uid', '--ingroup', '--home', '--shell', '--gecos']), short: '' },
};

/** A name or a number that a shell takes as it is. */
const plain = /^[\w./-]+$/;
/** Below, Alpine has users and groups of other names: 999 is its `ping`. */
const isFree = (id: string | null): boolean => id === null || (/^\d{4,9}$/.test(id) && Number(id) >= 1000);
const nobodyLogsIn: ReadonlySet<string> = new Set(['/usr/sbin/nologin', '/sbin/nologin', '/bin/false']);
const groupOf = (system: boolean, name: string): string => `addgroup ${system ? '-S ' : ''}${name}`;

interface Account {
  readonly name: string;
  readonly given: ParsedArguments;
}

/** The options of which each is one of `known`; null for others, for values that a shell expands, and for several names. */
function accountOf({ name: program, args }: ShellCommand, known: readonly string[]): Account | null {
  const syntax = programs[program];
  if (!syntax || args.some(({ expands }) => expands)) return null;
  const given = parseArguments(args, syntax);
  const [word, ...others] = given.operands;
  const isKnown = given.options.every(({ name }) => known.includes(name));
  return word && others.length === 0 && isKnown && /^[a-z_][\w-]*$/.test(word.value)
    ? { name: word.value, given }
    : null;
}

const has = ({ given }: Account, ...names: string[]): boolean => given.options.some(({ name }) => names.includes(name));

/** The last value of an option; null where it is not given, '' where it is of no plain form. */
function valueOf({ given }: Account, ...names: string[]): string | null {
  const option = given.options.findLast(({ name }) => names.includes(name));
  if (!option) return null;
  return option.value !== null && plain.test(option.value) ? option.value : '';
}

function group(command: ShellCommand): string[] | null {
  const account = accountOf(command, ['-r', '--system', '-g', '--gid', '--quiet']);
  const id = account && valueOf(account, '-g', '--gid');
  if (!account || !isFree(id)) return null;
  const number = id === null ? '' : `-g ${id} `;
  return [groupOf(has(account, '-r', '--system'), `${number}${account.name}`)];
}

interface NewUser {
  readonly system: boolean;
  /** The group that it gets; null for one of its own name. */
  readonly group: string | null;
  /** No folder is made for it. */
  readonly homeless: boolean;
}

/** In words of BusyBox: without a group of its own, its system users are of `nogroup`. */
function write(account: Account, { system, group: given, homeless }: NewUser): string[] | null {
  const id = valueOf(account, '-u', '--uid');
  const home = valueOf(account, '-d', '--home-dir', '--home');
  const shell = valueOf(account, '-s', '--shell');
  const isPlain = isFree(id) && home !== '' && shell !== '' && given !== '';
  // By a number, BusyBox finds no group.
  if (!isPlain || (given !== null && /^\d+$/.test(given))) return null;
  const own = system && given === null ? account.name : given;
  const options = [
    ...(system ? ['-S'] : []),
    '-D',
    ...(homeless ? ['-H'] : []),
    ...(home === null ? [] : [`-h ${home}`]),
    ...(shell !== null && nobodyLogsIn.has(shell) ? ['-s /sbin/nologin'] : []),
    ...(id === null ? [] : [`-u ${id}`]),
    ...(own === null ? [] : [`-G ${own}`]),
  ];
  const user = `adduser ${options.join(' ')} ${account.name}`;
  return system && given === null ? [groupOf(true, account.name), user] : [user];
}

function withUseradd(command: ShellCommand): string[] | null {
  const account = accountOf(command, [
    '-r', '--system', '-u', '--uid', '-g', '--gid', '-m', '--create-home', '-M', '--no-create-home', '-d', '--home-dir', '-s', '--shell',
    '-c', '--comment', '-l', '--no-log-init', '-U', '--user-group',
  ]); // prettier-ignore
  if (!account) return null;
  const system = has(account, '-r', '--system');
  return write(account, {
    system,
    group: valueOf(account, '-g', '--gid'),
    homeless: !has(account, '-m', '--create-home'),
  });
}

function withAdduser(command: ShellCommand): string[] | null {
  const account = accountOf(command, [
    '--system', '--group', '--uid', '--ingroup', '--home', '--no-create-home', '--shell', '--gecos', '--disabled-password',
    '--disabled-login', '--quiet',
  ]); // prettier-ignore
  if (!account) return null;
  const system = has(account, '--system');
  // It would ask for a password, which no build answers.
  if (!system && !has(account, '--disabled-password', '--disabled-login')) return null;
  if (!system && has(account, '--group')) return null;
  const given = valueOf(account, '--ingroup') ?? (system && !has(account, '--group') ? 'nogroup' : null);
  return write(account, { system, group: given, homeless: has(account, '--no-create-home') });
}

/** The commands for BusyBox that do the same; null where it is not known to have them. */
export function usersOnAlpine(command: ShellCommand): string[] | null {
  switch (command.name) {
    case 'groupadd':
    case 'addgroup':
      return group(command);
    case 'useradd':
      return withUseradd(command);
    case 'adduser':
      return withAdduser(command);
    default:
      return null;
  }
}
