import { BlobReader } from '../bytes/byte-reader.ts';
import { decodeText } from '../bytes/text.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';
import { FaultError, faultOfInput, type Fault } from '../fault.ts';
import { normalisePath } from '../paths/normalise.ts';
import { headBytes, sniffCompression, type Compression } from './compression.ts';
import { TarReader } from './tar-reader.ts';

/** What was dropped as one: an archive, or a folder with its files by their paths in it. */
export type ArchiveSource =
  | { readonly kind: 'file'; readonly name: string; readonly file: Blob }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly FolderFile[] };

export interface FolderFile {
  readonly path: string;
  readonly file: Blob;
}

/** The Blobs of a source; entries and layers name theirs by its number. */
export function filesOf(source: ArchiveSource): readonly Blob[] {
  return source.kind === 'file' ? [source.file] : source.files.map(({ file }) => file);
}

/** A file in the archive or the folder. */
export interface ArchiveEntry {
  readonly name: string;
  /** Number of the Blob that holds it. */
  readonly file: number;
  /** Where it lies in that Blob. */
  readonly range: ByteRange;
  /** Told by its first bytes; null in a folder, whose files are not opened for their names. */
  readonly compression: Compression | null;
}

/**
 * What an image archive holds, by normalised name, links followed: `docker save` up to 24 writes the same layer twice
 * as a symbolic link. The first fault ends the list; what stands before it is there.
 */
export interface ArchiveIndex {
  readonly fileName: string;
  readonly kind: ArchiveSource['kind'];
  readonly files: readonly Blob[];
  readonly bytes: Bytes;
  readonly names: readonly string[];
  readonly fault: Fault | null;
  find(name: string): ArchiveEntry | null;
}

const maxLinks = 20;
/** Folders of a name that are tried as links. */
const maxLinkLevels = 64;

/** An image of 10,000 layers has 40,000 entries in the oldest of the formats; above this it is no image archive. */
export const maxIndexEntries = 200_000;

/** The name that a link in `from` leads to; links of an archive never lead out of it. */
function resolveLink(from: string, target: string, hard: boolean): string {
  const parts = hard || target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** What a source holds: from the tar headers of an archive, seeking over the bodies, or from the names of a folder. */
export function readArchiveIndex(source: ArchiveSource): Promise<ArchiveIndex> {
  return source.kind === 'file' ? readTarIndex(source.file, source.name) : Promise.resolve(folderIndex(source));
}

function folderIndex({ name: fileName, files }: Extract<ArchiveSource, { kind: 'folder' }>): ArchiveIndex {
  const entries = new Map<string, ArchiveEntry>();
  let bytes = 0;
  for (const [number, { path, file }] of files.entries()) {
    const name = resolveLink('', path, true);
    entries.set(name, { name, file: number, range: { start: 0, end: file.size }, compression: null });
    bytes += file.size;
  }
  return {
    fileName,
    kind: 'folder',
    files: files.map(({ file }) => file),
    bytes,
    names: [...entries.keys()],
    fault: null,
    find: (name) => entries.get(resolveLink('', name, true)) ?? null,
  };
}

async function readTarIndex(file: Blob, fileName: string): Promise<ArchiveIndex> {
  const files = new Map<string, ArchiveEntry>();
  const links = new Map<string, string>();
  let fault: Fault | null = null;
  try {
    await readEntries(file, fileName, files, links);
  } catch (error) {
    fault = faultOfInput(error, fileName);
  }
  return {
    fileName,
    kind: 'file',
    files: [file],
    bytes: file.size,
    names: [...files.keys(), ...links.keys()],
    fault,
    find(name) {
      let current = resolveLink('', name, true);
      for (let followed = 0; followed < maxLinks; followed++) {
        const found = files.get(current);
        if (found) return found;
        const next = followLink(current, links);
        if (next === null) return null;
        current = next;
      }
      return null;
    },
  };
}

/** Fills `files` and `links`; what was read before a fault stays in them. */
async function readEntries(
  file: Blob,
  fileName: string,
  files: Map<string, ArchiveEntry>,
  links: Map<string, string>,
): Promise<void> {
  const reader = new BlobReader(file);
  const tar = new TarReader(reader, fileName);
  try {
    for (let entry = await tar.next(); entry; entry = await tar.next()) {
      const name = decodeText(normalisePath(entry.path));
      // A later entry of the same name wins, as when unpacking.
      files.delete(name);
      links.delete(name);
      if (entry.type === '0') {
        const range = { start: entry.bodyOffset, end: entry.bodyOffset + entry.storedSize };
        // The first bytes are in the window already: to look at them later would be a read for each layer.
        const head = Math.min(headBytes, entry.storedSize);
        const compression = (await reader.fill(head)) ? sniffCompression(reader.peek(head)) : 'none';
        files.set(name, { name, file: 0, range, compression });
      } else if (entry.type === '1' || entry.type === '2') {
        links.set(name, resolveLink(name, decodeText(entry.link), entry.type === '1'));
      }
      if (files.size + links.size > maxIndexEntries) {
        const what = 'the entries of an image archive';
        throw new FaultError({ kind: 'limit', fileName, what, limit: maxIndexEntries, unit: 'entries' });
      }
    }
  } finally {
    await reader.close();
  }
}

/** Where the name, or a folder on the way to it, is a link: the name behind it. */
function followLink(name: string, links: ReadonlyMap<string, string>): string | null {
  let end = name.length;
  for (let level = 0; level < maxLinkLevels && end > 0; level++, end = name.lastIndexOf('/', end - 1)) {
    const target = links.get(name.slice(0, end));
    if (target !== undefined) return target + name.slice(end);
  }
  return null;
}
