import type { UnpackTarget } from '../archive/unpack.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';

/** A file of the origin private file system, by its folder and name. The page removes the folder. */
export interface ScratchPlace {
  readonly folder: string;
  readonly name: string;
}

/** Below this, unpacked bytes stay in memory, which is faster and leaves nothing behind. */
export const mostInMemory: Bytes = 128_000_000;

// Workers alone have it, so TypeScript's types for pages do not.
interface SyncAccessHandle {
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: Bytes): void;
  close(): void;
}
type SyncFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccessHandle> };

/**
 * Unpacked bytes: in memory while they are few, then in a file of the origin's own. Throws a FaultError `no-space` where
 * there is no such file, or its quota ends.
 */
export class ScratchFile implements UnpackTarget {
  private chunks: Uint8Array<ArrayBuffer>[] = [];
  private bytes: Bytes = 0;
  private handle: SyncFileHandle | null = null;
  private access: SyncAccessHandle | null = null;

  constructor(
    private readonly place: ScratchPlace | null,
    private readonly fileName: string,
    private readonly inMemory: Bytes = mostInMemory,
  ) {}

  async write(chunk: Uint8Array): Promise<void> {
    if (!this.access && this.bytes + chunk.length <= this.inMemory) this.chunks.push(chunk.slice());
    else {
      this.access ??= await this.open();
      this.append(this.access, chunk);
    }
    this.bytes += chunk.length;
  }

  /** Writes bytes anew that were written before. */
  async patch(at: Bytes, piece: Uint8Array): Promise<void> {
    if (this.access) {
      this.access.write(piece, { at });
      return;
    }
    let start = 0;
    for (const chunk of this.chunks) {
      const from = Math.max(at, start);
      const to = Math.min(at + piece.length, start + chunk.length);
      if (from < to) chunk.set(piece.subarray(from - at, to - at), from - start);
      start += chunk.length;
    }
  }

  async finish(): Promise<Blob> {
    this.access?.close();
    return this.handle ? this.handle.getFile() : new Blob(this.chunks);
  }

  async discard(): Promise<void> {
    this.access?.close();
    this.chunks = [];
    if (this.handle && this.place) await (await folderOf(this.place)).removeEntry(this.place.name);
  }

  /** Moves what is in memory to the file. */
  private async open(): Promise<SyncAccessHandle> {
    if (!this.place) throw this.noSpace('this browser gives the page no files of its own here');
    try {
      const folder = await folderOf(this.place);
      this.handle = (await folder.getFileHandle(this.place.name, { create: true })) as SyncFileHandle;
      this.access = await this.handle.createSyncAccessHandle();
      this.access.truncate(0); // a worker that ended may have begun it
    } catch (error) {
      throw this.noSpace(reasonOf(error));
    }
    this.bytes = 0;
    for (const chunk of this.chunks) {
      this.append(this.access, chunk);
      this.bytes += chunk.length;
    }
    this.chunks = [];
    return this.access;
  }

  private append(access: SyncAccessHandle, chunk: Uint8Array): void {
    try {
      if (access.write(chunk, { at: this.bytes }) === chunk.length) return;
    } catch (error) {
      throw this.noSpace(reasonOf(error));
    }
    throw this.noSpace('the disk is full');
  }

  private noSpace(detail: string): FaultError {
    return new FaultError({ kind: 'no-space', fileName: this.fileName, bytes: this.bytes, detail });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'QuotaExceededError' ? 'the browser gives this page no more' : error.message;
}

async function folderOf({ folder }: ScratchPlace): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
}
