import type { ArchiveIndex } from '../../archive/archive-index.ts';
import type { Fault } from '../../fault.ts';
import type { ArchiveImage } from '../model.ts';

/** A container format for images: tells whether an archive is one, and opens it. */
export interface ImageFormatReader {
  readonly id: string;
  /** What `recognises` looks for, in words for the user. */
  readonly lookedFor: string;
  recognises(index: ArchiveIndex): boolean;
  /** The images inside; a part that can't be used is added to `faults`, and the rest is still returned. */
  open(index: ArchiveIndex, faults: Fault[]): Promise<ArchiveImage[]>;
}
