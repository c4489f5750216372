import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { canUnpack, headBytes, sniffCompression } from '../../src/archive/compression.ts';
import { unpack } from '../../src/archive/unpack.ts';
import { analyseImage, type ImageAnalysis } from '../../src/analysis/analyse-image.ts';
import { compareContents } from '../../src/analysis/compare-contents.ts';
import { contentCandidates } from '../../src/analysis/content-candidates.ts';
import { summarise } from '../../src/analysis/verification.ts';
import { verifyLayer, type LayerDigests } from '../../src/analysis/verify-layer.ts';
import { hashFiles, type FileDigests } from '../../src/analysis/hash-files.ts';
import type { ContentAnalysis } from '../../src/analysis/image-model.ts';
import { FaultError, type Fault } from '../../src/fault.ts';
import type { ArchiveImage, OpenedArchive } from '../../src/image/model.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import type { LayerScan } from '../../src/layer/layer-table.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { buildImageReport } from '../../src/report/build-report.ts';
import type { ImageReport } from '../../src/report/report.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';

/** One image of an archive, read as the page does, but without workers. */
export interface OpenedImage {
  readonly archive: OpenedArchive;
  readonly image: ArchiveImage;
  readonly scans: readonly LayerScan[];
  readonly rootfs: Rootfs;
  readonly analysis: ImageAnalysis;
  readonly contents: ContentAnalysis;
  readonly report: ImageReport;
}

export const openBlob = (file: Blob, name: string): Promise<OpenedArchive> => openArchive({ kind: 'file', name, file });

export type ScannedImage = Pick<OpenedImage, 'archive' | 'image' | 'scans' | 'rootfs' | 'analysis'>;

/** What the headers of the layers tell; of a large image that takes far less time than its contents do. */
export async function scanBlob(blob: Blob, fileName: string, number = 0): Promise<ScannedImage> {
  const archive = await openBlob(blob, fileName);
  const image = archive.images[number];
  if (!image) throw new Error(`${fileName} holds no image ${number}`);
  const scans: LayerScan[] = [];
  for (const layer of image.layers) scans.push(await scanLayer(blob, layer, fileName));
  const { rootfs: columns, analysis } = analyseImage(scans.map(({ table }) => table));
  return { archive, image, scans, rootfs: new Rootfs(columns), analysis };
}

export async function analyseBlob(blob: Blob, fileName: string, number = 0): Promise<OpenedImage> {
  const { archive, image, scans, rootfs, analysis } = await scanBlob(blob, fileName, number);
  const contents = await compare(blob, fileName, image, rootfs);
  const digests: LayerDigests[] = [];
  for (const layer of image.layers) digests.push(await verifyLayer(blob, layer, { fileName }));
  const verification = summarise(image, digests);
  const unreadLayers = scans.flatMap(({ fault }, index) => (fault ? [index] : []));
  const parts = { image, analysis, rootfs, contents, verification };
  const report = buildImageReport({ file: fileName, ...parts, unreadLayers, source: null });
  return { archive, image, scans, rootfs, analysis, contents, report };
}

const wholeLists = { groups: Infinity, copies: Infinity };

async function compare(blob: Blob, fileName: string, image: ArchiveImage, rootfs: Rootfs): Promise<ContentAnalysis> {
  const { requests, count } = contentCandidates(
    rootfs.columns,
    image.layers.map(({ compression }) => compression),
  );
  const hashed: FileDigests[] = [];
  for (const { layer, files } of requests) {
    hashed.push(await hashFiles(blob, image.layers[layer]!, files, { fileName }));
  }
  return compareContents(rootfs, hashed, count, wholeLists);
}

/** The archive in a file; one that is compressed as a whole is unpacked first, as the page does. */
export async function archiveIn(path: string): Promise<Blob> {
  const file = await openAsBlob(path);
  const compression = sniffCompression(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
  if (!canUnpack(compression)) return file;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const { blob, fault } = await unpack(
    file,
    compression,
    { fileName: basename(path) },
    {
      write: async (chunk) => void chunks.push(chunk.slice()),
      finish: async () => new Blob(chunks),
      discard: async () => undefined,
    },
  );
  if (fault) throw new FaultError(fault);
  return blob!;
}

export async function openImage(path: string, number = 0): Promise<OpenedImage> {
  return analyseBlob(await archiveIn(path), basename(path), number);
}

export const faultsOf = (opened: OpenedImage): Fault[] => [
  ...opened.archive.faults,
  ...opened.scans.flatMap(({ fault }) => (fault ? [fault] : [])),
];
