import type { Bytes } from '../bytes/units.ts';
import type { Surroundings } from './detector.ts';

/** A text or file inside another one. */
export interface Inside {
  /** Its path in the container, or what it is; '' where the container holds one thing. */
  readonly name: string;
  /** Valid until the next one is asked for. */
  readonly bytes: Uint8Array;
  /** How it is looked at, where its name does not say it. */
  readonly kind?: Surroundings['kind'];
  /** Its lines are none that its author wrote. */
  readonly hasLines?: false;
}

/** A file whose contents stand in it packed: what is in it is looked at like a file, once, not what is packed in that. */
export interface Container {
  /** 'git object', 'zip archive', for people. */
  readonly id: string;
  /** By absolute path and the first bytes: all of them where the file is looked at as a whole, as it is where it can be opened. */
  selects(path: string, head: Uint8Array): boolean;
  /**
   * What is in it, as far as it can be unpacked. At most `limit` bytes come out in all. Where that was not everything, it ends
   * with `throw new ContainerLimit()`.
   */
  open(bytes: Uint8Array, limit: Bytes): AsyncGenerator<Inside> | Generator<Inside>;
}

/** Not everything in a container was looked at: it is more than comes out at most, is damaged, or can't be unpacked. */
export class ContainerLimit extends Error {}
