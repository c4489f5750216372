// Which files came together: with a package of the distribution, of Python or of Node.
import { textAt } from '../bytes/string-column.ts';
import { decodeText } from '../bytes/text.ts';
import { readPackages, isPackageList } from '../hardening/package-lists.ts';
import { catalogers } from '../packages/catalogers/index.ts';
import { Sieve } from '../packages/sieve.ts';
import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { FileContents } from './file-contents.ts';

export interface Owners {
  /** By node: the number of its package; -1 where no list names it. */
  readonly of: Int32Array<ArrayBuffer>;
  readonly names: readonly string[];
}

const limits = {
  /** Of a list of files. */
  textBytes: 4_000_000,
  /** Of a database of rpm. */
  databaseBytes: 300_000_000,
} as const;

class OwnerTable implements Owners {
  readonly of: Int32Array<ArrayBuffer>;
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly rootfs: Rootfs) {
    this.of = new Int32Array(rootfs.nodeCount).fill(-1);
  }

  /** The first that names a file has it. */
  give(path: string, name: string): void {
    // A link is a file of its own: that on the last part is not followed.
    const slash = path.lastIndexOf('/');
    const folder = resolvePath(this.rootfs, path.slice(0, slash) || '/').node;
    const node = folder === null ? null : this.rootfs.childNamed(folder, path.slice(slash + 1));
    if (node !== null && this.of[node] === -1) this.of[node] = this.numberOf(name);
  }

  giveFolder(path: string, name: string): void {
    const { node } = resolvePath(this.rootfs, path);
    const stack = node === null ? [] : [node];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (this.of[at] === -1) this.of[at] = this.numberOf(name);
      for (const child of this.rootfs.childrenOf(at))
        if (this.rootfs.nameOf(child) !== 'node_modules') stack.push(child);
    }
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** Files of the final tree that are lists of packages, or that catalogers with lists of files read. */
async function readLists(rootfs: Rootfs, contents: FileContents): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  for (const folder of ['/var/lib/dpkg', '/var/lib/pacman', '/lib/apk/db', '/usr/lib/apk/db']) {
    const { node } = resolvePath(rootfs, folder);
    for (const one of node === null ? [] : rootfs.subtree(node)) {
      if (!rootfs.isThere(one) || !isPackageList(rootfs.pathOf(one)) || contents.sizeOf(one) > limits.textBytes)
        continue;
      const bytes = await contents.read(one, 0, limits.textBytes);
      if (bytes) texts.set(one, decodeText(bytes));
    }
  }
  return texts;
}

/** Those whose packages say which files are theirs. */
const listing = catalogers.filter(({ id }) => ['rpm', 'python-record', 'npm-package'].includes(id));
const listingNames = new Set(listing.flatMap(({ names = [] }) => names));

/** `/usr/lib/python3/dist-packages/flask-3.0.dist-info/METADATA` tells of flask-3.0. */
const nameOfRecord = (path: string): string => (path.split('/').at(-2) ?? path).replace(/\.(?:dist|egg)-info$/, '');

async function giveCataloged(owners: OwnerTable, rootfs: Rootfs, contents: FileContents): Promise<void> {
  const sieve = new Sieve(listing);
  const noBytes = new Uint8Array(0);
  for (let node = 1; node < rootfs.nodeCount; node++) {
    if (!listingNames.has(textAt(rootfs.columns.names, node))) continue;
    const size = contents.sizeOf(node);
    if (size === 0 || size > limits.databaseBytes) continue;
    const path = rootfs.pathOf(node);
    for (const cataloger of sieve.catalogersOf(path, noBytes)) {
      const bytes = size > cataloger.mostBytes ? null : await contents.read(node, 0, size);
      if (!bytes) continue;
      const { packages, listing: list } = await cataloger.read({ path, bytes });
      for (const one of packages) {
        for (const file of one.files ?? []) owners.give(file, one.name);
        if (one.folder !== undefined) owners.giveFolder(one.folder, `${one.name} (npm)`);
      }
      for (const file of list?.paths ?? []) owners.give(file, nameOfRecord(path));
    }
  }
}

export async function findOwners(rootfs: Rootfs, contents: FileContents): Promise<Owners> {
  const owners = new OwnerTable(rootfs);
  const texts = await readLists(rootfs, contents);
  for (const [path, name] of readPackages(rootfs, (node) => texts.get(node) ?? null).byPath) owners.give(path, name);
  await giveCataloged(owners, rootfs, contents);
  return owners;
}
