// What a shell runs first of the text behind its `-c`. Only what stands there plainly is read: a chain of simple commands.
import { readScript, type ShellCommand, type ShellScript } from '../dockerfile/shell.ts';

/** A word of what is started; null where only the running container knows it. */
export type StartWord = string | null;

export const shells: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash', 'ksh', 'mksh', 'zsh']);

/** A text above this is a program of its own; the parser's time grows with the square of some inputs. */
const longestText = 4096;
const mostCommands = 64;

/** Commands of the shell itself that leave the way to what follows them as it is. */
const harmless: ReadonlySet<string> = new Set([
  ':',
  'echo',
  'export',
  'printf',
  'set',
  'true',
  'trap',
  'ulimit',
  'umask',
]);

/** The rest of the shell's own commands: there is no program to be found for them. */
const own: ReadonlySet<string> = new Set(
  '. [ alias bg break builtin continue declare dirs eval exit false fg getopts hash jobs kill let local popd pushd pwd read readonly return shift shopt source test times type typeset unalias unset wait'.split(
    ' ',
  ),
);

/** All of the shell's own commands. */
export const shellBuiltins: ReadonlySet<string> = new Set([...harmless, ...own, 'cd', 'command', 'exec', 'builtin']);

type Statement = ShellScript['ast']['commands'][number];

/** Where the commands stand that surely run one behind the other, as long as none fails. */
function* plainCommands(statements: readonly Statement[]): Generator<number> {
  for (const { command: node } of statements) {
    const links = node.type === 'AndOr' ? node.commands : [node];
    const operators = node.type === 'AndOr' ? node.operators : [];
    for (const [at, link] of links.entries()) {
      if (at > 0 && operators[at - 1] !== '&&') return;
      const [first = link] = link.type === 'Pipeline' ? link.commands : [link];
      if (first.type !== 'Command') return;
      yield first.pos;
      if (link.type === 'Pipeline') return;
    }
  }
}

/** Patterns and a home directory are filled in by the shell, as variables are. */
const isFilledIn = (text: string): boolean => /[$`*?[\]~{]/.test(text);

function wordsOf(command: ShellCommand, text: string): StartWord[] {
  const { nameSpan, invoked, args } = command;
  const name = nameSpan && !isFilledIn(text.slice(nameSpan.start, nameSpan.end)) ? invoked : null;
  return [name, ...args.map(({ value, expands }) => (expands ? null : value))];
}

const setsPath = ({ assignments, args }: ShellCommand): boolean =>
  assignments.some(({ name }) => name === 'PATH') || args.some(({ value }) => value.startsWith('PATH='));

/** The words of the first command of a shell's text that is a program; null where there is none that is plain. */
export function firstProgramOf(text: string): StartWord[] | null {
  const script = text.length > longestText ? null : readScript(text, (at) => at);
  if (!script || (script.ast.errors?.length ?? 0) > 0) return null;
  const byStart = new Map(script.commands.map((command) => [command.start, command]));
  let seen = 0;
  let moved = false;
  for (const position of plainCommands(script.ast.commands)) {
    const command = byStart.get(position);
    if (!command || seen++ >= mostCommands || setsPath(command)) return null;
    if (command.invoked === 'cd') moved = true;
    else if (own.has(command.invoked)) return null;
    else if (command.nameSpan && !harmless.has(command.invoked)) {
      const words = wordsOf(command, text);
      // Behind `cd`, a relative path begins elsewhere.
      return moved && words.some((word) => word?.startsWith('.') || /^[^/]+\//.test(word ?? '')) ? null : words;
    }
  }
  return null;
}
