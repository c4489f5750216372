import { headBytes, sniffCompression, type Compression } from '../archive/compression.ts';
import type { ArchiveEntry, ArchiveIndex } from '../archive/archive-index.ts';
import type { Fault } from '../fault.ts';
import { archiveLimits } from './archive-contents.ts';
import type { DecodedConfig } from './config.ts';
import type { HistoryEntry, LayerBlob, LayerKind } from './model.ts';

/** A layer as a manifest names it. */
export interface LayerReference {
  /** Name of its entry in the archive. */
  readonly name: string;
  readonly digest: string | null;
  readonly namedIn: string;
  readonly mediaType: string;
  /** Where else the layer is kept. */
  readonly urls: readonly string[];
}

/** A digest as a docker-archive has it in a name: `blobs/sha256/<hex>`, `<hex>.tar`, `<hex>.tar.gz`. */
export function digestInName(name: string): string | null {
  const hex = /(?:^|[/:])([0-9a-f]{64})(?:\.tar(?:\.gz|\.zst)?)?$/.exec(name)?.[1];
  return hex ? `sha256:${hex}` : null;
}

/** Base layers of Windows may not be given away: manifests name them with the place to get them from. */
const isForeign = ({ mediaType, urls }: LayerReference): boolean =>
  urls.length > 0 || /\b(?:nondistributable|foreign)\b/.test(mediaType);

function kindOf(reference: LayerReference): LayerKind | null {
  if (reference.mediaType.endsWith('+encrypted')) return 'encrypted';
  return isForeign(reference) ? 'foreign' : null;
}

function faultOf(reference: LayerReference, entry: ArchiveEntry | null, fileName: string): Fault | null {
  const { name: path, namedIn, urls } = reference;
  const kind = kindOf(reference);
  if (kind === 'encrypted') return { kind: 'encrypted-layer', fileName, path };
  if (entry) return null;
  if (kind === 'foreign') return { kind: 'foreign-layer', fileName, path, urls: [...urls] };
  return { kind: 'missing-blob', fileName, path, namedIn };
}

const headsAtOnce = 64;

/** Reads the first bytes of entries that were not looked at yet, many side by side: a read alone costs about 1 ms. */
async function compressionsOf(index: ArchiveIndex, entries: readonly (ArchiveEntry | null)[]): Promise<Compression[]> {
  const compressions: Compression[] = [];
  const compressionOf = async (entry: ArchiveEntry | null): Promise<Compression> => {
    if (!entry) return 'none';
    if (entry.compression) return entry.compression;
    const { start, end } = entry.range;
    const head = index.files[entry.file]!.slice(start, Math.min(end, start + headBytes));
    return sniffCompression(new Uint8Array(await head.arrayBuffer()));
  };
  for (let at = 0; at < entries.length; at += headsAtOnce) {
    compressions.push(...(await Promise.all(entries.slice(at, at + headsAtOnce).map(compressionOf))));
  }
  return compressions;
}

const withKind = (kind: LayerKind | null): Pick<LayerBlob, 'kind'> => (kind ? { kind } : {});

/** Joins manifest, config and history to the layers, in the manifest's order; what is missing becomes a fault. */
export async function locateLayers(
  index: ArchiveIndex,
  references: readonly LayerReference[],
  config: DecodedConfig,
  faults: Fault[],
): Promise<LayerBlob[]> {
  const { fileName } = index;
  const limit = archiveLimits.layersOfImage;
  if (references.length > limit) {
    faults.push({ kind: 'limit', fileName, what: 'the layers of an image', limit, unit: 'entries' });
  }
  const kept = references.slice(0, limit);
  const entries = kept.map((reference) => {
    const entry = index.find(reference.name);
    const fault = faultOf(reference, entry, fileName);
    if (fault) faults.push(fault);
    return fault ? null : entry;
  });
  const compressions = await compressionsOf(index, entries);
  const made = config.history.filter((entry) => !entry.emptyLayer);
  return kept.map((reference, position) => ({
    ...withKind(kindOf(reference)),
    index: position,
    name: reference.name,
    file: entries[position]?.file ?? 0,
    range: entries[position]?.range ?? null,
    compression: compressions[position] as Compression,
    digest: reference.digest,
    diffId: config.diffIds[position] ?? '',
    command: made[position]?.createdBy || made[position]?.comment || '',
    created: made[position]?.created ?? null,
  }));
}

/** The history with the layers that are there: a longer one says nothing of layers. */
export function historyOf(history: readonly HistoryEntry[], layers: number): HistoryEntry[] {
  return history.map((entry) => (entry.layer !== null && entry.layer >= layers ? { ...entry, layer: null } : entry));
}
