import { readArchiveIndex, type ArchiveSource } from '../archive/archive-index.ts';
import { headBytes, sniffCompression } from '../archive/compression.ts';
import { FaultError } from '../fault.ts';
import { ArchiveContents } from './archive-contents.ts';
import { formats } from './formats/index.ts';
import { openRootfs } from './formats/rootfs.ts';
import { meter } from './json-meter.ts';
import type { OpenedArchive } from './model.ts';
import { faultWithoutImage } from './not-an-image.ts';

export interface OpenArchiveOptions {
  /** Reads a tar without an image in it as one layer, where the Fault `not-an-image` says that it is `readable`. */
  readonly as?: 'rootfs' | undefined;
}

/** What to say where there are manifests, but of other things than images. */
function faultOfArtifacts({ notes }: ArchiveContents, fileName: string): FaultError {
  const artifact = notes.find((note) => note.kind === 'artifact');
  const lookedFor = ['an image in manifest.json or index.json'];
  const looksLike = artifact
    ? `an OCI artifact without an image: ${artifact.what}`
    : 'an archive whose list of images is empty';
  const instead = 'Save an image with docker save my-image:tag -o image.tar';
  return new FaultError({ kind: 'not-an-image', fileName, lookedFor, looksLike, instead, readable: false });
}

/**
 * Finds the images in a dropped archive or folder, reading its headers and metadata only. Throws a FaultError where there
 * is no image in it; parts that can't be used are in `faults`.
 */
export async function openArchive(source: ArchiveSource, { as }: OpenArchiveOptions = {}): Promise<OpenedArchive> {
  const fileName = source.name;
  if (source.kind === 'file') {
    const { file } = source;
    if (file.size === 0) throw new FaultError({ kind: 'empty-file', fileName });
    if (as === 'rootfs') {
      const images = [await openRootfs(file, fileName)];
      return { fileName, bytes: file.size, images, attestations: [], notes: [], faults: [] };
    }
    const compression = sniffCompression(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
    if (compression !== 'none') throw new FaultError({ kind: 'unsupported-compression', fileName, compression });
  }
  const index = await readArchiveIndex(source);
  const format = formats.find((candidate) => candidate.recognises(index));
  if (!format) {
    throw new FaultError(
      faultWithoutImage(
        index,
        formats.map(({ lookedFor }) => lookedFor),
      ),
    );
  }
  const contents = new ArchiveContents(fileName);
  if (index.fault) contents.faults.push(index.fault);
  await format.open(meter(index), contents);
  const { images, attestations, notes } = contents;
  const faults = contents.listedFaults();
  if (images.length === 0) throw faults[0] ? new FaultError(faults[0]) : faultOfArtifacts(contents, fileName);
  return { fileName, bytes: index.bytes, images, attestations, notes, faults };
}
