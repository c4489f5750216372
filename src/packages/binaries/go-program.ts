import { formatBytes, type Bytes } from '../../bytes/units.ts';
import { readElfLayout, type ElfLayout } from '../../content/elf-layout.ts';
import { nothing, type FileStream } from '../cataloger.ts';
import type { Cataloged } from '../package.ts';
import { mostBuildInfo, unframed, unframedStart } from './go-build-info.ts';
import { GoMarkFinder, type FoundMark } from './go-mark-finder.ts';
import { packagesOf, type GoBuildInfo } from './go-modules.ts';
import { GoOlderForm } from './go-older-form.ts';
import { GoStrings } from './go-strings.ts';
import { hasGoNote, isPacked } from './program-marks.ts';

const unknown = (reason: string): Cataloged => ({ packages: [], unknowns: [reason] });

/** Finds the build information of a Go program as its bytes pass, and keeps no more. Null for what is no program. */
export function openGoProgram(head: Uint8Array, size: Bytes): FileStream | null {
  const layout = readElfLayout(head, size);
  return layout && layout.loaded.length > 0 ? new GoProgram(layout, head, size) : null;
}

class GoProgram implements FileStream {
  readonly #layout: ElfLayout;
  readonly #size: Bytes;
  readonly #isGo: boolean;
  readonly #isPacked: boolean;
  readonly #finder: GoMarkFinder;
  readonly #strings: GoStrings | null;
  #position: Bytes = 0;
  #text: ModuleText | null = null;
  #older: GoOlderForm | null = null;
  #said: Cataloged | null = null;

  constructor(layout: ElfLayout, head: Uint8Array, size: Bytes) {
    this.#layout = layout;
    this.#size = size;
    this.#isGo = hasGoNote(head, layout.isLittle);
    this.#isPacked = isPacked(head);
    this.#finder = new GoMarkFinder(layout, size);
    this.#strings = this.#isGo ? new GoStrings(layout.loaded) : null;
  }

  take(bytes: Uint8Array): void {
    const start = this.#position;
    this.#position += bytes.length;
    if (this.#text) return this.#text.take(bytes);
    const isWhole = start === 0 && bytes.length >= this.#size;
    if (!isWhole) this.#strings?.take(start, bytes);
    if (this.#older) return this.#older.take(start, bytes);
    const found = this.#finder.take(start, bytes);
    if (found) this.#begin(found);
    if (!isWhole || !this.#older) return;
    // All at once: what pointers lead to is at hand, wherever it lies.
    (this.#older as GoOlderForm).take(0, bytes);
    this.#said = this.#readOlder(this.#older, (offset, length) => bytes.subarray(offset, offset + length));
  }

  end(): Cataloged {
    if (this.#said) return this.#said;
    if (this.#text) return this.#text.read();
    if (this.#older) return this.#readOlder(this.#older, (offset, length) => this.#strings?.at(offset, length) ?? null);
    if (this.#isPacked) return unknown('is packed by UPX, so that it does not show what it was built from');
    return this.#isGo ? unknown('was built by Go, and does not tell from which modules') : nothing;
  }

  #begin({ header, at, bytes }: FoundMark): void {
    if (header.kind === 'inline') {
      const left = Math.max(0, this.#size - at - header.start);
      this.#text = new ModuleText(header.version, header.length, left);
      this.#text.take(bytes.subarray(header.start));
    } else {
      this.#older = new GoOlderForm(this.#layout, header);
      this.#older.take(at, bytes);
    }
  }

  #readOlder(older: GoOlderForm, at: Parameters<GoOlderForm['read']>[0]): Cataloged {
    const info = older.read(at);
    return info
      ? saidBy(info)
      : unknown('was built by a Go before 1.18, and where it tells of its modules could not be read');
  }
}

/** As it passes. */
class ModuleText {
  readonly #version: string;
  readonly #length: Bytes;
  readonly #bytes: Uint8Array;
  #filled = 0;

  constructor(version: string, length: Bytes, left: Bytes) {
    this.#version = version;
    this.#length = length;
    this.#bytes = new Uint8Array(Math.min(length, left, mostBuildInfo));
  }

  take(bytes: Uint8Array): void {
    const some = bytes.subarray(0, this.#bytes.length - this.#filled);
    this.#bytes.set(some, this.#filled);
    this.#filled += some.length;
  }

  read(): Cataloged {
    const framed = this.#bytes.subarray(0, this.#filled);
    const version = this.#version;
    if (framed.length === this.#length) return saidBy({ version, modules: unframed(framed) });
    const reason =
      framed.length === mostBuildInfo
        ? `tells of its Go modules in more than ${formatBytes(mostBuildInfo)}: what lies behind was left out`
        : 'ends inside what it tells of its Go modules';
    const { packages, unknowns } = packagesOf({ version, modules: unframedStart(framed) }, true);
    return { packages, unknowns: [...unknowns, reason] };
  }
}

function saidBy(info: GoBuildInfo): Cataloged {
  const { packages, unknowns } = packagesOf(info, false);
  if (info.modules.length > 0) return { packages, unknowns };
  return { packages, unknowns: [...unknowns, 'was built by Go without modules, and does not tell of what it uses'] };
}
