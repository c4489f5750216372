import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TarReader } from '../../src/archive/tar-reader.ts';
import type { BuildContext, ContextText } from '../../src/build-context/build-context.ts';
import type { ContextAudit } from '../../src/build-context/context-audit.ts';
import { contextPath, contextTreeOf, type ContextTree } from '../../src/build-context/context-tree.ts';
import { BlobReader } from '../../src/bytes/byte-reader.ts';
import { decodeText } from '../../src/bytes/text.ts';
import { auditContext } from '../../src/optimize/ignore-file/audit-context.ts';
import { sharedFixtures } from './shared-fixtures.ts';

/** A file by its size, or by what it holds. */
export type GivenFiles = Readonly<Record<string, number | string>>;

/** A folder by its files: those with a text were read, too. */
export function folderOf(files: GivenFiles): BuildContext {
  const entries = Object.entries(files);
  const tree = contextTreeOf(
    entries.map(([path, given]) => ({ path, size: typeof given === 'number' ? given : Buffer.byteLength(given) })),
  );
  const texts = entries.flatMap(([path, given]): ContextText[] =>
    typeof given === 'string' ? [{ path, text: given }] : [],
  );
  return { name: 'project', tree, texts };
}

/** What is said of a folder; its Dockerfile is the file of that name. */
export function auditOf(context: BuildContext, dockerignore: string | null = null): ContextAudit {
  const text = context.texts.find(({ path }) => path === 'Dockerfile')?.text;
  return auditContext({ context, dockerfile: text === undefined ? null : { name: 'Dockerfile', text }, dockerignore });
}

/** The paths of the files for which a column holds 0, sorted. */
export function filesNot(tree: ContextTree, column: Uint8Array): string[] {
  const paths: string[] = [];
  for (let node = 0; node < column.length; node++) {
    if (tree.kinds[node] === 1 && column[node] === 0) paths.push(contextPath(tree, node));
  }
  return paths.sort();
}

export interface SharedContext {
  readonly name: string;
  load(): Promise<{ context: BuildContext; dockerfile: string }>;
}

const mostRead = 200_000;

/** A context as it was packed, with the texts that a page would read. */
async function unpackContext(folder: string, name: string): Promise<BuildContext> {
  const blob = await openAsBlob(join(folder, 'context.tar.gz'));
  const tar = await new Response(blob.stream().pipeThrough(new DecompressionStream('gzip'))).blob();
  const reader = new TarReader(new BlobReader(tar), `${name}.tar`);
  const files: Record<string, number | string> = {};
  for (let entry = await reader.next(); entry; entry = await reader.next()) {
    if (entry.type !== '0') continue;
    const path = decodeText(entry.path).replace(/^\.\//, '');
    const isRead = entry.size <= mostRead && !path.startsWith('.git/');
    files[path] = isRead ? decodeText(await reader.body(mostRead)) : entry.size;
  }
  return { ...folderOf(files), name };
}

/** The folders that images of the larger cases were built from; none where they are not there. */
export function sharedContexts(): SharedContext[] {
  const fixtures = sharedFixtures();
  if (!fixtures) return [];
  const names = [
    'apk-based',
    'go-static',
    'java-fat',
    'node-bloated',
    'node-optimized',
    'python-app',
    'rpm-based',
    'tiny-multi',
  ];
  return names.flatMap((name): SharedContext[] => {
    const folder = join(fixtures.shared, 'images', name);
    if (!existsSync(join(folder, 'context.tar.gz'))) return [];
    const load = async () => ({
      context: await unpackContext(folder, name),
      dockerfile: readFileSync(join(folder, 'Dockerfile'), 'utf8'),
    });
    return [{ name, load }];
  });
}
