// What a container of the Dockerfile's image starts, where its Dockerfile says it in words that need no shell.
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { resolvePath } from '../dockerfile/places.ts';
import { instructionsOfImage, plainWords, runtimeConfigOf } from './runtime-config.ts';

export interface StartedProgram {
  /** The words of ENTRYPOINT and CMD, one behind the other. */
  readonly words: readonly string[];
  /** Both are in exec form: no shell is there to be asked. */
  readonly needsNoShell: boolean;
  readonly hasEntrypoint: boolean;
}

const lastOf = (dockerfile: Dockerfile, keyword: string): Instruction | undefined =>
  instructionsOfImage(dockerfile).findLast((instruction) => instruction.keyword === keyword);

function wordsOf(instruction: Instruction | undefined): readonly string[] | null {
  if (!instruction) return [];
  if (instruction.json) return instruction.json.map(({ value }) => value);
  return plainWords(instruction.words.map(({ raw }) => raw).join(' '));
}

/** Null where nothing is started, and where a shell has a say in it. */
export function startedProgram(dockerfile: Dockerfile): StartedProgram | null {
  const [entrypoint, command] = [lastOf(dockerfile, 'ENTRYPOINT'), lastOf(dockerfile, 'CMD')];
  const [first, second] = [wordsOf(entrypoint), wordsOf(command)];
  if (!first || !second || (entrypoint && !entrypoint.json && command)) return null;
  const words = [...first, ...second];
  const given = [entrypoint, command].filter((instruction) => instruction !== undefined);
  if (words.length === 0) return null;
  return { words, needsNoShell: given.every(({ json }) => json !== null), hasEntrypoint: entrypoint !== undefined };
}

const searched = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The path that a word of the command means: searched for among `programs` where it has no slash. */
export function programMeant(dockerfile: Dockerfile, word: string, programs: readonly string[]): string | null {
  const { workingDirectory } = runtimeConfigOf(dockerfile);
  const candidates = word.includes('/')
    ? [resolvePath(workingDirectory, word)]
    : searched.map((folder) => `${folder}/${word}`);
  return candidates.find((path) => programs.includes(path)) ?? null;
}

/** What a HEALTHCHECK calls is among some programs, in exec form; true where there is none, or it is NONE. */
export function checksOnlyWith(dockerfile: Dockerfile, programs: readonly string[]): boolean {
  const check = lastOf(dockerfile, 'HEALTHCHECK');
  if (!check || check.words[0]?.value.toUpperCase() === 'NONE') return true;
  const [program] = check.json ?? [];
  return program !== undefined && programMeant(dockerfile, program.value, programs) !== null;
}
