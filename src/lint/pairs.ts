import type { Instruction, Span, Word } from '../dockerfile/model.ts';

/** A name and its value, as ARG, ENV and LABEL set them. */
export interface Pair {
  readonly name: string;
  readonly value: string;
  /** The word that begins it: all of it, but in the old form. */
  readonly word: Word;
  readonly at: Span;
  /** Name and value as written. */
  readonly raw: string;
}

/** The pairs of an ARG, ENV or LABEL; of the latter two also in the old form, with a blank in place of the equals sign. */
export function pairsOf({ keyword, words }: Instruction): Pair[] {
  const [first, ...rest] = words;
  if (keyword !== 'ARG' && first && !first.value.includes('=')) {
    const value = rest.map((word) => word.value).join(' ');
    const raw = words.map((word) => word.raw).join(' ');
    const at = { start: first.start, end: (rest.at(-1) ?? first).end };
    return [{ name: first.value, value, word: first, at, raw }];
  }
  return words.map((word) => {
    const [name = '', ...value] = word.value.split('=');
    return { name, value: value.join('='), word, at: word, raw: word.raw };
  });
}
