// A root file system without an image around it, as `docker export` writes it, read as an image of one layer. It is not
// among the formats that are tried: any tar reads as one, so that the user has to ask for it.
import { headBytes, sniffCompression } from '../../archive/compression.ts';
import { decodeConfig } from '../config.ts';
import type { ArchiveImage } from '../model.ts';

/** The tar as one layer; whether it is one shows when the layer is read. */
export async function openRootfs(file: Blob, fileName: string): Promise<ArchiveImage> {
  const { platform, created, config } = decodeConfig({});
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  return {
    format: 'rootfs',
    reference: null,
    tags: [],
    id: '',
    manifestDigest: null,
    platform,
    created,
    config,
    configText: '',
    history: [],
    documents: [],
    layers: [
      {
        index: 0,
        name: fileName,
        file: 0,
        range: { start: 0, end: file.size },
        compression: sniffCompression(head),
        digest: null,
        diffId: '',
        command: '',
        created: null,
      },
    ],
  };
}
