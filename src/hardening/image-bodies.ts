import type { CapableBody, ScriptBody } from './layer-bodies.ts';
import type { ElfFacts } from './elf.ts';

/** A text in the final tree; null where no such file is there, 'unread' where it is too large, or its layer could not be read. */
export type FoundText = string | null | 'unread';

/** What was read of the files of the final tree. */
export interface ImageBodies {
  /** Of an absolute path, symbolic links followed. Bytes that are no UTF-8 come as lone surrogates. */
  textOf(path: string): FoundText;
  elfOf(node: number): ElfFacts | null;
  /** The words behind `#!`. */
  scriptOf(node: number): ScriptBody['words'] | null;
  capabilitiesOf(node: number): CapableBody | null;
  /** Layers whose files could not be looked into to their end. */
  readonly unread: readonly number[];
}
