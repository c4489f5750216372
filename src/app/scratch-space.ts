import { holdLock } from '../workers/lifeline.ts';
import type { ScratchPlace } from '../workers/scratch-file.ts';

const prefix = 'plimsoll-unpacked-';

/**
 * The page's own files for archives that were compressed as a whole, in the origin private file system. A folder for
 * each page, and a Web Lock of its name held while the page is open: what a closed page left behind is seen by its lock
 * being free, and removed by the next page.
 */
export class ScratchSpace {
  private readonly folder = `${prefix}${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  private locked: Promise<boolean> | null = null;
  private ready: Promise<boolean> | null = null;
  private clearing: Promise<void> = Promise.resolve();
  private made = 0;

  /** A place for a new file; null where the browser has none (plain HTTP, private windows of some browsers). */
  async place(): Promise<ScratchPlace | null> {
    await this.clearing;
    this.ready ??= this.open().catch(() => false);
    return (await this.ready) ? { folder: this.folder, name: `${++this.made}.tar` } : null;
  }

  /** Frees what lies in one place. */
  async free({ folder, name }: ScratchPlace): Promise<void> {
    const root = await navigator.storage.getDirectory();
    const found = await root.getDirectoryHandle(folder).catch(() => null);
    if (found) await remove(found, name);
  }

  /** Frees everything this page has unpacked. */
  clear(): Promise<void> {
    const { ready } = this;
    this.ready = null;
    this.clearing = this.clearing.then(async () => {
      if (await ready) await remove(await navigator.storage.getDirectory(), this.folder);
    });
    return this.clearing;
  }

  private async open(): Promise<boolean> {
    if (!('storage' in navigator) || !('locks' in navigator) || !navigator.storage.getDirectory) return false;
    const root = await navigator.storage.getDirectory();
    this.locked ??= holdLock(this.folder);
    if (!(await this.locked)) return false;
    await root.getDirectoryHandle(this.folder, { create: true });
    return true;
  }
}

/** Removes what pages that are no longer open have left. */
export async function clearLeftovers(): Promise<void> {
  if (!('storage' in navigator) || !('locks' in navigator) || !navigator.storage.getDirectory) return;
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) {
    if (!name.startsWith(prefix)) continue;
    await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? remove(root, name) : undefined));
  }
}

const [attempts, pause] = [20, 50];

/**
 * A file stays locked for a moment after the worker that wrote it was ended. What is still in use after a second is left to
 * the next page.
 */
async function remove(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await folder.removeEntry(name, { recursive: true });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
