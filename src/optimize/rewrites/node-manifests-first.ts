import { unlockedVerb } from '../../lint/node-install.ts';
import { manifestsFirst, type Manifests, type SentNames } from '../manifests-first.ts';
import { lockFiles, nodeInstallIn, type NodeManager } from '../node-install.ts';

const settings = ['.yarnrc', '.yarnrc.yml', '.pnpmfile.cjs'];
/** Read by install scripts: patch-package, prisma generate, plug-ins of yarn. */
const folders = ['patches', 'prisma', '.yarn'];
const workspaceMarks = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json'];

const anyNames: Readonly<Record<NodeManager, readonly string[]>> = {
  npm: ['package*.json'],
  yarn: ['package.json', 'yarn.lock*'],
  pnpm: ['package.json', 'pnpm-lock.yaml*'],
};

function isWorkspace({ all, has }: SentNames): boolean {
  const isNested = (path: string): boolean => path.endsWith('/package.json') && !path.includes('node_modules/');
  return workspaceMarks.some(has) || all.some(isNested);
}

function known(sent: SentNames, manager: NodeManager): Manifests | null {
  if (!sent.has('package.json') || isWorkspace(sent)) return null;
  const files = ['package.json', ...lockFiles[manager].filter(sent.has), ...settings.filter(sent.has)];
  const directories = folders.filter((folder) => sent.all.some((path) => path.startsWith(`${folder}/`)));
  return { files, directories, fetch: null };
}

export const nodeManifestsFirst = manifestsFirst({
  id: 'node-manifests-first',
  title: 'Copy package.json and the lock file before the sources',
  installs: (chain) => nodeInstallIn(chain)?.part ?? null,
  manifests(sent, chain) {
    const manager = nodeInstallIn(chain)?.manager ?? 'npm';
    return sent ? known(sent, manager) : { files: anyNames[manager], directories: [], fetch: null };
  },
  // Beside a lock file that is copied by its name, npm install is a finding: PL1003.
  holdsTo(chain, { files }) {
    const command = nodeInstallIn(chain)?.command;
    const verb = command && files.some((file) => lockFiles.npm.includes(file)) ? unlockedVerb(command) : null;
    if (!verb) return null;
    const why = ' As the lock file is at hand now, npm ci installs exactly what it says.';
    return { edits: [{ start: verb.start, end: verb.end, text: 'ci' }], why };
  },
});
