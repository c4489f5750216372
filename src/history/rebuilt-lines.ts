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
}

/** By layer: the line of the instruction that stands for it, or null. */
export function rebuiltLayerLines(lines: readonly RebuiltLine[], layerCount: number): (number | null)[] {
  const byLayer: (number | null)[] = Array.from({ length: layerCount }, () => null);
  for (const { line, layer } of lines) if (layer !== null && layer < layerCount) byLayer[layer] = line;
  return byLayer;
}
