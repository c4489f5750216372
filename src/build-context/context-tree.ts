import { grow, roomFor } from '../bytes/grow.ts';
import { StringColumnBuilder, textAt, type StringColumn } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';

/** What an entry of a folder is, as far as the browser shows it. `unreadable`: a folder that could not be listed. */
export const ContextKind = { directory: 0, file: 1, unreadable: 2 } as const;
export type ContextKind = (typeof ContextKind)[keyof typeof ContextKind];

/**
 * The folder that a build sends, as a tree of nodes in columns: it goes to a worker without a copy of each name. Node 0 is
 * the folder itself; a directory has a smaller number than what lies in it.
 */
export interface ContextTree {
  readonly names: StringColumn;
  /** By node; -1 for the folder itself. */
  readonly parents: Int32Array<ArrayBuffer>;
  readonly kinds: Uint8Array<ArrayBuffer>;
  /** By node: bytes of a file, NaN as long as nobody has asked for it; 0 for a directory. */
  readonly sizes: Float64Array<ArrayBuffer>;
}

/** Collects the names of a folder as they are walked. Sizes may follow later. */
export class ContextTreeBuilder {
  private readonly names = new StringColumnBuilder();
  private parents = new Int32Array(1024);
  private kinds = new Uint8Array(1024);
  private sizes = new Float64Array(1024);
  /** By path, of those that `addPath` made. */
  private readonly directories = new Map<string, number>([['', 0]]);

  constructor() {
    this.add(-1, '', ContextKind.directory, 0);
  }

  get count(): number {
    return this.names.length;
  }

  /** An entry right in a directory, which must be new there; gives its node. */
  add(directory: number, name: string, kind: ContextKind, size: Bytes = kind === ContextKind.file ? NaN : 0): number {
    const node = this.count;
    if (node === this.parents.length) {
      const capacity = roomFor(node);
      this.parents = grow(this.parents, capacity);
      this.kinds = grow(this.kinds, capacity);
      this.sizes = grow(this.sizes, capacity);
    }
    this.names.pushText(name);
    this.parents[node] = directory;
    this.kinds[node] = kind;
    this.sizes[node] = size;
    return node;
  }

  /** A file by its path in the folder (`src/index.js`), which must be new; its directories are made where they are. */
  addPath(path: string, size: Bytes = NaN): number {
    const slash = path.lastIndexOf('/');
    return this.add(this.directoryOf(path.slice(0, Math.max(0, slash))), path.slice(slash + 1), ContextKind.file, size);
  }

  setKind(node: number, kind: ContextKind): void {
    this.kinds[node] = kind;
  }

  setSize(node: number, size: Bytes): void {
    this.sizes[node] = size;
  }

  /** What is there so far; what is added later is not in it. */
  finish(): ContextTree {
    const { count } = this;
    return {
      names: this.names.finish(),
      parents: this.parents.slice(0, count),
      kinds: this.kinds.slice(0, count),
      sizes: this.sizes.slice(0, count),
    };
  }

  private directoryOf(path: string): number {
    const known = this.directories.get(path);
    if (known !== undefined) return known;
    // Not by calling itself for the directory above: a hostile path has as many levels as it has bytes.
    let node = 0;
    for (let from = 0, to = 0; to < path.length; from = to + 1) {
      const slash = path.indexOf('/', from);
      to = slash < 0 ? path.length : slash;
      const above = path.slice(0, to);
      const next = this.directories.get(above) ?? this.add(node, path.slice(from, to), ContextKind.directory);
      this.directories.set(above, next);
      node = next;
    }
    return node;
  }
}

/** The path of a node in the folder: `src/index.js`; '' for the folder itself. */
export function contextPath({ names, parents }: ContextTree, node: number): string {
  const parts: string[] = [];
  for (let at = node; at > 0; at = parents[at] as number) parts.push(textAt(names, at));
  return parts.reverse().join('/');
}

/** The very same columns of files and folders, whatever is known of their sizes. */
export const hasSameNames = (a: ContextTree, b: ContextTree): boolean =>
  a.parents === b.parents && a.kinds === b.kinds && a.names.ends === b.names.ends && a.names.bytes === b.names.bytes;

/** A tree of files by their paths. */
export function contextTreeOf(files: Iterable<{ readonly path: string; readonly size?: Bytes }>): ContextTree {
  const builder = new ContextTreeBuilder();
  for (const { path, size } of files) builder.addPath(path, size);
  return builder.finish();
}
