import { dockerArchive } from './docker-archive.ts';
import type { ImageFormatReader } from './format.ts';
import { ociArchive } from './oci-archive.ts';

/** In the order in which they are tried: from Docker 25 on, an archive is both, and manifest.json says more. */
export const formats: readonly ImageFormatReader[] = [dockerArchive, ociArchive];
