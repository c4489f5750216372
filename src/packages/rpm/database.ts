/** Takes what a database of rpm holds, in any order. */
export interface HeaderSink {
  /** The bytes of one header; valid during the call only. */
  header(bytes: Uint8Array): void;
  /** A clause that goes on from the path. */
  miss(reason: string): void;
}

/** One of the forms that rpm keeps its headers in. */
export interface DatabaseForm {
  recognises(bytes: Uint8Array): boolean;
  /** Never throws; each page of the file is read once at most, so that loops end. */
  read(bytes: Uint8Array, sink: HeaderSink): void;
}

/** Which pages were read: in a database that is whole, each belongs to one place. */
export class PagesOnce {
  readonly #seen: Uint8Array;

  constructor(readonly count: number) {
    this.#seen = new Uint8Array(count);
  }

  /** Why a page can't be read, as a clause behind "has"; null where it can, and only now. */
  take(page: number): string | null {
    if (page >= this.count) return `page ${page}, which is not in the file: it is cut off or damaged`;
    if (this.#seen[page]) return `page ${page} in two places: it is damaged`;
    this.#seen[page] = 1;
    return null;
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Made only when all parts are there: a length that a file claims takes no memory before. */
export function joinParts(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let done = 0;
  for (const part of parts) {
    whole.set(part, done);
    done += part.length;
  }
  return whole;
}
