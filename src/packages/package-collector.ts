import type { TarEntry } from '../archive/tar-entry.ts';
import { formatBytes, type Bytes } from '../bytes/units.ts';
import type { FileVisitor, LargeFileReader } from '../secrets/scan-layer-secrets.ts';
import type { Cataloger } from './cataloger.ts';
import { HeldFiles } from './held-files.ts';
import type { CatalogedEntry, LayerPackages } from './layer-packages.ts';
import { largeFileOf, type LargeFile } from './large-file.ts';
import type { Cataloged } from './package.ts';
import { Sieve } from './sieve.ts';

export const collectorLimits = {
  /** Of one layer. */
  packages: 200_000,
  files: 200_000,
} as const;

/** Has catalogers read the files of one layer that they choose, while they are searched for secrets. */
export class PackageCollector implements FileVisitor {
  readonly #sieve: Sieve;
  readonly #files: CatalogedEntry[] = [];
  readonly #held = new HeldFiles();
  #packages = 0;
  #isCut = false;

  constructor(catalogers: readonly Cataloger[]) {
    this.#sieve = new Sieve(catalogers);
  }

  onFile(entry: TarEntry, path: string, bytes: Uint8Array, isWhole: boolean): void | Promise<void> {
    if (!isWhole) return;
    let pending: Promise<void>[] | null = null;
    for (const cataloger of this.#sieve.catalogersOf(path, bytes)) {
      const keep = (said: Cataloged): void => this.#keep(entry.offset, path, cataloger, said);
      const said = entry.sparse ? unreadable('is a sparse file') : this.#read(cataloger, entry.offset, path, bytes);
      if (said instanceof Promise) (pending ??= []).push(said.then(keep));
      else keep(said);
    }
    if (pending) return Promise.all(pending).then(() => undefined);
  }

  onLargeFile(entry: TarEntry, path: string, head: Uint8Array): LargeFileReader | null {
    const { offset, storedSize, sparse } = entry;
    const wanting = this.#sieve.catalogersOf(path, head);
    if (wanting.length === 0) return null;
    const files = wanting.flatMap((cataloger) => {
      const reader = this.#held.readerFor(cataloger, offset);
      const file = sparse ? null : largeFileOf(reader, path, head, storedSize);
      if (file === 'nothing') return [];
      if (file) return { cataloger, file };
      const why = sparse ? 'is a sparse file' : `is larger than ${formatBytes(cataloger.mostBytes)}`;
      this.#keep(offset, path, cataloger, unreadable(why));
      return [];
    });
    return files.length === 0 ? null : this.#readerOf(offset, path, files);
  }

  /** `isReadToEnd`: every file of the layer was given to it. */
  result(isReadToEnd = true): LayerPackages {
    const held = this.#held.take();
    for (const { entry, path, cataloger, said } of held) this.#keep(entry, path, cataloger, said);
    if (held.length > 0) this.#files.sort((a, b) => a.entry - b.entry);
    return { files: this.#files, isComplete: isReadToEnd && !this.#isCut };
  }

  #read(cataloger: Cataloger, entry: Bytes, path: string, bytes: Uint8Array): Cataloged | Promise<Cataloged> {
    if (bytes.length > cataloger.mostBytes) return unreadable(`is larger than ${formatBytes(cataloger.mostBytes)}`);
    return this.#held.readerFor(cataloger, entry).read({ path, bytes });
  }

  #readerOf(offset: Bytes, path: string, files: readonly ReadBy[]): LargeFileReader {
    const keepAll = async (of: (file: LargeFile) => Cataloged | Promise<Cataloged>): Promise<void> => {
      for (const { cataloger, file } of files) {
        this.#keep(offset, path, cataloger, await of(file));
      }
    };
    return {
      take: (bytes) => {
        for (const { file } of files) file.take(bytes);
      },
      end: (isWhole) => keepAll((file) => (isWhole ? file.end() : unreadable('could not be read to its end'))),
      all: (bytes) => keepAll((file) => file.all(bytes)),
    };
  }

  #keep(entry: Bytes, path: string, { id: cataloger, together }: Cataloger, said: Cataloged): void {
    if (isNothing(said)) return;
    const { packages: most, files } = collectorLimits;
    if (this.#files.length >= files || this.#packages + said.packages.length > most) {
      this.#isCut = true;
      return;
    }
    this.#packages += said.packages.length;
    const pair = together?.pairOf(path);
    this.#files.push({ entry, path, cataloger, ...(pair && { pair }), ...said });
  }
}

interface ReadBy {
  readonly cataloger: Cataloger;
  readonly file: LargeFile;
}

const isNothing = ({ packages, unknowns, system, listing, licences }: Cataloged): boolean =>
  packages.length === 0 && unknowns.length === 0 && !system && !listing && !licences?.length;

const unreadable = (reason: string): Cataloged => ({ packages: [], unknowns: [reason] });
