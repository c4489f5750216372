import { scanBlob, type ScannedImage } from '../support/open-image.ts';
import { makeArchive } from '../support/make-archive.ts';
import { FileContents } from '../../src/minify/file-contents.ts';
import { reachOf } from '../../src/minify/reach.ts';
import { theImage, type ReachColumns } from '../../src/minify/reach-columns.ts';

export interface ReachedImage extends ScannedImage {
  readonly reach: ReachColumns;
  readonly contents: FileContents;
  readonly tars: readonly (Blob | null)[];
}

/** `files`: contents by path without a slash in front. `text`: as `parseImageText` reads it, beside them. */
export async function reachImage(
  text: string,
  config: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string | Uint8Array>> = {},
  keep: readonly string[] = [],
): Promise<ReachedImage> {
  const contents = Object.fromEntries(
    Object.entries(files).map(([path, body]) => [
      path,
      typeof body === 'string' ? new TextEncoder().encode(body) : body,
    ]),
  );
  const lines = Object.entries(contents).map(([path, body]) => `  ${path}  ${body.length}  0755`);
  const blob = await makeArchive(`layer  COPY . /\n${[...lines, text].join('\n')}`, {
    layout: 'docker25',
    compression: 'none',
    config,
    contents,
  });
  const scanned = await scanBlob(blob, 'made.tar');
  const tars = scanned.image.layers.map(({ range }) => range && blob.slice(range.start, range.end));
  const read = new FileContents(scanned.rootfs, tars, 'made.tar');
  const { image, rootfs } = scanned;
  const kept = keep.map((path) => rootfs.find(path)!);
  return { ...scanned, tars, contents: read, reach: await reachOf({ image, rootfs, contents: read, keep: kept }) };
}

const words = ['not reached', 'unsure', 'needed'] as const;

/** By path, of files and links: `needed by /app/run: names libc.so.6 (DT_NEEDED)`. */
export function told({ rootfs, reach }: ReachedImage): Record<string, string> {
  const found: Record<string, string> = {};
  for (let node = 1; node < rootfs.nodeCount; node++) {
    if (!rootfs.isThere(node) || rootfs.isDirectory(rootfs.columns.lastEvents[node]!)) continue;
    const state = words[reach.states[node]!]!;
    const by = reach.by[node] === theImage ? 'the image' : rootfs.pathOf(reach.by[node]!);
    found[rootfs.pathOf(node)] =
      reach.states[node] === 0 ? state : `${state} by ${by}: ${reach.clauses[reach.why[node]!]}`;
  }
  return found;
}
