import type { Cataloger } from './cataloger.ts';

/** Groups catalogers by what `keysOf` says of them. */
function byKey(catalogers: readonly Cataloger[], keysOf: (one: Cataloger) => readonly string[] = () => []): Groups {
  const groups = new Map<string, Cataloger[]>();
  for (const cataloger of catalogers) {
    for (const key of keysOf(cataloger)) {
      const known = groups.get(key);
      if (known) known.push(cataloger);
      else groups.set(key, [cataloger]);
    }
  }
  return groups;
}

type Groups = ReadonlyMap<string, readonly Cataloger[]>;

/** Longer names are none that a cataloger asks for; nor is an ending that is longer. */
const longestEnding = 16;

/** Finds the catalogers that want a file. Nearly all files are nobody's, and that is told by few comparisons. */
export class Sieve {
  readonly #names: Groups;
  readonly #endings: Groups;
  readonly #folders: Groups;
  readonly #longestName: number;
  readonly #magics: readonly { readonly magic: readonly number[]; readonly cataloger: Cataloger }[];

  constructor(catalogers: readonly Cataloger[]) {
    this.#names = byKey(catalogers, ({ names }) => names ?? []);
    this.#endings = byKey(catalogers, ({ endings }) => endings ?? []);
    this.#folders = byKey(catalogers, ({ folders }) => folders ?? []);
    this.#longestName = Math.max(0, ...[...this.#names.keys()].map(({ length }) => length));
    this.#magics = catalogers.flatMap((cataloger) => (cataloger.magic ? [{ magic: cataloger.magic, cataloger }] : []));
  }

  /** Each at most once. `head`: the first bytes of the file. */
  catalogersOf(path: string, head: Uint8Array): readonly Cataloger[] {
    let found = this.#byName(path);
    found = both(found, this.#byEnding(path));
    found = both(found, this.#byFolder(path));
    found = both(found, this.#byMagic(head));
    return found.length === 0 ? nobody : found.filter((cataloger) => cataloger.selects(path));
  }

  #byName(path: string): readonly Cataloger[] {
    const start = path.lastIndexOf('/') + 1;
    return (path.length - start <= this.#longestName && this.#names.get(path.slice(start))) || nobody;
  }

  #byEnding(path: string): readonly Cataloger[] {
    const dot = path.lastIndexOf('.');
    if (path.length - dot > longestEnding || dot <= path.lastIndexOf('/') + 1) return nobody;
    return this.#endings.get(path.slice(dot).toLowerCase()) ?? nobody;
  }

  #byFolder(path: string): readonly Cataloger[] {
    const end = path.lastIndexOf('/');
    if (this.#folders.size === 0 || end < 1) return nobody;
    return this.#folders.get(path.slice(path.lastIndexOf('/', end - 1) + 1, end)) ?? nobody;
  }

  #byMagic(head: Uint8Array): readonly Cataloger[] {
    let found = nobody;
    for (const { magic, cataloger } of this.#magics) {
      if (head[0] === magic[0] && magic.every((byte, at) => head[at] === byte)) found = [...found, cataloger];
    }
    return found;
  }
}

const nobody: readonly Cataloger[] = [];

/** Without a new list where one of them is empty, as it nearly always is. */
function both(some: readonly Cataloger[], others: readonly Cataloger[]): readonly Cataloger[] {
  if (others.length === 0) return some;
  return some.length === 0 ? others : [...new Set([...some, ...others])];
}
