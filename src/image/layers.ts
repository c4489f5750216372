import { sniffCompression, type Compression } from '../archive/compression.ts';
import type { ArchiveEntry, ArchiveIndex } from '../archive/archive-index.ts';
import type { Fault } from '../fault.ts';
import type { DecodedConfig } from './config.ts';
import type { LayerBlob } from './model.ts';

/** A layer as a manifest names it. */
export interface LayerReference {
  /** Name of its entry in the archive. */
  readonly name: string;
  readonly digest: string | null;
  readonly namedIn: string;
}

async function compressionOf(index: ArchiveIndex, entry: ArchiveEntry): Promise<Compression> {
  const { start, end } = entry.range;
  const head = index.files[entry.file]!.slice(start, Math.min(end, start + 8));
  return sniffCompression(new Uint8Array(await head.arrayBuffer()));
}

/** `blobs/sha256/<hex>` and `<hex>.tar` carry the blob's digest in their name. */
export function digestInName(name: string): string | null {
  const hex = /(?:^|\/)([0-9a-f]{64})(?:\.tar)?$/.exec(name)?.[1];
  return hex ? `sha256:${hex}` : null;
}

/** Joins manifest, config and history to the layers, in the manifest's order; what is missing becomes a fault. */
export async function locateLayers(
  index: ArchiveIndex,
  references: readonly LayerReference[],
  config: DecodedConfig,
  faults: Fault[],
): Promise<LayerBlob[]> {
  const made = config.history.filter((entry) => !entry.emptyLayer);
  const layers: LayerBlob[] = [];
  for (const [position, reference] of references.entries()) {
    const entry = index.find(reference.name);
    const { fileName } = index;
    if (!entry) faults.push({ kind: 'missing-blob', fileName, path: reference.name, namedIn: reference.namedIn });
    layers.push({
      index: position,
      name: reference.name,
      file: entry?.file ?? 0,
      range: entry?.range ?? null,
      compression: entry ? await compressionOf(index, entry) : 'none',
      digest: reference.digest,
      diffId: config.diffIds[position] ?? '',
      command: made[position]?.createdBy ?? '',
      created: made[position]?.created ?? null,
    });
  }
  return layers;
}
