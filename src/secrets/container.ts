/** A text or file inside another one. */
export interface Inside {
  /** Its path in the container, or what it is; '' where the container holds one thing. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file whose contents stand in it packed: what is in it is looked at like a file, once, not what is packed in that. */
export interface Container {
  /** 'git object', 'zip archive', for people. */
  readonly id: string;
  /** By absolute path and the first bytes, 64 at least where the file has as many. */
  selects(path: string, head: Uint8Array): boolean;
  /**
   * What is in it, as far as it can be unpacked: damage ends it. At most `limit` bytes come out in all; where there is more, it
   * ends with `throw new ContainerLimit()`.
   */
  open(bytes: Uint8Array, limit: number): AsyncGenerator<Inside> | Generator<Inside>;
}

/** More comes out of a container than is looked at. */
export class ContainerLimit extends Error {}
