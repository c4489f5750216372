// `# check=skip=A,B;error=true;experimental=…`: at the top of the file as a parser directive, or above one instruction,
// where `error` has no effect. Names that are no check are accepted.
// https://docs.docker.com/reference/dockerfile/#check
import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import { commentsAbove } from './comments-above.ts';
import type { Rule } from './rule.ts';

/** Names of checks, or all of them. */
type Names = ReadonlySet<string> | 'all';

export interface CheckOptions {
  readonly skip: Names;
  readonly experimental: Names;
  readonly isError: boolean;
}

export interface CheckDirectives {
  readonly file: CheckOptions;
  readonly byInstruction: ReadonlyMap<Instruction, CheckOptions>;
  /** BuildKit refuses the directive at the top, and with it the file. */
  readonly problem: (Span & { readonly message: string }) | null;
}

const none: CheckOptions = { skip: new Set(), experimental: new Set(), isError: false };

/** Checks of the whole file: what stands above an instruction does not hold for them. */
const wholeFile: ReadonlySet<string> = new Set([
  'ConsistentInstructionCasing', 'DuplicateStageName', 'InvalidBaseImagePlatform', 'InvalidDefaultArgInFrom',
  'NoEmptyContinuation', 'ReservedStageName',
]); // prettier-ignore

const truths: ReadonlySet<string> = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const lies: ReadonlySet<string> = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

const readNames = (list: string): Names =>
  list === 'all' ? 'all' : new Set(list.split(',').map((name) => name.trim()));

/** A list takes the place of the one before it; all stays all. */
const and = (before: Names, names: Names): Names => (before === 'all' ? before : names);

const has = (names: Names, name: string): boolean => names === 'all' || names.has(name);

/** The options behind `check=`, or what is wrong with them. They end at the first blank. */
export function parseCheckOptions(value: string): CheckOptions | string {
  let options = none;
  const [text = ''] = value.split(' ', 1);
  const [first = '', second, ...last] = text.split(';');
  // BuildKit reads three parts; what follows belongs to the third.
  for (const part of [first, second, last.length > 0 ? last.join(';') : undefined]) {
    if (part === undefined) continue;
    const [key = '', ...rest] = part.split('=');
    const given = rest.join('=').trim();
    if (rest.length === 0) return `expected skip=, error= or experimental=, found ${part === '' ? 'nothing' : part}`;
    if (key === 'skip') options = { ...options, skip: and(options.skip, readNames(given)) };
    else if (key === 'experimental')
      options = { ...options, experimental: and(options.experimental, readNames(given)) };
    else if (key !== 'error') return `expected skip=, error= or experimental=, found ${key}=`;
    else if (!truths.has(given) && !lies.has(given)) return `error= takes true or false, found ${given}`;
    else options = { ...options, isError: truths.has(given) };
  }
  return options;
}

const directive = /^check\s*=\s*(\S.*)$/i;

/** The first directive among the comments above an instruction; BuildKit looks at those without an indent only. */
function readAbove({ lines, text }: Dockerfile, instruction: Instruction, comments: readonly Span[]): CheckOptions {
  for (const { start, end } of comments) {
    const match = directive.exec(text.slice(start + 1, end).trim());
    if (!match || lines.position(start).column !== 1) continue;
    const options = parseCheckOptions(match[1] ?? '');
    return typeof options === 'string' ? none : options;
  }
  return none;
}

/** The parser directive: among the lines at the very top, and none of them with an indent. */
function readTop({ lines, text, directives }: Dockerfile): (Span & { readonly value: string }) | null {
  for (let line = 1; line <= directives.size; line++) {
    const span = { start: lines.start(line), end: lines.end(line) };
    const match = /^#\s*(\w+)\s*=\s*(\S.*)$/.exec(text.slice(span.start, span.end));
    if (!match) return null;
    if (match[1]?.toLowerCase() === 'check') return { ...span, value: match[2] ?? '' };
  }
  return null;
}

export function readCheckDirectives(dockerfile: Dockerfile): CheckDirectives {
  const top = readTop(dockerfile);
  const file = top ? parseCheckOptions(top.value) : none;
  const byInstruction = new Map<Instruction, CheckOptions>();
  for (const [instruction, comments] of commentsAbove(dockerfile)) {
    const options = readAbove(dockerfile, instruction, comments);
    if (options !== none) byInstruction.set(instruction, options);
  }
  if (typeof file !== 'string') return { file, byInstruction, problem: null };
  return {
    file: none,
    byInstruction,
    problem: top && { start: top.start, end: top.end, message: `the check directive: ${file}` },
  };
}

/** True where the directives let a BuildKit check speak of an instruction; null where it stands for the whole file. */
export function letsSpeak(
  { file, byInstruction }: CheckDirectives,
  { id, off }: Rule,
  instruction: Instruction | null,
): boolean {
  const own = instruction && !wholeFile.has(id) ? (byInstruction.get(instruction) ?? none) : none;
  // An experimental check is not skipped; it is not asked for.
  if (off) return has(file.experimental, id) || has(own.experimental, id);
  return !has(file.skip, id) && !has(own.skip, id);
}

/** True where some directive of the file asks for an experimental check. */
export function asksFor({ file, byInstruction }: CheckDirectives, { id }: Rule): boolean {
  return [file, ...byInstruction.values()].some(({ experimental }) => has(experimental, id));
}
