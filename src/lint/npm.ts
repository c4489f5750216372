import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { parseArguments, type OptionSyntax } from './options.ts';

// npm’s documentation, "config": options whose value may stand in the next word.
export const npmSyntax: OptionSyntax = {
  long: new Set([
    '--before', '--cache', '--cafile', '--cpu', '--globalconfig', '--https-proxy', '--include', '--install-strategy',
    '--libc', '--location', '--loglevel', '--maxsockets', '--noproxy', '--omit', '--only', '--os', '--otp', '--prefix',
    '--proxy', '--registry', '--scope', '--script-shell', '--tag', '--userconfig', '--workspace',
  ]), // prettier-ignore
  short: 'Cw',
};

/** What an `npm install` names; null for any other command. */
export function npmInstalled(command: ShellCommand): ShellWord[] | null {
  if (command.invoked !== 'npm') return null;
  // As hadolint, the first word that is no option decides, values of options included.
  if (command.args.find((word) => !word.value.startsWith('-'))?.value !== 'install') return null;
  return parseArguments(command.args, npmSyntax).operands.slice(1);
}

const isLocal = (spec: string): boolean =>
  spec === '.' || spec === '..' || /^(\.{1,2}\/|\/|~\/|file:)/.test(spec) || spec.endsWith('/');

const isArchive = (spec: string): boolean => /\.(tar|tar\.gz|tgz)$/.test(spec);

/** `name@1.2`, a git address with `#…`, an archive, a folder. `name@latest` names a version that moves. */
export function isNpmPinned({ value: spec }: ShellWord): boolean {
  if (isLocal(spec) || isArchive(spec)) return true;
  const isAddress = spec.includes(':') || (spec.includes('/') && !spec.startsWith('@'));
  if (isAddress && spec.includes('#')) return true;
  if (spec.includes('://')) return false;
  const at = spec.indexOf('@', 1);
  return at > 0 && !['', 'latest'].includes(spec.slice(at + 1));
}
