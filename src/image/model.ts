import type { Compression } from '../archive/compression.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';
import type { Fault } from '../fault.ts';
import type { ArchiveNote } from './notes.ts';

/**
 * docker-archive: what `docker save` writes, of any age; oci-archive and oci-layout: an OCI layout without a
 * manifest.json, in a tar or as a folder; rootfs: what `docker export` writes, read as one layer.
 */
export type ImageFormat = 'docker-archive' | 'oci-archive' | 'oci-layout' | 'rootfs';

/** The config's run-time part, names as in the OCI image spec, every field filled. */
export interface ImageConfig {
  user: string;
  workingDir: string;
  env: string[];
  entrypoint: string[];
  cmd: string[];
  shell: string[];
  exposedPorts: string[];
  volumes: string[];
  labels: Record<string, string>;
  healthcheck: string[] | null;
  stopSignal: string;
  onBuild: string[];
}

export type { Compression } from '../archive/compression.ts';

/** One layer as the archive holds it. */
export interface LayerBlob {
  readonly index: number;
  /** Name of the entry in the archive. */
  readonly name: string;
  /** Number of the file that holds it: 0, but in a dropped folder. */
  readonly file: number;
  /** Where its bytes lie in that file; null where the archive does not hold them. */
  readonly range: ByteRange | null;
  readonly compression: Compression;
  /** Digest of the blob as stored, where the archive names it. */
  readonly digest: string | null;
  /** Digest of the uncompressed tar, from the config's rootfs.diff_ids. */
  readonly diffId: string;
  /** `created_by` of the history entry that made it, else its comment; '' where there is none. */
  readonly command: string;
  readonly created: string | null;
  /** Not to be given away, or not to be read without a key; absent for every other layer. */
  readonly kind?: LayerKind;
}

export type LayerKind = 'foreign' | 'encrypted';

export interface HistoryEntry {
  readonly createdBy: string;
  readonly created: string | null;
  readonly comment: string;
  readonly emptyLayer: boolean;
  /** The layer it made; null for an empty one, and where the history is longer than the layers. */
  readonly layer: number | null;
}

/** A manifest or config: the digest by which the archive names it, and that of its bytes. */
export interface NamedDocument {
  readonly what: 'manifest' | 'config';
  /** Null where the archive names none. */
  readonly expected: string | null;
  /** By the algorithm of `expected`; null where that is not known. */
  readonly actual: string | null;
}

/** An image as its manifest and config describe it, before any layer is read. */
export interface ArchiveImage {
  readonly format: ImageFormat;
  /** The first of the tags. */
  readonly reference: string | null;
  /** Every name that the archive gives it, the reference among them. */
  readonly tags: readonly string[];
  /** Digest of the config; the image id of Docker up to 1.9, which is none; '' for a rootfs. */
  readonly id: string;
  /** Digest of its manifest, by which attestations name it; null where the archive holds no OCI index. */
  readonly manifestDigest: string | null;
  readonly platform: string;
  readonly created: string | null;
  readonly config: ImageConfig;
  /** The config as the archive has it, JSON; '' where it has none that could be written anew. */
  readonly configText: string;
  readonly history: readonly HistoryEntry[];
  readonly layers: readonly LayerBlob[];
  readonly documents: readonly NamedDocument[];
}

/** A signed or unsigned statement about an image: how it was built, what is in it. */
export interface Attestation {
  /** What it states: a URL such as https://spdx.dev/Document; null where the manifest does not say. */
  readonly predicateType: string | null;
  /** in-toto JSON, or an envelope around it (DSSE, a Sigstore bundle). */
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes as its manifest names them. */
  readonly size: Bytes;
  /** Digest of the manifest (or the index) that it speaks of: `ArchiveImage.manifestDigest`; null where unknown. */
  readonly subject: string | null;
  /** Number of the file that holds it, and where; null where the archive does not hold it. */
  readonly file: number;
  readonly range: ByteRange | null;
}

/** What `open-archive` finds: the images that can be shown, and the faults of parts that can't. */
export interface OpenedArchive {
  readonly fileName: string;
  readonly bytes: Bytes;
  readonly images: readonly ArchiveImage[];
  readonly attestations: readonly Attestation[];
  /** What is no fault, for `describeNote`. */
  readonly notes: readonly ArchiveNote[];
  readonly faults: readonly Fault[];
}
