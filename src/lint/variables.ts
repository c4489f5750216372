import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { stageAncestry } from '../dockerfile/stages.ts';

export interface Definition {
  readonly name: string;
  readonly value: string;
  readonly stage: number;
  readonly start: number;
}

const reference = /\$(?:(\w+)|\{(\w+)(?::?-([^{}$]*))?\})/g;

/** `NAME=value` pairs of ENV, LABEL and ARG; also ENV's old form with a blank. */
export function pairsOf({ keyword, words }: Instruction): { name: string; value: string }[] {
  const [first, second] = words;
  if (keyword === 'ENV' && first && !first.raw.includes('=')) {
    return [
      {
        name: first.value,
        value: words
          .slice(1)
          .map((word) => word.value)
          .join(' '),
      },
    ].filter(() => second);
  }
  return words
    .filter((word) => word.value.includes('='))
    .map(({ value }) => ({ name: value.slice(0, value.indexOf('=')), value: value.slice(value.indexOf('=') + 1) }));
}

const cache = new WeakMap<Dockerfile, Map<string, Definition[]>>();

/** Every ARG with a default and every ENV, by name, in order of the file. `ARG NAME` in a stage takes the global one. */
function definitionsIn(dockerfile: Dockerfile): Map<string, Definition[]> {
  const known = cache.get(dockerfile);
  if (known) return known;
  const found = new Map<string, Definition[]>();
  const add = (definition: Definition): void => {
    const list = found.get(definition.name);
    if (list) list.push(definition);
    else found.set(definition.name, [definition]);
  };
  for (const instruction of dockerfile.instructions) {
    const { keyword, stage, start } = instruction;
    if (keyword !== 'ARG' && keyword !== 'ENV') continue;
    for (const pair of pairsOf(instruction)) add({ ...pair, stage, start });
    for (const { value: name } of keyword === 'ARG' && stage >= 0 ? instruction.words : []) {
      const global = found.get(name)?.find((definition) => definition.stage < 0);
      if (global) add({ ...global, stage, start });
    }
  }
  cache.set(dockerfile, found);
  return found;
}

/** What a variable holds at an instruction as far as the Dockerfile says: its stage and those it is built from. */
export function valueAt(dockerfile: Dockerfile, instruction: Instruction, name: string): string | null {
  const before = (definitionsIn(dockerfile).get(name) ?? []).filter(({ start }) => start < instruction.start);
  if (before.length === 0) return null;
  const stage = dockerfile.stages[instruction.stage];
  // FROM itself sees the global ARGs alone.
  if (!stage || instruction.keyword === 'FROM') return before.findLast((given) => given.stage < 0)?.value ?? null;
  const visible = new Set([...stageAncestry(dockerfile, stage)].map(({ index }) => index));
  return before.findLast((given) => visible.has(given.stage))?.value ?? null;
}

/** The text with its variables replaced; null where one is unknown or the form is beyond `$X`, `${X}`, `${X:-y}`. */
export function expandVariables(text: string, valueOf: (name: string) => string | null): string | null {
  let whole = true;
  const expanded = text.replace(reference, (_, plain?: string, braced?: string, fallback?: string) => {
    const value = valueOf(plain ?? braced ?? '') ?? fallback;
    if (value === undefined) whole = false;
    return value ?? '';
  });
  return whole && !/[$`]/.test(expanded) ? expanded : null;
}

/** What stands between the variables of a text: `bin-${TARGETOS}` gives `bin-` and ``. */
export function literalParts(text: string): string[] {
  return text.split(/\$(?:\w+|\{[^{}]*\})/);
}
