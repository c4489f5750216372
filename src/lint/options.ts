import type { ShellWord } from '../dockerfile/shell.ts';

/** Which options of a program take a value that may stand in the next word. */
export interface OptionSyntax {
  /** Long ones, with their dashes. */
  readonly long: ReadonlySet<string>;
  /** Letters of short ones. */
  readonly short: string;
}

export interface GivenOption {
  /** `--long`, or `-x` for one letter of a cluster. */
  readonly name: string;
  readonly value: string | null;
}

export interface ParsedArguments {
  readonly options: readonly GivenOption[];
  /** The words that are neither options nor their values. */
  readonly operands: readonly ShellWord[];
}

/** The letters of `-yt`; the value of a letter that takes one is the rest of the word, or the next word. */
function readCluster(
  word: string,
  next: string | null,
  { short }: OptionSyntax,
): { given: GivenOption[]; used: boolean } {
  const given: GivenOption[] = [];
  for (let at = 1; at < word.length; at++) {
    const name = `-${word[at] ?? ''}`;
    const rest = word.slice(at + 1);
    if (!short.includes(word[at] ?? ' ') && !rest.startsWith('=')) given.push({ name, value: null });
    else {
      given.push({ name, value: rest === '' ? next : rest.replace(/^=/, '') });
      return { given, used: rest === '' && next !== null };
    }
  }
  return { given, used: false };
}

/** Splits a command's words into options and operands; `--` ends the options. */
export function parseArguments(args: readonly ShellWord[], syntax: OptionSyntax): ParsedArguments {
  const options: GivenOption[] = [];
  const operands: ShellWord[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    const { value } = word;
    const next = args[at + 1]?.value ?? null;
    if (value === '--') return { options, operands: [...operands, ...args.slice(at + 1)] };
    if (value.startsWith('--')) {
      const equals = value.indexOf('=');
      const name = equals < 0 ? value : value.slice(0, equals);
      const takesNext = equals < 0 && syntax.long.has(name) && next !== null;
      options.push({ name, value: takesNext ? next : equals < 0 ? null : value.slice(equals + 1) });
      if (takesNext) at++;
    } else if (value.startsWith('-') && value.length > 1) {
      const { given, used } = readCluster(value, next, syntax);
      options.push(...given);
      if (used) at++;
    } else operands.push(word);
  }
  return { options, operands };
}

/** The operand with this value: the verb of `apt-get install`. */
export const operandNamed = ({ operands }: ParsedArguments, name: string): ShellWord | null =>
  operands.find(({ value }) => value === name) ?? null;

export const hasOption = ({ options }: ParsedArguments, ...names: string[]): boolean =>
  options.some((option) => names.includes(option.name));
