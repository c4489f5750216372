import { openAsBlob } from 'node:fs';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { openRange } from '../../src/archive/open-range.ts';
import { TarReader } from '../../src/archive/tar-reader.ts';
import { decodeText } from '../../src/bytes/text.ts';
import type { LayerBlob } from '../../src/image/model.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import type { LayerTable } from '../../src/layer/layer-table.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { normalisePath } from '../../src/paths/normalise.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';

/** Numbers of a part of the file, and of the files in it; see in-worker.ts. */
interface CandidatePart {
  start: number;
  end: number;
  files: number[];
}

/**
 * Where the files lie whose contents the page compares, layer by layer: every stored copy whose size another one shares.
 * Told apart here by the rule alone, so that what is measured is not measured against itself.
 */
export async function candidateParts(file: string): Promise<CandidatePart[]> {
  const blob = await openAsBlob(file);
  const { images } = await openArchive({ kind: 'file', name: file, file: blob });
  const layers = images[0]?.layers ?? [];
  const tables: LayerTable[] = [];
  for (const layer of layers) tables.push((await scanLayer(blob, layer, file)).table);
  const rootfs = new Rootfs(analyseImage(tables).rootfs);
  const copies = [...rootfs.storedCopies()].filter(({ size }) => size > 0);
  const ofSize = new Map<number, number>();
  for (const { size } of copies) ofSize.set(size, (ofSize.get(size) ?? 0) + 1);
  const candidates = copies.filter(({ size }) => (ofSize.get(size) ?? 0) > 1);
  const paths = layers.map(() => new Set<string>());
  for (const { layer, node } of candidates) paths[layer]?.add(rootfs.pathOf(node));
  return Promise.all(layers.map((layer, index) => partOf(blob, layer, paths[index]!)));
}

async function partOf(blob: Blob, layer: LayerBlob, paths: ReadonlySet<string>): Promise<CandidatePart> {
  if (!layer.range) throw new Error(`Layer ${layer.index} is not in the archive`);
  const reader = openRange(blob, layer.range, layer.compression, { fileName: 'a layer' });
  const tar = new TarReader(reader, 'a layer');
  const files: number[] = [];
  for (let entry = await tar.next(); entry; entry = await tar.next()) {
    if (entry.type !== '0' || !paths.has(`/${decodeText(normalisePath(entry.path))}`)) continue;
    files.push(entry.bodyOffset, entry.storedSize);
  }
  await reader.close();
  return { ...layer.range, files };
}
