import { dockerArchive } from './docker-archive.ts';
import { dockerLegacy } from './docker-legacy.ts';
import type { ImageFormatReader } from './format.ts';
import { ociLayout } from './oci-layout.ts';

/** In the order in which they are tried: from Docker 25 on, an archive is both, and manifest.json says more. */
export const formats: readonly ImageFormatReader[] = [dockerArchive, ociLayout, dockerLegacy];
