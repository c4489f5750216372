import type { Chain } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { manifestsFirst } from '../manifests-first.ts';
import { isCall } from '../shell-chain.ts';

const findInstall = (chain: Chain): { part: number; command: ShellCommand } | null => {
  for (const [part, { simple }] of chain.parts.entries())
    if (simple && isCall(simple, ['composer'], 'install')) return { part, command: simple };
  return null;
};

/** They are about the list of classes, which the sources are needed for. */
const aboutClasses =
  /^(?:-o|-a|--optimize-autoloader|--classmap-authoritative|--apcu-autoloader.*|--no-scripts|--no-autoloader)$/;
const plainOption = /^--?[\w=.-]+$/;

export const composerManifestsFirst = manifestsFirst({
  id: 'composer-manifests-first',
  title: 'Copy composer.json and its lock file and install the packages before the sources',
  installs: (chain) => findInstall(chain)?.part ?? null,
  manifests(sent, chain) {
    const command = findInstall(chain)?.command;
    const text = sent?.textOf('composer.json') ?? null;
    const isReadable = text !== null && text.trimStart().startsWith('{') && text.trimEnd().endsWith('}');
    // Packages that lie in the folder, and those that are sent along, are not fetched.
    if (!command || !sent || !isReadable || /"type"\s{0,9}:\s{0,9}"path"/.test(text)) return null;
    if (sent.all.some((path) => path.startsWith('vendor/'))) return null;
    const options = command.args.slice(1).map((word) => word.text);
    if (!options.every((option) => plainOption.test(option))) return null;
    const kept = options.filter((option) => !aboutClasses.test(option));
    return {
      files: ['composer.json', 'composer.lock'].filter((path) => sent.has(path)),
      directories: [],
      fetch: ['composer', 'install', ...kept, '--no-scripts', '--no-autoloader'].join(' '),
    };
  },
});
