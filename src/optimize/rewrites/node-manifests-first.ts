import { unlockedVerb } from '../../lint/node-install.ts';
import { needsMore } from '../node/node-lifecycle.ts';
import { readPackage } from '../node/package-json.ts';
import { manifestsFirst, type Manifests, type SentNames } from '../manifests-first.ts';
import { lockFiles, nodeInstallIn, type NodeManager } from '../node/node-install.ts';

const settings = ['.yarnrc', '.yarnrc.yml', '.pnpmfile.cjs'];
/** Read by install scripts: patch-package, prisma generate, plug-ins of yarn. */
const folders = ['patches', 'prisma', '.yarn'];
const workspaceMarks = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json'];
/** More lines of COPY than these nobody would want to keep in step with the packages. */
const mostPackages = 12;

const anyNames: Readonly<Record<NodeManager, readonly string[]>> = {
  npm: ['package*.json'],
  yarn: ['package.json', 'yarn.lock*'],
  pnpm: ['package.json', 'pnpm-lock.yaml*'],
  bun: ['package.json', 'bun.lock*'],
};

const isNested = (path: string): boolean => path.endsWith('/package.json') && !path.includes('node_modules/');

/** The manifests of a workspace's packages; null where they are not known, or installing needs more than them. */
function packagesOf({ all, has, textOf }: SentNames): readonly string[] | null {
  const nested = all.filter(isNested);
  const isMarked = workspaceMarks.some(has);
  if (nested.length === 0) return isMarked ? null : [];
  const text = textOf('package.json');
  const root = text === null ? null : readPackage(text);
  // Without its text, any package below may be one of the workspace.
  if (!root || (root.workspaces === undefined && has('nx.json'))) return null;
  if (root.workspaces === undefined && !isMarked) return [];
  // Names that a COPY would read as patterns, or as several.
  if (nested.length > mostPackages || !nested.every((path) => /^[\w@.+/-]+$/.test(path))) return null;
  const isPlain = nested.every((path) => {
    const fields = readPackage(textOf(path) ?? '');
    return fields !== null && fields.bin === undefined && !needsMore(fields);
  });
  return isPlain ? nested : null;
}

function known(sent: SentNames, manager: NodeManager): Manifests | null {
  const nested = packagesOf(sent);
  const text = sent.textOf('package.json');
  if (!sent.has('package.json') || !nested) return null;
  if (text !== null && needsMore(readPackage(text))) return null;
  const marks = nested.length > 0 ? workspaceMarks.filter((name) => name !== 'nx.json' && name !== 'turbo.json') : [];
  const files = ['package.json', ...[...lockFiles[manager], ...marks, ...settings].filter(sent.has)];
  const directories = folders.filter((folder) => sent.all.some((path) => path.startsWith(`${folder}/`)));
  return { files, directories, nested, fetch: null };
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
