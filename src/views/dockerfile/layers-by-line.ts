import type { LayerReport } from '../../report/report.ts';

/** The layers that each line of a Dockerfile made. */
export function layersByLine(
  layerLines: readonly (number | null)[],
  layers: readonly LayerReport[],
): Map<number, LayerReport[]> {
  const made = new Map<number, LayerReport[]>();
  layerLines.forEach((line, index) => {
    const layer = layers[index];
    if (line === null || !layer) return;
    const known = made.get(line);
    if (known) known.push(layer);
    else made.set(line, [layer]);
  });
  return made;
}
