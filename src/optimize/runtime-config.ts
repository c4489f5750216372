import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { perFile } from '../dockerfile/per-file.ts';
import { finalStageOf, stageAncestry } from '../dockerfile/stages.ts';

/** What a user of the image relies on, as far as the Dockerfile sets it. */
export interface RuntimeConfig {
  readonly exposed: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly workingDirectory: string;
  /** The command in one form: exec words, or one shell line. */
  readonly entrypoint: string;
  readonly command: string;
}

/**
 * What a change leaves in another way on purpose, and says so: a web server instead of the program that served files. Environment:
 * variables that are set anew or otherwise, and with null those that go; the rest stays.
 */
export interface Alterations extends Partial<Omit<RuntimeConfig, 'environment'>> {
  readonly environment?: ReadonlyMap<string, string | null>;
}

export function altered(config: RuntimeConfig, alterations: Alterations = {}): RuntimeConfig {
  const environment = new Map(config.environment);
  for (const [name, value] of alterations.environment ?? []) {
    if (value === null) environment.delete(name);
    else environment.set(name, value);
  }
  return { ...config, ...alterations, environment };
}

/** Instructions that make the final image, in order: those of the stages it is built on come first. */
export function instructionsOfImage(dockerfile: Dockerfile): Instruction[] {
  const last = finalStageOf(dockerfile);
  if (!last) return [];
  return [...stageAncestry(dockerfile, last)].reverse().flatMap((stage) => stage.instructions);
}

/** A line that a shell would split into these very words: no quotes, variables, operators or patterns. */
export function plainWords(line: string): string[] | null {
  const words = line.trim().split(/\s+/);
  const isPlain = words.every((word) => /^[\w@%+=:,./-]+$/.test(word));
  return isPlain && !(words[0] ?? '').includes('=') && !shellWords.has(words[0] ?? '') ? words : null;
}

const shellWords: ReadonlySet<string> = new Set([
  '', '.', ':', 'alias', 'bg', 'break', 'cd', 'command', 'continue', 'eval', 'exec', 'exit', 'export', 'fg', 'if', 'for',
  'read', 'return', 'set', 'shift', 'source', 'trap', 'ulimit', 'umask', 'unset', 'wait', 'while', 'until', 'case', 'type',
]); // prettier-ignore

function meaningOf(instruction: Instruction): string {
  if (instruction.json) return JSON.stringify(instruction.json.map((word) => word.value));
  const line = instruction.words.map((word) => word.raw).join(' ');
  const words = plainWords(line);
  return words ? JSON.stringify(words) : line;
}

function addEnvironment(environment: Map<string, string>, instruction: Instruction): void {
  const [first] = instruction.words;
  if (first && !first.raw.includes('=')) {
    const rest = instruction.words.slice(1).map((word) => word.value);
    environment.set(first.value, rest.join(' '));
    return;
  }
  for (const { value } of instruction.words) {
    const equals = value.indexOf('=');
    environment.set(value.slice(0, equals), value.slice(equals + 1));
  }
}

function enter(directory: string, next: string): string {
  if (next.startsWith('/') || next.startsWith('$')) return next;
  return `${directory === '/' ? '' : directory}/${next}`;
}

export const runtimeConfigOf = perFile((dockerfile: Dockerfile): RuntimeConfig => {
  const exposed: string[] = [];
  const environment = new Map<string, string>();
  let [workingDirectory, entrypoint, command] = ['/', '', ''];
  for (const instruction of instructionsOfImage(dockerfile)) {
    const words = instruction.words.map((word) => word.value);
    if (instruction.keyword === 'EXPOSE') exposed.push(...words);
    if (instruction.keyword === 'ENV') addEnvironment(environment, instruction);
    if (instruction.keyword === 'WORKDIR') workingDirectory = enter(workingDirectory, words.join(' '));
    if (instruction.keyword === 'CMD') command = meaningOf(instruction);
    if (instruction.keyword === 'ENTRYPOINT') {
      entrypoint = meaningOf(instruction);
    }
  }
  return { exposed: exposed.sort(), environment, workingDirectory, entrypoint, command };
});

const asText = (config: RuntimeConfig, without: readonly string[]): string => {
  const environment = [...config.environment].filter(([name]) => !without.includes(name));
  return JSON.stringify({ ...config, environment: environment.sort(([a], [b]) => (a < b ? -1 : 1)) });
};

/** `apartFrom`: variables that are not looked at. */
export const isSameConfig = (a: RuntimeConfig, b: RuntimeConfig, apartFrom: readonly string[] = []): boolean =>
  asText(a, apartFrom) === asText(b, apartFrom);
