import type { DockerfileMatch } from './dockerfile-match.ts';

/** By layer: the line of the instruction that made it, or null. */
export function layerLines({ lines }: Pick<DockerfileMatch, 'lines'>, layerCount: number): (number | null)[] {
  const made: (number | null)[] = Array.from({ length: layerCount }, () => null);
  for (const { layer, line } of lines) if (layer !== null && layer < layerCount) made[layer] = line;
  return made;
}
