import { BlobReader } from '../bytes/byte-reader.ts';
import { decodeText } from '../bytes/text.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';
import { faultOfInput, type Fault } from '../fault.ts';
import { normalisePath } from '../paths/normalise.ts';
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
}

/**
 * What an image archive holds, by normalised name, links followed: `docker save` up to 24 writes the same layer twice
 * as a symbolic link. The first fault ends the list; what stands before it is there.
 */
export interface ArchiveIndex {
  readonly fileName: string;
  readonly files: readonly Blob[];
  readonly bytes: Bytes;
  readonly names: readonly string[];
  readonly fault: Fault | null;
  find(name: string): ArchiveEntry | null;
}

const maxLinks = 20;

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
    entries.set(name, { name, file: number, range: { start: 0, end: file.size } });
    bytes += file.size;
  }
  return {
    fileName,
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
  const reader = new BlobReader(file);
  const tar = new TarReader(reader, fileName);
  let fault: Fault | null = null;
  try {
    for (let entry = await tar.next(); entry; entry = await tar.next()) {
      const name = decodeText(normalisePath(entry.path));
      // A later entry of the same name wins, as when unpacking.
      files.delete(name);
      links.delete(name);
      if (entry.type === '0') {
        files.set(name, {
          name,
          file: 0,
          range: { start: entry.bodyOffset, end: entry.bodyOffset + entry.storedSize },
        });
      } else if (entry.type === '1' || entry.type === '2') {
        links.set(name, resolveLink(name, decodeText(entry.link), entry.type === '1'));
      }
    }
  } catch (error) {
    fault = faultOfInput(error, fileName);
  } finally {
    await reader.close();
  }
  return {
    fileName,
    files: [file],
    bytes: file.size,
    names: [...files.keys(), ...links.keys()],
    fault,
    find(name) {
      let current = resolveLink('', name, true);
      for (let followed = 0; followed < maxLinks; followed++) {
        const found = files.get(current);
        if (found) return found;
        const target = links.get(current);
        if (target === undefined) return null;
        current = target;
      }
      return null;
    },
  };
}
