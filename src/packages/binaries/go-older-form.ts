import type { Bytes } from '../../bytes/units.ts';
import { offsetOf, type ElfLayout } from '../../content/elf-layout.ts';
import { mostBuildInfo, readPointer, unframed, type GoPointers } from './go-build-info.ts';
import type { GoBuildInfo } from './go-modules.ts';

/** The two strings that pointers lead to; each is an address and a length, and lies among the data that follow. */
export class GoOlderForm {
  readonly #layout: ElfLayout;
  readonly #pointers: GoPointers;
  readonly #version: Field;
  readonly #modules: Field;

  constructor(layout: ElfLayout, pointers: GoPointers) {
    this.#layout = layout;
    this.#pointers = pointers;
    const fieldAt = (address: number): Field => new Field(offsetOf(layout, address), pointers.size * 2);
    this.#version = fieldAt(pointers.version);
    this.#modules = fieldAt(pointers.modules);
  }

  take(start: Bytes, bytes: Uint8Array): void {
    this.#version.take(start, bytes);
    this.#modules.take(start, bytes);
  }

  /** `at`: bytes of the file, fewer where there are no more, null where they are not at hand. */
  read(at: (offset: Bytes, length: Bytes) => Uint8Array | null): GoBuildInfo | null {
    const version = this.#stringOf(this.#version, at);
    const modules = this.#stringOf(this.#modules, at);
    if (!modules) return null;
    return { version: version && String.fromCharCode(...version.subarray(0, 64)), modules: unframed(modules) };
  }

  #stringOf({ bytes, isWhole }: Field, at: (offset: Bytes, length: Bytes) => Uint8Array | null): Uint8Array | null {
    const { size, isLittle } = this.#pointers;
    if (!isWhole) return null;
    const length = readPointer(bytes, size, size, isLittle);
    if (length === 0) return new Uint8Array(0);
    const offset = offsetOf(this.#layout, readPointer(bytes, 0, size, isLittle));
    const found = offset === null || length > mostBuildInfo ? null : at(offset, length);
    return found?.length === length ? found : null;
  }
}

/** A few bytes at a known place, as they pass. */
class Field {
  readonly bytes: Uint8Array;
  readonly #at: Bytes | null;
  #filled = 0;

  constructor(at: Bytes | null, length: Bytes) {
    this.#at = at;
    this.bytes = new Uint8Array(length);
  }

  get isWhole(): boolean {
    return this.#filled === this.bytes.length;
  }

  take(start: Bytes, bytes: Uint8Array): void {
    if (this.#at === null || this.isWhole) return;
    const from = this.#at + this.#filled - start;
    if (from < 0 || from >= bytes.length) return;
    const some = bytes.subarray(from, from + this.bytes.length - this.#filled);
    this.bytes.set(some, this.#filled);
    this.#filled += some.length;
  }
}
