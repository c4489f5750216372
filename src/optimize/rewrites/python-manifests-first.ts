import type { Chain } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { manifestsFirst } from '../manifests-first.ts';
import { operands } from '../shell-chain.ts';

/** The files behind -r and -c of `pip install`; null where it also installs from the sources. */
function requirementFiles(command: ShellCommand): string[] | null {
  const words = command.args.map(({ value }) => value);
  const isPip =
    ['pip', 'pip3'].includes(command.name) ||
    (/^python[\d.]*$/.test(command.name) && words[0] === '-m' && words[1] === 'pip');
  if (!isPip || !operands(command).includes('install')) return null;
  const files: string[] = [];
  for (const [index, word] of words.entries()) {
    const isFlag = ['-r', '--requirement', '-c', '--constraint'].includes(word);
    if (isFlag) files.push(words[index + 1] ?? '');
    else if (word.startsWith('-r') && word.length > 2) files.push(word.slice(2));
    else if (word === '-e' || word === '--editable' || word.startsWith('.')) return null;
  }
  const usable = files.every(
    (file) => file !== '' && !file.startsWith('/') && !file.includes('$') && !file.includes('://'),
  );
  return files.length > 0 && usable ? files.map((file) => file.replace(/^\.\//, '')) : null;
}

function findInstall(chain: Chain): { part: number; files: string[] } | null {
  for (const [part, { simple }] of chain.parts.entries()) {
    const files = simple ? requirementFiles(simple) : null;
    if (files) return { part, files };
  }
  return null;
}

/** The sources themselves were installed in place: `-e .` stands in a requirements file. */
const isEditable = (path: string): boolean => path.endsWith('.egg-link') || path.includes('/__editable__');

export const pythonManifestsFirst = manifestsFirst({
  id: 'python-manifests-first',
  title: 'Copy the requirements before the sources',
  installs: (chain) => findInstall(chain)?.part ?? null,
  manifests(sent, chain, installed) {
    const files = findInstall(chain)?.files ?? [];
    if (installed.some(isEditable) || (sent && !files.every(sent.has))) return null;
    // Files in a folder of their own name each other: the folder comes whole.
    const folders = [
      ...new Set(files.filter((file) => file.includes('/')).map((file) => file.slice(0, file.lastIndexOf('/')))),
    ];
    return { files: files.filter((file) => !file.includes('/')), directories: folders, fetch: null };
  },
});
