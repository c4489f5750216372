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
    const found = [...this.#byPath(path), ...this.#byMagic(head)];
    return found.length < 2 ? found.filter(wants(path)) : [...new Set(found)].filter(wants(path));
  }

  *#byPath(path: string): Generator<Cataloger> {
    const start = path.lastIndexOf('/') + 1;
    if (path.length - start <= this.#longestName) yield* this.#names.get(path.slice(start)) ?? [];
    const dot = path.lastIndexOf('.');
    if (dot > start && path.length - dot <= longestEnding) {
      yield* this.#endings.get(path.slice(dot).toLowerCase()) ?? [];
    }
    if (this.#folders.size === 0 || start < 2) return;
    yield* this.#folders.get(path.slice(path.lastIndexOf('/', start - 2) + 1, start - 1)) ?? [];
  }

  *#byMagic(head: Uint8Array): Generator<Cataloger> {
    for (const { magic, cataloger } of this.#magics) {
      if (head[0] === magic[0] && magic.every((byte, at) => head[at] === byte)) yield cataloger;
    }
  }
}

const wants =
  (path: string) =>
  (cataloger: Cataloger): boolean =>
    cataloger.selects(path);
