import { holdLock } from '../workers/lifeline.ts';
import type { ScratchPlace } from '../workers/scratch-file.ts';

const prefix = 'plimsoll-unpacked-';
const newName = (): string => `${prefix}${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

/**
 * The page's own files for archives that were compressed as a whole, in the origin private file system. A folder for
 * each page (a new one once it was cleared), and a Web Lock of its name held while the page is open: what a closed page left
 * behind is seen by its lock being free, and removed by the next page.
 */
export class ScratchSpace {
  private folder = newName();
  private ready: Promise<boolean> | null = null;
  private made = 0;

  /** A place for a new file; null where the browser has none (plain HTTP, private windows of some browsers). */
  async place(): Promise<ScratchPlace | null> {
    const { folder } = this;
    this.ready ??= this.open(folder).catch(() => false);
    return (await this.ready) ? { folder, name: `${++this.made}.tar` } : null;
  }

  /** Frees what lies in one place. */
  async free({ folder, name }: ScratchPlace): Promise<void> {
    const root = await navigator.storage.getDirectory();
    const found = await root.getDirectoryHandle(folder).catch(() => null);
    if (found) await remove(found, name);
  }

  /** Frees everything this page has unpacked. */
  async clear(): Promise<void> {
    const { ready, folder } = this;
    // What comes next does not wait for this one to go.
    this.folder = newName();
    this.ready = null;
    if (await ready) await remove(await navigator.storage.getDirectory(), folder);
  }

  private async open(folder: string): Promise<boolean> {
    if (!('storage' in navigator) || !('locks' in navigator) || !navigator.storage.getDirectory) return false;
    // Refused in private windows. The worker that writes makes the folder, and can tell why it could not.
    await navigator.storage.getDirectory();
    return holdLock(folder);
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

const [attempts, pause] = [100, 100];

/**
 * A file stays locked until the worker that wrote it is gone, which takes a busy one two seconds in Chromium. What is still
 * in use after ten is left to the next page.
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
