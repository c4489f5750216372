import type { ArchiveIndex } from '../../archive/archive-index.ts';
import type { ArchiveContents } from '../archive-contents.ts';
import type { MeteredIndex } from '../json-meter.ts';

/** A container format for images: tells whether an archive is one, and opens it. */
export interface ImageFormatReader {
  readonly id: string;
  /** What `recognises` looks for, in words for the user. */
  readonly lookedFor: string;
  recognises(index: ArchiveIndex): boolean;
  /** Adds the images inside to `contents`; a part that can't be used becomes a fault there, and the rest still stands. */
  open(index: MeteredIndex, contents: ArchiveContents): Promise<void>;
}
