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

type ByName = Map<string, Definition[]>;

/** Every ARG with a default and every ENV, by name, in order of the file. `ARG NAME` in a stage takes the global one. */
function findDefinitions(dockerfile: Dockerfile): ByName {
  const found: ByName = new Map();
  const globals = new Map<string, string>();
  const add = (definition: Definition): void => {
    const list = found.get(definition.name);
    if (list) list.push(definition);
    else found.set(definition.name, [definition]);
    if (definition.stage < 0) globals.set(definition.name, definition.value);
  };
  for (const instruction of dockerfile.instructions) {
    const { keyword, stage, start } = instruction;
    if (keyword !== 'ARG' && keyword !== 'ENV') continue;
    for (const pair of pairsOf(instruction)) add({ ...pair, stage, start });
    for (const { value: name } of keyword === 'ARG' && stage >= 0 ? instruction.words : []) {
      const value = globals.get(name);
      if (value !== undefined) add({ name, value, stage, start });
    }
  }
  return found;
}

const cache = new WeakMap<Dockerfile, ByName>();

function definitionsOf(dockerfile: Dockerfile, name: string): readonly Definition[] {
  const known = cache.get(dockerfile) ?? findDefinitions(dockerfile);
  cache.set(dockerfile, known);
  return known.get(name) ?? [];
}

/** Index behind the last definition that stands before `start`. */
function countBefore(definitions: readonly Definition[], start: number): number {
  let low = 0;
  let high = definitions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((definitions[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a variable holds at an instruction as far as the Dockerfile says: its stage and those it is built from. */
export function valueAt(dockerfile: Dockerfile, instruction: Instruction, name: string): string | null {
  const definitions = definitionsOf(dockerfile, name);
  const count = countBefore(definitions, instruction.start);
  const stage = dockerfile.stages[instruction.stage];
  const nearest = definitions[count - 1];
  if (!nearest || !stage) return nearest?.value ?? null;
  if (nearest.stage === stage.index) return nearest.value;
  const visible = new Set([...stageAncestry(dockerfile, stage)].map(({ index }) => index));
  for (let at = count - 1; at >= 0; at--) {
    const given = definitions[at];
    if (given && visible.has(given.stage)) return given.value;
  }
  return null;
}

/** What a global ARG holds, which is all that a FROM sees. */
function globalValue(dockerfile: Dockerfile, name: string): string | null {
  const definitions = definitionsOf(dockerfile, name);
  const before = countBefore(definitions, dockerfile.stages[0]?.from.start ?? Infinity);
  return definitions[before - 1]?.value ?? null;
}

/** A text this long is no package and no address; variables in variables could make it grow without end. */
const expandedLimit = 20_000;

/** The text with its variables replaced; null where one is unknown or the form is beyond `$X`, `${X}`, `${X:-y}`. */
export function expandVariables(text: string, valueOf: (name: string) => string | null): string | null {
  let whole = true;
  let length = text.length;
  const expanded = text.replace(reference, (_, plain?: string, braced?: string, fallback?: string) => {
    const value = whole ? (valueOf(plain ?? braced ?? '') ?? fallback) : undefined;
    length += value?.length ?? 0;
    whole &&= value !== undefined && length < expandedLimit;
    return whole ? (value ?? '') : '';
  });
  return whole && !/[$`]/.test(expanded) ? expanded : null;
}

/**
 * The text with its variables as an instruction has them, by the defaults that the Dockerfile gives; null where one is
 * unknown. A value may name variables in its turn.
 */
export function expandAt(dockerfile: Dockerfile, instruction: Instruction, text: string): string | null {
  const lookUp = (name: string): string | null =>
    instruction.keyword === 'FROM' ? globalValue(dockerfile, name) : valueAt(dockerfile, instruction, name);
  return expandVariables(text, (name) => {
    const value = lookUp(name);
    return value === null ? null : expandVariables(value, lookUp);
  });
}

/** What stands between the variables of a text: `bin-${TARGETOS}` gives `bin-` and ``. */
export function literalParts(text: string): string[] {
  return text.split(/\$(?:\w+|\{[^{}]*\})/);
}
