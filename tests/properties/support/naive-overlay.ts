// The overlay of the OCI image spec (layer.md) in the plainest form: a Map of paths, walked whole for every question. Slow,
// and short enough to be checked by reading.

export type Change =
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  | { readonly kind: 'directory' | 'symlink' | 'fifo'; readonly path: string }
  | { readonly kind: 'hardlink'; readonly path: string; readonly target: string }
  /** The marks `.wh.NAME` and `.wh..wh..opq`. */
  | { readonly kind: 'whiteout' | 'opaque'; readonly path: string };

/** Stored bytes and the names that show them. */
export interface StoredData {
  readonly path: string;
  readonly layer: number;
  readonly size: number;
  names: number;
  goneIn: number | null;
  reason: 'deleted' | 'overwritten' | null;
}

interface Present {
  readonly kind: 'file' | 'directory' | 'symlink' | 'fifo' | 'hardlink';
  readonly data: StoredData | null;
}

export interface NaiveCounts {
  added: number;
  modified: number;
  removed: number;
  directoriesAdded: number;
  directoriesRemoved: number;
}

export interface NaiveImage {
  /** After each layer: path to kind. */
  readonly trees: ReadonlyMap<string, Present['kind']>[];
  readonly counts: NaiveCounts[];
  readonly stored: StoredData[];
}

class NaiveOverlay {
  private readonly tree = new Map<string, Present>();
  private readonly stored: StoredData[] = [];
  private written = new Set<string>();
  private layer = 0;

  stack(layers: readonly (readonly Change[])[]): NaiveImage {
    const trees: Map<string, Present['kind']>[] = [];
    const counts: NaiveCounts[] = [];
    for (const [layer, changes] of layers.entries()) {
      this.layer = layer;
      this.written = new Set();
      const before = this.kinds();
      // Marks act on lower layers only, wherever they stand in their layer.
      for (const { kind, path } of changes) if (kind === 'whiteout') this.remove(path, 'deleted');
      for (const { kind, path } of changes) if (kind === 'opaque') this.removeBelow(path, 'deleted');
      for (const change of changes) this.apply(change);
      trees.push(this.kinds());
      counts.push(this.compare(before));
    }
    return { trees, counts, stored: this.stored };
  }

  private kinds(): Map<string, Present['kind']> {
    return new Map([...this.tree].map(([path, { kind }]) => [path, kind]));
  }

  private apply(change: Change): void {
    const { kind, path } = change;
    if (kind === 'whiteout' || kind === 'opaque') return;
    this.makeParents(path);
    const bothDirectories = kind === 'directory' && this.tree.get(path)?.kind === 'directory';
    // What stands in the way is removed before the new file comes, as unpackers do.
    if (!bothDirectories) this.remove(path, 'overwritten');
    this.put(path, { kind, data: this.dataOf(change) });
  }

  private dataOf(change: Change): StoredData | null {
    if (change.kind === 'hardlink') {
      const data = this.tree.get(change.target)?.data ?? null;
      if (data) data.names++;
      return data;
    }
    if (change.kind !== 'file') return null;
    const { path, size } = change;
    const data: StoredData = { path, layer: this.layer, size, names: 1, goneIn: null, reason: null };
    this.stored.push(data);
    return data;
  }

  private put(path: string, present: Present): void {
    this.tree.set(path, present);
    this.written.add(path);
  }

  private makeParents(path: string): void {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length++) {
      const parent = parts.slice(0, length).join('/');
      if (this.tree.get(parent)?.kind === 'directory') continue;
      this.remove(parent, 'overwritten');
      this.put(parent, { kind: 'directory', data: null });
    }
  }

  private remove(path: string, reason: 'deleted' | 'overwritten'): void {
    this.removeBelow(path, reason);
    this.drop(path, reason);
  }

  private removeBelow(directory: string, reason: 'deleted' | 'overwritten'): void {
    for (const path of [...this.tree.keys()]) if (path.startsWith(`${directory}/`)) this.drop(path, reason);
  }

  private drop(path: string, reason: 'deleted' | 'overwritten'): void {
    const data = this.tree.get(path)?.data;
    this.tree.delete(path);
    if (!data || --data.names > 0) return;
    data.goneIn = this.layer;
    data.reason = reason;
  }

  private compare(before: ReadonlyMap<string, Present['kind']>): NaiveCounts {
    const counts = { added: 0, modified: 0, removed: 0, directoriesAdded: 0, directoriesRemoved: 0 };
    for (const [path, kind] of before) {
      if (this.tree.has(path)) continue;
      if (kind === 'directory') counts.directoriesRemoved++;
      else counts.removed++;
    }
    for (const path of this.written) {
      const now = this.tree.get(path)?.kind;
      const was = before.get(path);
      if (now === undefined) continue;
      if (now === 'directory') counts.directoriesAdded += was === 'directory' ? 0 : 1;
      else if (was === undefined) counts.added++;
      else counts.modified++;
    }
    return counts;
  }
}

export const stackNaively = (layers: readonly (readonly Change[])[]): NaiveImage => new NaiveOverlay().stack(layers);
