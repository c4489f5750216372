import type { Dockerfile, Instruction, Word } from '../../dockerfile/model.ts';
import { perFile } from '../../dockerfile/per-file.ts';
import { shellOf } from '../../dockerfile/shell.ts';
import { insertAt, type Fix } from '../fix.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';
import { shellByInstruction } from '../run-shell.ts';
import { isWindowsImage } from '../windows-image.ts';

/** The text is more than one command with fixed words: operators, redirections, variables ask for a shell. */
function needsShell(dockerfile: Dockerfile, instruction: Instruction): boolean {
  const script = shellOf(dockerfile, instruction);
  if (!script) return false;
  const [statement, ...more] = script.ast.commands;
  const only = statement?.command;
  if (!only || more.length > 0 || only.type !== 'Command' || statement.background) return true;
  if (only.redirects.length > 0 || only.prefix.length > 0) return true;
  return script.commands.length > 1 || script.commands.some(({ args }) => args.some((word) => word.expands));
}

/** A health check that needs the shell is no fault: `curl … || exit 1` is the form of the Dockerfile reference. */
function isShellForm(dockerfile: Dockerfile, instruction: Instruction): boolean {
  const { keyword, words, json } = instruction;
  if (json) return false;
  if (keyword !== 'HEALTHCHECK') return words.length > 0;
  return words[0]?.value.toUpperCase() === 'CMD' && words.length > 1 && !needsShell(dockerfile, instruction);
}

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

function toExecForm(dockerfile: Dockerfile, instruction: Instruction, shell: readonly string[] | null): Fix | null {
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

export const execForm: Rule = {
  id: 'DL3025',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The command is not a JSON array',
  help: 'In shell form a shell is process 1, and signals such as the one of docker stop do not reach the program. Write ["program", "argument"] with double quotes.',
  examples: {
    bad: ['CMD node server.js', "ENTRYPOINT ['nginx']", 'HEALTHCHECK CMD curl -f http://localhost/'],
    good: ['CMD ["node", "server.js"]', 'HEALTHCHECK NONE', 'HEALTHCHECK CMD curl -f http://localhost/ || exit 1'],
  },
  check(dockerfile, report) {
    const shells = shellByInstruction(dockerfile);
    for (const keyword of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
      for (const instruction of directInstructionsOf(dockerfile, keyword)) {
        if (!isShellForm(dockerfile, instruction)) continue;
        const fix = toExecForm(dockerfile, instruction, shells.get(instruction) ?? null);
        report(instruction, { at: instruction.args, fix });
      }
    }
  },
};
