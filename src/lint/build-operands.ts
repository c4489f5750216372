import type { Flag, Instruction, Span, Word } from '../dockerfile/model.ts';
import type { VariableUse } from '../dockerfile/expand.ts';

/** A text in which the builder replaces variables, as written, quotes and escapes still in it. */
export interface Operand {
  readonly text: string;
  readonly at: Span;
  /** Character for character the same as in the file. */
  readonly isExact: boolean;
  /** A here-document. */
  readonly keepsQuotes?: true;
}

/** `NAME=value` of ARG, ENV or LABEL, or ARG's bare `NAME`; the old form's value is one operand for each word. */
export interface PairOperands {
  readonly key: Operand;
  /** Null where there is none. */
  readonly value: readonly Operand[] | null;
  readonly at: Span;
}

const fromWord = (word: Word): Operand => ({
  text: word.raw,
  at: { start: word.start, end: word.end },
  isExact: word.end - word.start === word.raw.length,
});

function fromJson({ raw, value, start, end }: Word): Operand {
  const isExact = raw === `"${value}"` && end - start === raw.length;
  return { text: value, at: isExact ? { start: start + 1, end: end - 1 } : { start, end }, isExact };
}

function part({ text, at, isExact }: Operand, start: number, end: number): Operand {
  const place = isExact ? { start: at.start + start, end: at.start + end } : at;
  return { text: text.slice(start, end), at: place, isExact };
}

function fromFlag(source: string, { start, end, value }: Flag): Operand {
  const text = value ?? '';
  const isExact = source.slice(start, end).endsWith(text);
  return { text, at: isExact ? { start: end - text.length, end } : { start, end }, isExact };
}

/** Where a variable of the operand stands in the file. */
export function placeOfUse({ at, isExact }: Operand, { start, end }: VariableUse): Span {
  return isExact ? { start: at.start + start, end: at.start + end } : at;
}

/** ENV and LABEL in the form with a blank in place of the equals sign. */
export function isOldForm({ keyword, words }: Instruction): boolean {
  return keyword !== 'ARG' && words.length > 1 && !words[0]?.raw.includes('=');
}

export function pairOperandsOf(instruction: Instruction): PairOperands[] {
  const [first, ...rest] = instruction.words;
  if (first && isOldForm(instruction)) {
    const at = { start: first.start, end: rest.at(-1)?.end ?? first.end };
    return [{ key: fromWord(first), value: rest.map(fromWord), at }];
  }
  return instruction.words.map((word) => {
    const whole = fromWord(word);
    const equals = word.raw.indexOf('=');
    if (equals < 0) return { key: whole, value: null, at: whole.at };
    return { key: part(whole, 0, equals), value: [part(whole, equals + 1, word.raw.length)], at: whole.at };
  });
}

/** The values of `--mount=type=bind,target=$DIR`, field by field. */
function fromMount(source: string, flag: Flag): Operand[] {
  const whole = fromFlag(source, flag);
  const operands: Operand[] = [];
  let start = 0;
  for (const field of whole.text.split(',')) {
    const equals = field.indexOf('=');
    if (equals >= 0) operands.push(part(whole, start + equals + 1, start + field.length));
    start += field.length + 1;
  }
  return operands;
}

const expandedFlags: Readonly<Record<string, readonly string[]>> = {
  ADD: ['chown', 'chmod', 'checksum'],
  COPY: ['chown', 'chmod'],
};

/** Where the builder replaces variables beside the words: in flags, and in here-documents whose name is not quoted. */
export function sideOperandsOf(source: string, { keyword, flags, heredocs }: Instruction): Operand[] {
  if (keyword === 'RUN') {
    return flags.filter(({ name }) => name === 'mount').flatMap((flag) => fromMount(source, flag));
  }
  const names = expandedFlags[keyword] ?? [];
  const given = flags.filter(({ name, value }) => value !== null && names.includes(name));
  const bodies = keyword === 'RUN' ? [] : heredocs.filter(({ expands }) => expands);
  return [
    ...given.map((flag) => fromFlag(source, flag)),
    ...bodies.map(({ text, body }): Operand => ({ text, at: body, isExact: true, keepsQuotes: true })),
  ];
}

const expandedKeywords: ReadonlySet<string> = new Set([
  'ADD', 'COPY', 'EXPOSE', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR',
]); // prettier-ignore

/** The words in which the builder replaces variables; those of ARG, ENV and LABEL are pairs. */
export function wordOperandsOf({ keyword, json, words }: Instruction): Operand[] {
  if (!expandedKeywords.has(keyword)) return [];
  return json ? json.map(fromJson) : words.map(fromWord);
}

/** The image and the `--platform` of a FROM. */
export function fromOperandsOf(
  source: string,
  { words, flags }: Instruction,
): {
  image: Operand | null;
  platform: Operand | null;
} {
  const [image] = words;
  const platform = flags.find(({ name, value }) => name === 'platform' && value);
  return { image: image ? fromWord(image) : null, platform: platform ? fromFlag(source, platform) : null };
}
