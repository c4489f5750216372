// What a history entry says was done. Besides the dialects of created-by.ts there are entries by tools that know no
// Dockerfile (jib, bazel, debuerreotype): their words are a note, not a command.
import { knownKeywords } from '../../dockerfile/keywords.ts';
import type { HistoryEntry } from '../../image/model.ts';
import { defaultShells } from '../created-by.ts';

export interface BuildArgument {
  readonly name: string;
  readonly value: string;
}

/** RUN: `shell` is what stood before the command, null where nothing did. */
export interface RunStep {
  readonly kind: 'run';
  readonly shell: string | null;
  readonly command: string;
  readonly buildArguments: readonly BuildArgument[];
  /** The builder replaces nothing any more: variables were replaced before it was written down. */
  readonly byBuildkit: boolean;
}

export interface InstructionStep {
  readonly kind: 'instruction';
  readonly keyword: string;
  /** What follows the keyword. */
  readonly text: string;
  readonly byBuildkit: boolean;
}

export interface NoteStep {
  readonly kind: 'note';
  readonly text: string;
}

export type Step = RunStep | InstructionStep | NoteStep;

const nop = '#(nop)';
const buildkitMark = '# buildkit';
const windowsShell = /^(?:cmd|powershell|pwsh)\b[\w ./-]{0,60}$/i;

/** The shell that a text begins with, of those that are known; the longest of them. */
function shellBefore(text: string, shells: readonly string[]): string | null {
  const known = [...shells, ...defaultShells].filter((shell) => text === shell || text.startsWith(`${shell} `));
  return known.sort((one, other) => other.length - one.length)[0] ?? null;
}

/** Where the shell begins behind the build arguments: the first place where any stands. */
function shellOffset(text: string, shells: readonly string[]): number {
  const places = [...shells, ...defaultShells].map((shell) => text.indexOf(` ${shell} `)).filter((at) => at >= 0);
  return places.length === 0 ? -1 : Math.min(...places) + 1;
}

const assignment = /(?:^| )([A-Za-z_]\w*)=/g;

/** `A=1 B=two words`: values hold blanks, so as many are taken as are announced, those of known names first. */
function readArguments(text: string, count: number, declared: ReadonlySet<string>): BuildArgument[] {
  const found = [...text.matchAll(assignment)].map((match) => ({
    name: match[1] ?? '',
    start: match.index,
    value: match.index + match[0].length,
  }));
  const known = found.filter(({ name }, index) => index === 0 || declared.has(name));
  const starts = known.length === count ? known : found.slice(0, count);
  return starts.map(({ name, value }, index) => ({
    name,
    value: text.slice(value, starts[index + 1]?.start ?? text.length),
  }));
}

export interface StepContext {
  /** What SHELL set so far, joined by blanks. */
  readonly shells: readonly string[];
  /** Names that ARG declared so far. */
  readonly declared: ReadonlySet<string>;
}

function readRun(text: string, byBuildkit: boolean, { shells, declared }: StepContext): RunStep {
  const count = Number(/^\|(\d{1,4}) /.exec(text)?.[1] ?? -1);
  let rest = text;
  let buildArguments: BuildArgument[] = [];
  if (count >= 0) {
    const behind = text.slice(text.indexOf(' ') + 1);
    const at = count === 0 && shellBefore(behind, shells) !== null ? 0 : shellOffset(` ${behind}`, shells) - 1;
    // Without a shell behind them, arguments and command can't be told apart.
    rest = at < 0 ? behind : behind.slice(at);
    buildArguments = at <= 0 ? [] : readArguments(behind.slice(0, at).trim(), count, declared);
  }
  const shell = shellBefore(rest, shells);
  return {
    kind: 'run',
    shell,
    command: shell === null ? rest.trim() : rest.slice(shell.length).trim(),
    buildArguments,
    byBuildkit,
  };
}

function readInstruction(text: string, byBuildkit: boolean, context: StepContext): Step | null {
  const [, word = '', rest = ''] = /^(\S+)\s*([^]*)$/.exec(text) ?? [];
  const keyword = word.toUpperCase();
  if (!knownKeywords.has(keyword) || keyword === 'FROM') return null;
  if (keyword === 'RUN') return readRun(rest, byBuildkit, context);
  return { kind: 'instruction', keyword, text: rest.trim(), byBuildkit };
}

/** Reads a history entry. */
export function readStep({ createdBy, comment }: HistoryEntry, context: StepContext): Step {
  const whole = createdBy.trim();
  const marked = whole.endsWith(buildkitMark);
  const byBuildkit = marked || comment.startsWith('buildkit.');
  const text = marked ? whole.slice(0, -buildkitMark.length).trim() : whole;
  const nopAt = text.indexOf(nop);
  const before = text.slice(0, Math.max(0, nopAt)).trim();
  if (nopAt >= 0 && (before === '' || before === shellBefore(before, context.shells) || windowsShell.test(before))) {
    return readInstruction(text.slice(nopAt + nop.length).trim(), byBuildkit, context) ?? { kind: 'note', text };
  }
  // In capitals: a command of the classic builder may well be called `copy`.
  const told = /^[A-Z]{3,11}(?: |$)/.test(text) ? readInstruction(text, byBuildkit, context) : null;
  if (told) return told;
  if (/^\|\d{1,4} /.test(text) || shellBefore(text, context.shells) !== null) return readRun(text, byBuildkit, context);
  return { kind: 'note', text };
}
