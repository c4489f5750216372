// An image's archive without what is not needed, by the project's own code, as the page writes it.
import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadSource } from '../../tests/bench/source.mjs';
import { FileSink } from '../lib/file-sink.mjs';

const { scanBlob } = await loadSource('tests/support/open-image.ts');
const { findNeeds } = await loadSource('src/minify/find-needs.ts');
const { cleanImage } = await loadSource('src/cleaning/clean-image.ts');

/** What the image needs, found once for all profiles. */
export async function needsOf(path) {
  const blob = await openAsBlob(path);
  const fileName = basename(path);
  const { image, rootfs, scans } = await scanBlob(blob, fileName);
  if (scans.some(({ fault }) => fault)) throw new Error('A layer is damaged');
  const compressed = image.layers.filter(({ compression }) => compression !== 'none');
  if (compressed.length > 0)
    throw new Error('Its layers are compressed; docker-archives of buildah and skopeo have none such');
  const tars = image.layers.map(({ range }) => blob.slice(range.start, range.end));
  const started = performance.now();
  const found = await findNeeds({ fileName, image, columns: rootfs.columns, tars, keep: [] });
  return { path, blob, fileName, image, rootfs, found, seconds: (performance.now() - started) / 1000 };
}

/** `profile`: what is none of them is cleaned alone. */
export async function writeMinified({ blob, fileName, image, rootfs, found }, profile, to) {
  const layers = image.layers.map((layer) => ({ layer, file: blob }));
  const cleaning = { hidden: true, contents: new Set(), paths: new Set(found.removals[profile]?.tops) };
  const file = await open(to, 'w');
  try {
    const input = { columns: rootfs.columns, layers, configText: image.configText, tags: image.tags, cleaning };
    return await cleanImage(input, { fileName }, new FileSink(file));
  } finally {
    await file.close();
  }
}
