import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { HistoryEntry } from '../image/model.ts';
import type { DockerfileMatch } from './dockerfile-match.ts';
import { matchDockerfile } from './match-dockerfile.ts';

/** An instruction and the history entry that it made. */
export interface HistoryMatch {
  /** Of a trigger the ONBUILD. */
  readonly instruction: Instruction;
  readonly entry: HistoryEntry;
  /** The layer that it made. */
  readonly layer: number | null;
}

/** The instructions whose entries are sure, in order. */
export function matchHistory(
  dockerfile: Dockerfile,
  history: readonly HistoryEntry[],
  layerCount?: number,
): HistoryMatch[] {
  const byStart = new Map(dockerfile.instructions.map((instruction) => [instruction.start, instruction]));
  return matchDockerfile(dockerfile, history, layerCount).lines.flatMap(({ kind, start, entry, layer }) => {
    const instruction = byStart.get(start);
    const made = entry === null ? undefined : history[entry];
    return kind === 'same' && instruction && made ? [{ instruction, entry: made, layer }] : [];
  });
}

/** By layer: the line of the instruction that made it, or null. */
export function layerLines({ lines }: Pick<DockerfileMatch, 'lines'>, layerCount: number): (number | null)[] {
  const made: (number | null)[] = Array.from({ length: layerCount }, () => null);
  for (const { layer, line } of lines) if (layer !== null && layer < layerCount) made[layer] = line;
  return made;
}
