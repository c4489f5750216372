import type { Bytes } from '../bytes/units.ts';
import type { ElfFacts } from '../content/elf.ts';

/** A file by where its first header begins in the uncompressed tar of its layer. */
interface OfEntry {
  readonly entry: Bytes;
}

/** A text that checks read, whole. */
export interface TextBody extends OfEntry {
  readonly bytes: Uint8Array;
}

/** A file of the ELF format. */
export interface ElfBody extends OfEntry {
  readonly elf: ElfFacts;
  /** All that is told of it was looked at, and not its head alone: what its damage says is so of the file. */
  readonly isWhole: boolean;
}

/** A file that begins with `#!`. */
export interface ScriptBody extends OfEntry {
  /** What stands behind the `#!`, its interpreter first. */
  readonly words: readonly string[];
}

/** A file with capabilities (`security.capability`), by name: `cap_net_raw`. */
export interface CapableBody extends OfEntry {
  readonly permitted: readonly string[];
  /** Whether a program that is started has them at once. */
  readonly effective: boolean;
}

/** What of one layer's files the checks look into. Sparse files are not looked into. */
export interface LayerBodies {
  readonly texts: readonly TextBody[];
  readonly elves: readonly ElfBody[];
  readonly scripts: readonly ScriptBody[];
  readonly capable: readonly CapableBody[];
  /** Texts that were too large to be read, or of which not all could be. */
  readonly tooLarge: readonly Bytes[];
  /** All that belongs here is here: the layer was read to its end, and holds no more than is kept of one. */
  readonly isComplete: boolean;
}
