import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import { perFile } from '../../dockerfile/per-file.ts';
import { pairsOf } from '../pairs.ts';
import { valueAt } from '../variables.ts';

/** What a variable holds, and the words in which the Dockerfile says it. */
export interface WrittenValue {
  readonly value: string;
  readonly at: Span;
}

const isSetting = ({ keyword }: Instruction): boolean => keyword === 'ARG' || keyword === 'ENV';

/** How often each word stands anywhere in the text, comments too. */
const timesWritten = perFile(({ text }) => {
  const times = new Map<string, number>();
  for (const [word] of text.matchAll(/\w+/g)) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
});

/**
 * Where the value of a variable is written, if in one place, for one use: what changes it changes nothing else. Null too where
 * the Dockerfile does not say it.
 */
export function writtenValue(dockerfile: Dockerfile, run: Instruction, name: string): WrittenValue | null {
  const named = dockerfile.instructions.filter(isSetting).flatMap((setting) => pairsOf(setting));
  const own = named.filter((pair) => pair.name === name);
  const [given, ...others] = own.filter(({ value }) => value !== '');
  if (!given || others.length > 0 || given.value.includes('$')) return null;
  if (timesWritten(dockerfile).get(name) !== own.length + 1) return null;
  return valueAt(dockerfile, run, name) === given.value ? { value: given.value, at: given.at } : null;
}
