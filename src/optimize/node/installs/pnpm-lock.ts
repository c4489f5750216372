// node_modules/.pnpm/lock.yaml, in which pnpm writes what it installed. https://pnpm.io/git#lockfiles,
// https://github.com/pnpm/spec/tree/master/lockfile
import { below, readIndentedTree, unquoted, type IndentedTree } from './indented-tree.ts';
import { reachedFrom, type InstallRecord } from './install-record.ts';

const kinds = ['dependencies', 'optionalDependencies'] as const;
const store = 'node_modules/.pnpm/';

/** `'@types/node':`, `version: 20.19.43`; a list or a value in braces belongs to no key that is asked for. */
function splitLine(line: string): { keys: string[]; value: string } | null {
  const end = line.startsWith("'") ? line.indexOf("'", 1) + 1 : line.indexOf(':');
  if (end <= 0 || line[end] !== ':') return null;
  return { keys: [unquoted(line.slice(0, end))], value: unquoted(line.slice(end + 1).trim()) };
}

/** The package that a dependency leads to: `fastify` in `5.12.8` is `fastify@5.12.8`; an alias names the other one. */
const keyOf = (name: string, version: string): string => (version.indexOf('@', 1) > 0 ? version : `${name}@${version}`);

const leadsTo = (tree: IndentedTree): string[] =>
  [...tree].flatMap(([name, said]) => {
    const version = typeof said === 'string' ? said : said.get('version');
    return typeof version === 'string' ? [keyOf(name, withoutPeers(version))] : [];
  });

/** `8.5.1(typescript@5.9.3)` → `8.5.1` */
const withoutPeers = (key: string): string => key.split('(')[0] ?? '';

/** `node_modules/.pnpm/@types+node@20.1.0_x@1.0.0/node_modules/@types/node` → `@types/node@20.1.0` */
function keyOfFolder(folder: string): string | null {
  if (!folder.startsWith(store)) return null;
  const entry = folder.slice(store.length).split('/')[0] ?? '';
  const at = entry.indexOf('@', 1);
  const end = entry.indexOf('_', at);
  return at < 0 ? null : (end < 0 ? entry : entry.slice(0, end)).replace('+', '/');
}

/** What each package leads to, whatever packages it was resolved beside. */
function snapshotsOf(tree: IndentedTree): Map<string, string[]> {
  const snapshots = new Map<string, string[]>();
  for (const key of below(tree, 'snapshots').keys()) {
    const next = kinds.flatMap((kind) => leadsTo(below(tree, 'snapshots', key, kind)));
    snapshots.set(withoutPeers(key), [...(snapshots.get(withoutPeers(key)) ?? []), ...next]);
  }
  return snapshots;
}

/** Of pnpm 9 and later: before, the file was of another form. */
function development(text: string, installed: readonly string[]): readonly string[] | null {
  const tree = readIndentedTree(text, splitLine);
  if (!tree || !String(tree.get('lockfileVersion')).startsWith('9.')) return null;
  const projects = [...below(tree, 'importers').keys()];
  const starts = projects.flatMap((project) =>
    kinds.flatMap((kind) => leadsTo(below(tree, 'importers', project, kind))),
  );
  const snapshots = snapshotsOf(tree);
  const runs = reachedFrom(starts, (key) => snapshots.get(key) ?? []);
  return installed.filter((folder) => {
    const key = keyOfFolder(folder);
    return key !== null && snapshots.has(key) && !runs.has(key);
  });
}

export const pnpmLock: InstallRecord = {
  files: ['node_modules/.pnpm/lock.yaml'],
  development: ([text = ''], installed) => development(text, installed),
};
