import type { ShellCommand } from '../dockerfile/shell.ts';
import { removesFolder, type CacheUse } from './left-cache.ts';
import { parseArguments, type OptionSyntax, type ParsedArguments } from './options.ts';

// zypper(8): options whose value may stand in the next word.
const syntax: OptionSyntax = {
  long: new Set([
    '--cache-dir', '--catalog', '--config', '--download', '--from', '--installroot', '--pkg-cache-dir', '--plus-content',
    '--plus-repo', '--raw-cache-dir', '--releasever', '--repo', '--reposd-dir', '--root', '--solv-cache-dir', '--type',
    '--userdata',
  ]), // prettier-ignore
  short: 'cprRt',
};

export interface ZypperCall extends ParsedArguments {
  readonly verb: string;
}

/** zypper’s command with its options, the global ones too; null for another program. `operands` holds no verb. */
export function zypperCall({ invoked, args }: ShellCommand): ZypperCall | null {
  if (invoked !== 'zypper') return null;
  const { options, operands } = parseArguments(args, syntax);
  return { verb: operands[0]?.value ?? '', options, operands: operands.slice(1) };
}

export const isZypper = (command: ShellCommand, ...verbs: string[]): boolean =>
  verbs.includes(zypperCall(command)?.verb ?? '');

const folder = '/var/cache/zypp';

export const zypperCache: CacheUse = {
  folders: [folder],
  fills: (command) => isZypper(command, 'install', 'in'),
  empties: (command) => isZypper(command, 'clean', 'cc') || removesFolder(command, folder),
};
