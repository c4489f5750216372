import type { Instruction, Span } from '../dockerfile/model.ts';

export interface Label {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
}

/** The labels of a LABEL, also of its old form with a blank in place of the equals sign. */
export function labelsOf({ words }: Instruction): Label[] {
  const [first, ...rest] = words;
  if (first && !first.value.includes('=')) {
    const end = words.at(-1)?.end ?? first.end;
    const value = rest.map((word) => word.value).join(' ');
    return [{ name: first.value, value, at: { start: first.start, end } }];
  }
  return words.map((word) => {
    const equals = word.value.indexOf('=');
    const name = equals < 0 ? word.value : word.value.slice(0, equals);
    return { name, value: equals < 0 ? '' : word.value.slice(equals + 1), at: word };
  });
}
