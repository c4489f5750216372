import type { Dockerfile, Instruction, Word } from '../dockerfile/model.ts';
import { perFile } from '../dockerfile/per-file.ts';
import { insertAt, type Fix } from './fix.ts';
import { isWindowsImage } from './windows-image.ts';

/** Characters that mean nothing to a shell, nor to JSON. */
const isPlain = ({ raw, value, start, end }: Word): boolean =>
  /^[\w./:@%+=,-]+$/.test(raw) && raw === value && end - start === raw.length;

/** What only a shell can do: there is no such program, or it would do nothing. */
const builtins: ReadonlySet<string> = new Set([
  '.', ':', 'alias', 'bg', 'break', 'builtin', 'case', 'cd', 'command', 'continue', 'declare', 'do', 'eval', 'exec',
  'exit', 'export', 'fg', 'for', 'function', 'if', 'jobs', 'let', 'local', 'pushd', 'read', 'readonly', 'return',
  'select', 'set', 'shift', 'shopt', 'source', 'time', 'times', 'trap', 'type', 'ulimit', 'umask', 'unset', 'until',
  'wait', 'while',
]); // prettier-ignore

interface Heard {
  readonly hasCmd: boolean;
  /** An ENTRYPOINT that takes one word of CMD alone: `["sh", "-c"]`. */
  readonly hasOneWord: boolean;
}

/** By the stage's number: what it and the stages below it say. */
const heardIn = perFile(({ stages }) => {
  const heard: Heard[] = [];
  for (const { baseStage, instructions } of stages) {
    const below = baseStage === null ? undefined : heard[baseStage];
    const hasCmd = instructions.some(({ keyword }) => keyword === 'CMD');
    const hasOneWord = instructions.some(
      ({ keyword, json }) => keyword === 'ENTRYPOINT' && /^-[a-z]*c$/.test(json?.at(-1)?.value ?? ''),
    );
    heard.push({ hasCmd: hasCmd || below?.hasCmd === true, hasOneWord: hasOneWord || below?.hasOneWord === true });
  }
  return heard;
});

/** ENTRYPOINT's shell form hides CMD, which its exec form takes as arguments. */
function isApart(dockerfile: Dockerfile, { keyword, stage }: Instruction): boolean {
  const heard = heardIn(dockerfile)[stage];
  if (!heard || keyword === 'HEALTHCHECK') return true;
  return keyword === 'ENTRYPOINT' ? !heard.hasCmd : !heard.hasOneWord;
}

/** Nothing of what the shell does at its start is wanted: no profile, no other language. */
const isPlainShell = (shell: readonly string[] | null): boolean =>
  shell === null ||
  (/(^|\/)(ba|da|a)?sh$/.test(shell[0] ?? '') && !shell.some((word) => /^-(-login|[a-z]*[il])/.test(word)));

/** A command of plain words as a JSON array; null where the shell it runs through may be wanted. */
export function toExecForm(
  dockerfile: Dockerfile,
  instruction: Instruction,
  shell: readonly string[] | null,
): Fix | null {
  const { keyword, words } = instruction;
  const stage = dockerfile.stages[instruction.stage];
  const command = keyword === 'HEALTHCHECK' ? words.slice(1) : words;
  const [program] = command;
  if (!stage || !program || program.value.includes('=') || builtins.has(program.value)) return null;
  if (!command.every(isPlain) || !isPlainShell(shell) || isWindowsImage(dockerfile, stage)) return null;
  if (!isApart(dockerfile, instruction)) return null;
  const edits = command.flatMap(({ start, end }, at) => [
    insertAt(start, at === 0 ? '["' : '"'),
    insertAt(end, at === command.length - 1 ? '"]' : '",'),
  ]);
  return { title: 'Write it as a JSON array', edits };
}
