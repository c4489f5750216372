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
  private made = 0;

  /** A place for a new file; null where the browser has none (plain HTTP, private windows of some browsers). */
  async place(): Promise<ScratchPlace | null> {
    this.ready ??= this.open().catch(() => false);
    return (await this.ready) ? { folder: this.folder, name: `${++this.made}.tar` } : null;
  }

  /** Frees everything this page has unpacked. */
  async clear(): Promise<void> {
    if (!this.ready || !(await this.ready)) return;
    this.ready = null;
    await remove(await navigator.storage.getDirectory(), this.folder);
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

// A file that a task is still reading can't be removed; the next page does it.
async function remove(root: FileSystemDirectoryHandle, name: string): Promise<void> {
  await root.removeEntry(name, { recursive: true }).catch(() => undefined);
}
