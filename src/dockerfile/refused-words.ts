// The words in which the builder replaces variables and takes quotes off; where it cannot, it refuses the file.
// https://docs.docker.com/reference/dockerfile/#environment-replacement
import { refusalOf } from './expand.ts';
import type { Instruction, Span, SyntaxProblem } from './model.ts';

/** A text that is read as one, and its place. */
interface Reading extends Span {
  readonly text: string;
  /** A here-document. */
  readonly keepsQuotes?: true;
}

/** Instructions whose argument is one text, blanks in it. */
const wholeKeywords: ReadonlySet<string> = new Set(['STOPSIGNAL', 'USER', 'WORKDIR']);
const listKeywords: ReadonlySet<string> = new Set(['ADD', 'COPY', 'EXPOSE', 'VOLUME']);

const readFlags: Readonly<Record<string, readonly string[]>> = {
  ADD: ['chown', 'chmod', 'checksum'],
  COPY: ['chown', 'chmod', 'from'],
  FROM: ['platform'],
};

/** Words read as one text. */
function joined(words: Instruction['words']): Reading[] {
  const [first] = words;
  const last = words.at(-1);
  return first && last ? [{ text: words.map(({ raw }) => raw).join(' '), start: first.start, end: last.end }] : [];
}

/** The texts of a pair: of ARG the value alone, of ENV and LABEL the name, too. */
function pairReadings({ keyword, words }: Instruction): Reading[] {
  const [first, ...rest] = words;
  if (keyword !== 'ARG' && first && !first.raw.includes('=')) return [...joined([first]), ...joined(rest)];
  return words.flatMap(({ raw, start, end }) => {
    const equals = raw.indexOf('=');
    if (equals < 0) return [];
    const texts = keyword === 'ARG' ? [raw.slice(equals + 1)] : [raw.slice(0, equals), raw.slice(equals + 1)];
    return texts.map((text) => ({ text, start, end }));
  });
}

function wordReadings(instruction: Instruction): Reading[] {
  const { keyword, words, json } = instruction;
  if (['ARG', 'ENV', 'LABEL'].includes(keyword)) return pairReadings(instruction);
  if (wholeKeywords.has(keyword)) return joined(words);
  if (keyword === 'FROM') return joined(words.slice(0, 1));
  if (!listKeywords.has(keyword)) return [];
  return json
    ? json.map(({ value, start, end }) => ({ text: value, start, end }))
    : words.map(({ raw, start, end }) => ({ text: raw, start, end }));
}

function sideReadings({ keyword, flags, heredocs }: Instruction): Reading[] {
  const given = flags.filter(({ name }) => readFlags[keyword]?.includes(name));
  const bodies = keyword === 'ADD' || keyword === 'COPY' ? heredocs.filter(({ expands }) => expands) : [];
  return [
    ...given.map(({ value, start, end }) => ({ text: value ?? '', start, end })),
    ...bodies.map(({ text, body }): Reading => ({ text, ...body, keepsQuotes: true })),
  ];
}

/** The first word of an instruction in which a quote is open or a substitution broken. What ONBUILD registers is not read. */
export function findRefusedWord(instruction: Instruction, escape: string): SyntaxProblem | null {
  for (const { text, start, end, keepsQuotes } of [...sideReadings(instruction), ...wordReadings(instruction)]) {
    // A here-document has the shell's escape character, whatever the directive says.
    const message = refusalOf(text, keepsQuotes ? { escape: '\\', keepsQuotes } : { escape });
    if (message !== null) return { message, start, end };
  }
  return null;
}
