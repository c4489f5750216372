// How package managers are asked for one version of a package on a command line. Ranges (`^1.2`, `~> 7.1`, `==1.*`) pin nothing.
import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import type { PackageType } from '../../packages/package.ts';

export interface AskedVersion {
  readonly name: string;
  readonly version: string;
}

/** Of one kind of package: which commands install it, and what one of their words asks for. */
export interface PinForm {
  readonly type: PackageType;
  readonly programs: RegExp;
  readonly verbs: readonly string[];
  /** Name and version in one word. */
  readonly word: RegExp;
  /** Options whose value is the version of the one package that is named. */
  readonly options?: readonly string[];
}

export const pinForms: readonly PinForm[] = [
  {
    type: 'deb',
    programs: /^(?:apt|apt-get|aptitude)$/,
    verbs: ['install'],
    word: /^([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?=([\w.+:~-]+)$/,
  },
  { type: 'apk', programs: /^apk$/, verbs: ['add'], word: /^([\w+.-]+)=([\w.+-]+)$/ },
  {
    type: 'rpm',
    programs: /^(?:dnf|microdnf|yum)$/,
    verbs: ['install'],
    word: /^([\w+.-]+)-([\w.+~^]+-[\w.+~^]+?)(?:\.(?:x86_64|aarch64|noarch|i686|ppc64le|s390x))?$/,
  },
  {
    type: 'pypi',
    programs: /^(?:pipx?|pip-?\d[\d.]*|uv|python[\d.]*)$/,
    verbs: ['install', 'add'],
    word: /^([A-Za-z0-9][\w.-]*)(?:\[[\w,.-]*\])?===?([\w.+!-]+)$/,
  },
  {
    type: 'npm',
    programs: /^(?:npm|pnpm|yarn)$/,
    verbs: ['install', 'i', 'add'],
    word: /^(@[^@/\s]+\/[^@/\s]+|[^@/\s]+)@v?(\d[\w.+-]*)$/,
  },
  {
    type: 'gem',
    programs: /^gem$/,
    verbs: ['install', 'i'],
    word: /^([\w.-]+):(\d[\w.]*)$/,
    options: ['-v', '--version'],
  },
  { type: 'golang', programs: /^go$/, verbs: ['install', 'get'], word: /^([\w.~/-]+)@v(\d[\w.+-]*)$/ },
  { type: 'composer', programs: /^composer$/, verbs: ['require'], word: /^([\w.-]+\/[\w.-]+)[:=]v?(\d[\w.+-]*)$/ },
  {
    type: 'cargo',
    programs: /^cargo$/,
    verbs: ['install', 'add'],
    word: /^([\w-]+)@=?(\d[\w.+-]*)$/,
    options: ['--version', '--vers'],
  },
];

/** The form of a command that installs, and the words behind its verb; null for any other command. */
export function installOf({ name, args }: ShellCommand): { form: PinForm; words: readonly ShellWord[] } | null {
  const form = pinForms.find(({ programs }) => programs.test(name));
  if (!form) return null;
  const verb = args.findIndex(({ value }) => form.verbs.includes(value));
  const isScript = name.startsWith('python') && args[verb - 1]?.value !== 'pip';
  return verb < 0 || isScript ? null : { form, words: args.slice(verb + 1) };
}

/** Nobody writes a longer one. */
const longestWord = 300;

/** What a word asks for; null where it names no single version. */
export function askedBy({ word }: PinForm, text: string): AskedVersion | null {
  if (text.length > longestWord) return null;
  const [, name, version] = word.exec(text) ?? [];
  return name !== undefined && version !== undefined ? { name, version } : null;
}
