// What comparing two images takes, loaded when it is first asked for.
import { defaultCiSettings, type CiSettings } from '../analysis/ci/ci-rules.ts';
import { sideColumns } from '../analysis/comparison/compare-files.ts';
import { layerIds } from '../analysis/comparison/compare-layers.ts';
import { ComparedTree } from '../analysis/comparison/compared-tree.ts';
import type { ContentRequests } from '../analysis/comparison/settle-contents.ts';
import type { HashRequest } from '../analysis/content-candidates.ts';
import type { FileDigests } from '../analysis/hash-files.ts';
import { buildCompareReport, type CompareReport, type CompareSide } from '../report/compare-report.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { pool } from '../workers/pool.ts';
import type { Pair } from './comparison.svelte.ts';
import type { ImageSession } from './image-session.svelte.ts';
import type { Progress } from './progress.svelte.ts';

const columnsOf = ({ rootfs }: ImageSession) => (rootfs as Rootfs).columns;

function sideOf(session: ImageSession, ids: readonly number[]) {
  const compressions = session.image.layers.map(({ compression }) => compression);
  return { columns: sideColumns(columnsOf(session)), layerIds: ids, compressions };
}

/** The files of both over each other, and what has to be read to know which contents are equal. */
export async function layOver(
  { before, after }: Pair,
  signal: AbortSignal,
): Promise<{ tree: ComparedTree; requests: ContentRequests }> {
  const ids = layerIds(before.image.layers, after.image.layers);
  const input = { fileName: before.fileName, before: sideOf(before, ids.before), after: sideOf(after, ids.after) };
  const { files, facts, requests } = await pool.run('compare-files', input, { signal });
  return { tree: new ComparedTree(files, facts), requests };
}

/** The same once contents were compared. That a layer cannot be read was told; its files count as not compared. */
export async function withContents(
  tree: ComparedTree,
  { before, after }: Pair,
  requests: ContentRequests,
  progress: Progress,
  signal: AbortSignal,
): Promise<ComparedTree> {
  const all = [...requests.before, ...requests.after];
  const sizes = all.map(({ files }) => files.sizes.reduce((sum, size) => sum + size, 0));
  progress.start(sizes);
  const hash = async (session: ImageSession, { layer, files }: HashRequest, at: number): Promise<FileDigests> => {
    const onProgress = (done: number): void => progress.report(at, done);
    const input = { ...session.read(session.image.layers[layer]!), files };
    const digests = await pool.run('hash-files', input, { signal, onProgress }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return { events: new Uint32Array(0), digests: new Uint8Array(0) };
    });
    progress.finishLayer(at, sizes[at] ?? 0);
    return digests;
  };
  const [hashedBefore, hashedAfter] = await Promise.all([
    Promise.all(requests.before.map((request, at) => hash(before, request, at))),
    Promise.all(requests.after.map((request, at) => hash(after, request, requests.before.length + at))),
  ]);
  const copies = (session: ImageSession) => ({ eventCopies: columnsOf(session).eventCopies });
  const columns = { before: copies(before), after: copies(after) };
  const hashed = { before: hashedBefore, after: hashedAfter };
  const input = { fileName: before.fileName, files: tree.files, columns, hashed };
  const { facts, ...settled } = await pool.run('settle-contents', input, { signal });
  return new ComparedTree({ ...tree.files, ...settled }, facts);
}

export { nameSearchOfPage } from './name-search-of-page.ts';

/** Null while one of them has no report yet. */
export function reportPair(
  { before, after }: Pair,
  tree: ComparedTree,
  { sessions, ciSettings, unfinished }: { sessions: readonly ImageSession[]; ciSettings: CiSettings | null; unfinished: boolean }, // prettier-ignore
): CompareReport | null {
  const reported = sessions.filter(({ report }) => report);
  const side = (session: ImageSession): CompareSide | null =>
    session.report && { index: reported.indexOf(session), image: session.image, report: session.report };
  const [one, other] = [side(before), side(after)];
  if (!one || !other) return null;
  return buildCompareReport({ before: one, after: other, tree, ciSettings, defaultSettings: defaultCiSettings, unfinished }); // prettier-ignore
}
