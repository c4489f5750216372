import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';

const systemManagers: ReadonlySet<string> = new Set(['apk', 'apt', 'apt-get', 'dnf', 'microdnf', 'yum', 'zypper']);
const installVerbs: ReadonlySet<string> = new Set(['add', 'install', 'in', 'localinstall']);
const removeVerbs: ReadonlySet<string> = new Set(['del', 'remove', 'rm', 'purge', 'autoremove', 'erase']);

const wordsBehind = ({ invoked, args }: ShellCommand, verbs: ReadonlySet<string>): readonly ShellWord[] => {
  if (!systemManagers.has(invoked)) return [];
  const words = args.filter((word) => !word.value.startsWith('-'));
  const at = words.findIndex((word) => verbs.has(word.value));
  return at < 0 ? [] : words.slice(at + 1);
};

/** `gcc=4:12.*`, `gcc~12` without the version. */
export const packageName = ({ value }: ShellWord): string => value.split(/[=<>~:/]/, 1)[0] ?? '';

/** Packages of the system that a command installs; values of its options may be among them. */
export const installedPackages = (command: ShellCommand): readonly ShellWord[] => wordsBehind(command, installVerbs);

/** Packages, or apk's names for several, that a command takes out again. */
export const removedPackages = (command: ShellCommand): readonly ShellWord[] => wordsBehind(command, removeVerbs);

/** The name behind apk's `--virtual` or `-t`, under which all of a command's packages can be removed. */
export function virtualName({ invoked, args }: ShellCommand): string | null {
  if (invoked !== 'apk') return null;
  const words = args.map((word) => word.value);
  const joined = words.find((word) => word.startsWith('--virtual='));
  const at = words.findIndex((word) => word === '--virtual' || /^-[a-zA-Z]*t$/.test(word));
  return joined?.slice('--virtual='.length) ?? (at < 0 ? null : (words[at + 1] ?? null));
}
