import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { FoundPackage } from './package.ts';

/** What the lists of files say that package managers of distributions keep. */
export interface FileOwners {
  /** The package that a path of the final tree came with. */
  ownerOf(path: string): string | null;
  /** All paths of a package; null where nothing lists them. */
  filesOf(name: string): readonly string[] | null;
}

export interface OwnSize {
  readonly files: number | null;
  readonly bytes: Bytes | null;
}

const unknownSize: OwnSize = { files: null, bytes: null };

/** What of the final tree belongs to each package. */
export class OwnFiles {
  readonly #rootfs: Rootfs;
  readonly #listed: FileOwners;
  readonly #owners = new Map<string, string>();

  /** `found`: those of the final tree. */
  constructor(rootfs: Rootfs, listed: FileOwners, found: readonly FoundPackage[]) {
    this.#rootfs = rootfs;
    this.#listed = listed;
    for (const { type, name, files } of found) {
      if (type === 'apk' || type === 'rpm') for (const path of files ?? []) this.#owners.set(path, name);
    }
  }

  ownerOf(path: string): string | null {
    return this.#owners.get(path) ?? this.#listed.ownerOf(path);
  }

  /** `node`: the file that tells of it. */
  of(found: FoundPackage, node: number): OwnSize {
    const { type, name, files, folder, inside } = found;
    if (files) return this.#sum(files);
    if (folder !== undefined) return this.#sumOfFolder(folder);
    if (type === 'deb') {
      const listed = this.#listed.filesOf(name);
      return listed ? this.#sum(listed) : unknownSize;
    }
    if (type === 'maven' || (type === 'golang' && found.isApplication)) {
      return inside === undefined ? { files: 1, bytes: this.#sizeOf(node) } : unknownSize;
    }
    return unknownSize;
  }

  /** A path may be listed twice, or lead to what another one does. */
  #sum(paths: readonly string[]): OwnSize {
    const nodes = new Set<number>();
    for (const path of paths) {
      const { node } = resolvePath(this.#rootfs, path);
      if (node !== null && this.#isFile(node)) nodes.add(node);
    }
    let bytes = 0;
    for (const node of nodes) bytes += this.#sizeOf(node);
    return { files: nodes.size, bytes };
  }

  /** Without the packages in it: those have folders of their own. */
  #sumOfFolder(folder: string): OwnSize {
    const start = this.#rootfs.find(folder);
    if (start === null) return unknownSize;
    let [files, bytes] = [0, 0];
    for (const stack = [start]; ;) {
      const node = stack.pop();
      if (node === undefined) return { files, bytes };
      for (const child of this.#rootfs.childrenOf(node)) {
        if (!this.#rootfs.isThere(child)) continue;
        if (this.#isFile(child)) {
          files++;
          bytes += this.#sizeOf(child);
        } else if (this.#rootfs.nameOf(child) !== 'node_modules') stack.push(child);
      }
    }
  }

  #isFile(node: number): boolean {
    const { lastEvents, eventTypes } = this.#rootfs.columns;
    return eventTypes[lastEvents[node] as number] === EntryTypeCode.file;
  }

  #sizeOf(node: number): Bytes {
    const { lastEvents, eventSizes } = this.#rootfs.columns;
    return eventSizes[lastEvents[node] as number] as number;
  }
}
