/** What an instruction stands for, by the line that it begins at. */
export interface RebuiltLine {
  readonly line: number;
  /** Number of the history's entry; null for a layer that the history does not tell of. */
  readonly history: number | null;
  readonly layer: number | null;
}

export interface Reconstructed {
  readonly text: string;
  /** In order of the lines. What stands for the configuration alone is not among them. */
  readonly lines: readonly RebuiltLine[];
  /** How many entries of the history are the base image's. */
  readonly baseEntries: number;
}
