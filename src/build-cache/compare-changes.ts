import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { BuildSimulation } from './build-simulation.ts';
import { oneLineOf } from './instruction-line.ts';
import type { ComparedChange, TypicalChange } from './simulation.ts';
import type { StepCosts } from './step-costs.ts';
import { baseUpdate } from './typical-changes.ts';

/**
 * Each change with the Dockerfile as it is, and with the better one and its .dockerignore. Both simulations are of the same
 * tree. An update of the base is that of each one's own base.
 */
export function compareChanges(
  changes: readonly TypicalChange[],
  today: BuildSimulation,
  better: BuildSimulation | null,
): ComparedChange[] {
  return changes.map((change) => {
    const there = change.id === 'base' && better ? baseUpdate(better) : change;
    return {
      change,
      today: today.after(change.change),
      better: better?.after((there ?? change).change) ?? null,
    };
  });
}

/** What is known of a Dockerfile's steps, for those of another one that say the same. */
export function carriedCosts(from: Dockerfile, costs: StepCosts, to: Dockerfile): StepCosts {
  const lines = new Map<string, number[]>();
  const keyOf = (dockerfile: Dockerfile, instruction: Instruction): string =>
    [oneLineOf(dockerfile, instruction, Infinity), ...instruction.heredocs.map(({ text }) => text)].join('\n');
  for (const instruction of from.instructions) {
    const key = keyOf(from, instruction);
    const known = lines.get(key);
    if (known) known.push(instruction.line);
    else lines.set(key, [instruction.line]);
  }
  const seconds = new Map<number, number>();
  const bytes = new Map<number, number>();
  for (const instruction of to.instructions) {
    const [line] = lines.get(keyOf(to, instruction))?.splice(0, 1) ?? [];
    if (line === undefined) continue;
    const [took, size] = [costs.seconds.get(line), costs.bytes.get(line)];
    if (took !== undefined) seconds.set(instruction.line, took);
    // What a COPY takes may be less with another .dockerignore.
    if (size !== undefined && !['COPY', 'ADD'].includes(instruction.keyword)) bytes.set(instruction.line, size);
  }
  return { seconds, bytes };
}
