import type { ShellCommand } from '../dockerfile/shell.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { Failure } from './check.ts';
import { placeOf, stepsOf, type HistoryStep } from './history-steps.ts';

/** A variable of the environment, of the build alone, or of the script of one step. */
export interface VariableName {
  readonly kind: 'ENV' | 'ARG' | 'RUN';
  readonly name: string;
  /** Where it comes first in the history. */
  readonly place: Pick<Failure, 'history' | 'layer'>;
}

/** Names that one entry may give. */
const mostNames = 500;

/** `A` of `A=1`; what has no value tells nothing. */
const assignment = /(?:^|\s)([A-Za-z_][\w.-]*)=(?!\s|$|""(?:\s|$))/g;

function assigned(text: string): string[] {
  const names: string[] = [];
  for (const [, name = ''] of text.matchAll(assignment)) {
    names.push(name);
    if (names.length === mostNames) break;
  }
  return names;
}

/** What stands before the shell in `|2 A=1 B=2 /bin/sh -c make`. */
function buildArguments({ createdBy, text }: HistoryStep): string[] {
  const start = /^(?:RUN )?\|\d+ /.exec(createdBy.trimStart())?.[0];
  if (start === undefined) return [];
  const head = createdBy.trimStart().slice(start.length);
  const end = text === '' ? head.length : head.lastIndexOf(text);
  return assigned(end < 0 ? head : head.slice(0, end));
}

/** Programs whose words may be assignments. */
const assigning: ReadonlySet<string> = new Set(['declare', 'env', 'export', 'local', 'readonly', 'typeset']);

/** The value stands in the script, and does not come from elsewhere when the script runs. */
const isLiteral = (value: string): boolean => value !== '' && !/[$`]/.test(value);

function assignedBy({ invoked, args, assignments }: ShellCommand): string[] {
  const words = assigning.has(invoked) ? args.map(({ value }) => /^(\w+)=(.*)$/s.exec(value)) : [];
  const given = words.flatMap((word) => (word ? [{ name: word[1]!, value: word[2]! }] : []));
  return [...assignments, ...given].filter(({ value }) => isLiteral(value)).map(({ name }) => name);
}

/** Variables to which the script of a RUN gives a value. */
const scriptVariables = ({ commands }: HistoryStep): string[] =>
  [...new Set(commands.flatMap(assignedBy))].slice(0, mostNames);

function namesIn(step: HistoryStep): { kind: VariableName['kind']; names: string[] } {
  if (step.keyword === 'ENV') {
    // `ENV A 1`, the older form.
    const old = /^([A-Za-z_][\w.-]*)\s+\S/.exec(step.text)?.[1];
    return { kind: 'ENV', names: old === undefined ? assigned(step.text) : [old] };
  }
  // Without a value as well: the steps behind it may have one.
  if (step.keyword === 'ARG') return { kind: 'ARG', names: [step.text.split(/[=\s]/, 1)[0] ?? ''] };
  return { kind: 'ARG', names: step.keyword === 'RUN' ? buildArguments(step) : [] };
}

/** The variables of an image, each once: those that the history tells of, and those of the config alone. */
export function variableNames(image: ArchiveImage): VariableName[] {
  const found = new Map<string, VariableName>();
  const add = (kind: VariableName['kind'], name: string, place: VariableName['place']): void => {
    // ENV after ARG of the same name: what stays in the environment counts.
    if (name === '' || found.has(`ENV ${name}`) || found.has(`${kind} ${name}`)) return;
    if (kind === 'ENV') found.delete(`ARG ${name}`);
    found.set(`${kind} ${name}`, { kind, name, place });
  };
  for (const step of stepsOf(image).steps) {
    const { kind, names } = namesIn(step);
    for (const name of names) add(kind, name, placeOf(step));
    for (const name of scriptVariables(step)) add('RUN', name, placeOf(step));
  }
  for (const variable of image.config.env) {
    const equals = variable.indexOf('=');
    if (equals > 0 && equals < variable.length - 1) add('ENV', variable.slice(0, equals), {});
  }
  return [...found.values()];
}
