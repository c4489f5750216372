import type { Compression } from '../archive/compression.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';
import type { Fault } from '../fault.ts';

/** docker-archive where manifest.json is there; rootfs: what `docker export` writes. */
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
  /** `created_by` of the history entry that made it; '' where there is none. */
  readonly command: string;
  readonly created: string | null;
}

export interface HistoryEntry {
  readonly createdBy: string;
  readonly created: string | null;
  readonly comment: string;
  readonly emptyLayer: boolean;
  /** The layer it made; null for an empty one. */
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
  readonly reference: string | null;
  /** Digest of the config. */
  readonly id: string;
  readonly platform: string;
  readonly created: string | null;
  readonly config: ImageConfig;
  readonly history: readonly HistoryEntry[];
  readonly layers: readonly LayerBlob[];
  readonly documents: readonly NamedDocument[];
}

/** What `open-archive` finds: the images that can be shown, and the faults of parts that can't. */
export interface OpenedArchive {
  readonly fileName: string;
  readonly bytes: Bytes;
  readonly images: readonly ArchiveImage[];
  readonly faults: readonly Fault[];
}
