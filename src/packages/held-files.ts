import type { Bytes } from '../bytes/units.ts';
import { nothing, type CatalogedFile, type Cataloger, type ReadTogether } from './cataloger.ts';
import type { Cataloged } from './package.ts';

interface Held extends CatalogedFile {
  readonly entry: Bytes;
}

interface Pair {
  readonly cataloger: Cataloger;
  readonly together: ReadTogether;
  /** One or both. */
  readonly files: Held[];
}

/** What a pair says, of its main file where that is there. */
export interface Said {
  readonly entry: Bytes;
  readonly path: string;
  readonly cataloger: Cataloger;
  readonly said: Cataloged;
}

/** Keeps the files of a layer that tell what they tell only together with another one, till the layer has ended. */
export class HeldFiles {
  /** By the path of the pair's main file. */
  readonly #pairs = new Map<string, Pair>();

  /** The cataloger, for one file: what has to wait tells of nothing yet. */
  readerFor(cataloger: Cataloger, entry: Bytes): Cataloger {
    const { together } = cataloger;
    if (!together) return cataloger;
    return {
      ...cataloger,
      read: (file) => (this.#hold(cataloger, together, entry, file) ? nothing : cataloger.read(file)),
    };
  }

  #hold(cataloger: Cataloger, together: ReadTogether, entry: Bytes, { path, bytes }: CatalogedFile): boolean {
    const paths = together.pairOf(path);
    if (paths === null || bytes.length > paths.mostBytes) return false;
    const key = `${cataloger.id} ${paths.main}`;
    const pair = this.#pairs.get(key) ?? { cataloger, together, files: [] };
    this.#pairs.set(key, pair);
    // A tar may have the same path twice: the later one counts.
    const others = pair.files.filter((file) => file.path !== path);
    pair.files.splice(0, Infinity, ...others, { path, bytes: bytes.slice(), entry });
    return true;
  }

  /** What all that were held say, and holds them no longer. */
  take(): Said[] {
    const pairs = [...this.#pairs.values()];
    this.#pairs.clear();
    return pairs.map(({ cataloger, together, files }) => {
      const main = files.find(({ path }) => together.pairOf(path)?.main === path) ?? null;
      const beside = files.find((file) => file !== main) ?? null;
      const { entry, path } = (main ?? beside) as Held;
      return { entry, path, cataloger, said: together.read(main, beside) };
    });
  }
}
