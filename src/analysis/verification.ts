import { algorithmOf } from '../bytes/digest.ts';
import type { Bytes } from '../bytes/units.ts';
import { describeFault } from '../fault.ts';
import type { ArchiveImage, LayerBlob } from '../image/model.ts';
import type { LayerDigests } from './verify-layer.ts';

/** One digest that the archive names, and what the bytes are. */
export interface VerifiedDigest {
  /** layer: the uncompressed tar, by the config's diff_ids. blob: the layer as stored. */
  what: 'manifest' | 'config' | 'blob' | 'layer';
  layer: number | null;
  expected: string | null;
  actual: string | null;
  /** Null: not checked, `reason` says why. */
  ok: boolean | null;
  reason?: string;
}

/** verified: every digest is right. mismatch: one is wrong. partly: none is wrong, but not all could be checked. */
export interface Verification {
  state: 'verified' | 'mismatch' | 'partly';
  items: VerifiedDigest[];
}

/** How many bytes `verifyLayer` reads: for progress. */
export function bytesToVerify({ range, digest, diffId }: LayerBlob): Bytes {
  const isRead = range !== null && (algorithmOf(digest ?? '') !== null || algorithmOf(diffId) !== null);
  return isRead ? range.end - range.start : 0;
}

/** The verdict over manifest, config and layers; `digests` by layer. */
export function summarise(image: ArchiveImage, digests: readonly LayerDigests[]): Verification {
  const items = [...verifyDocuments(image), ...image.layers.flatMap((layer) => verifyDigests(image, layer, digests))];
  const wrong = items.some(({ ok }) => ok === false);
  const all = items.length > 0 && items.every(({ ok }) => ok === true);
  return { state: wrong ? 'mismatch' : all ? 'verified' : 'partly', items };
}

/** Manifest and config were hashed when the archive was opened. */
function verifyDocuments({ documents }: ArchiveImage): VerifiedDigest[] {
  return documents.map(({ what, expected, actual }) =>
    expected === null
      ? notChecked({ what, layer: null, expected, actual }, `The archive names no digest of the ${what}.`)
      : compare({ what, layer: null, expected, actual }),
  );
}

function verifyDigests(image: ArchiveImage, layer: LayerBlob, digests: readonly LayerDigests[]): VerifiedDigest[] {
  const found = digests[layer.index] ?? { blob: null, tar: null, fault: null };
  const { index, digest, diffId } = layer;
  const unread = !layer.range ? 'The archive does not hold it.' : found.fault ? describeFault(found.fault) : null;
  const tar = { what: 'layer', layer: index, expected: diffId || null, actual: found.tar } as const;
  const layerItem = diffId === '' ? notChecked(tar, noDiffId(image)) : compare(tar, unread);
  // Stored uncompressed, or the name of the file tells the tar's digest: then one says all.
  const same = digest === diffId && (layer.compression === 'none' || !isPromised(image, layer));
  if (digest === null || same) return [layerItem];
  const blob = { what: 'blob', layer: index, expected: digest, actual: found.blob } as const;
  const blobItem = compare(blob, found.blob === null ? unread : null);
  if (blobItem.ok === false && !isPromised(image, layer)) {
    return [
      notChecked(blob, 'The name of the file is not its digest; manifest.json does not say that it is.'),
      layerItem,
    ];
  }
  return [blobItem, layerItem];
}

function noDiffId({ format }: ArchiveImage): string {
  if (format === 'rootfs') return 'A root file system without an image around it has no digests.';
  return 'The config names no digest for it in rootfs.diff_ids, as in images from before Docker 1.10.';
}

/** An OCI descriptor and a place in `blobs/` promise the digest; any other name in a docker-archive is only a name. */
function isPromised({ format }: ArchiveImage, { name }: LayerBlob): boolean {
  return format !== 'docker-archive' || name.startsWith('blobs/');
}

type Compared = Omit<VerifiedDigest, 'ok' | 'reason'>;

function compare(item: Compared, unread: string | null = null): VerifiedDigest {
  if (item.actual !== null) return { ...item, ok: item.actual === item.expected };
  const unknown = item.expected !== null && !algorithmOf(item.expected);
  return notChecked(
    item,
    unknown ? 'Its digest has an algorithm that is not known here.' : (unread ?? 'It was not read.'),
  );
}

function notChecked(item: Compared, reason: string): VerifiedDigest {
  return { ...item, ok: null, reason };
}
