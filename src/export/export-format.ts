import type { ComparedTree } from '../analysis/comparison/compared-tree.ts';
import type { Report } from '../report/report.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';

export interface ExportInput {
  readonly report: Report;
  /** The file system of each image of the report, in the order of its images; empty where only the report counts. */
  readonly rootfs: readonly Rootfs[];
  /** The text of each Dockerfile of the report, in the order of its Dockerfiles; empty where only the report counts. */
  readonly texts: readonly string[];
  /** The files behind the report's `compare`, where it has one and not only the report counts. */
  readonly compared?: ComparedTree | null;
}

/** machines: for scripts, CI and other programs · people: to read, in a text or a spreadsheet. */
export type ExportGroup = 'machines' | 'people';

/** A way to take the report home. */
export interface ExportFormat {
  readonly id: string;
  readonly title: string;
  /** One sentence: for whom. */
  readonly purpose: string;
  readonly group: ExportGroup;
  readonly fileName: string;
  readonly mediaType: string;
  /** Writes the values of secrets, where the report has them. Others leave them out. */
  readonly takesValues?: true;
  /** False where the report has nothing that it tells of; always offered where it is left out. */
  isOffered?(report: Report): boolean;
  /** The text, in pieces: as one it may be longer than a string can be (512 MB in Chromium). */
  write(input: ExportInput): Iterable<string>;
}
