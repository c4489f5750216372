import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import { shellOf, type ShellCommand } from '../dockerfile/shell.ts';

/** One link of `a && b && c`. */
export interface ChainPart extends Span {
  /** Every simple command inside. */
  readonly commands: readonly ShellCommand[];
  /** The link itself, where it is a simple command that is not redirected. */
  readonly simple: ShellCommand | null;
}

export interface Chain {
  /** The whole script is one chain joined by `&&`: links may be added, taken out and moved. */
  readonly isPlain: boolean;
  /** ` && more` at the end runs after all of it. */
  readonly canAppend: boolean;
  readonly parts: readonly ChainPart[];
}

/** The `&&` chain of a RUN in shell form; null for exec form, here-documents and overlong scripts. */
export function chainOf(dockerfile: Dockerfile, instruction: Instruction): Chain | null {
  if (instruction.keyword !== 'RUN' || instruction.heredocs.length > 0) return null;
  const script = shellOf(dockerfile, instruction);
  if (!script || (script.ast.errors?.length ?? 0) > 0) return null;
  const [statement, ...others] = script.ast.commands;
  const canAppend = !(others.at(-1) ?? statement)?.background;
  if (!statement || others.length > 0 || statement.background) return { isPlain: false, canAppend, parts: [] };
  const node = statement.command;
  const links = node.type === 'AndOr' ? node.commands : [node];
  const isPlain = node.type !== 'AndOr' || node.operators.every((operator) => operator === '&&');
  const parts = links.map((link): ChainPart => {
    const start = script.toSource(link.pos);
    const end = script.toSource(Math.max(link.pos, link.end - 1)) + 1;
    const commands = script.commands.filter((command) => command.start >= start && command.end <= end);
    const isSimple = link.type === 'Command' && link.redirects.length === 0;
    return { start, end, commands, simple: isSimple ? (commands[0] ?? null) : null };
  });
  return { isPlain, canAppend, parts: isPlain ? parts : [] };
}

/** Commands of a RUN, wherever they stand in it. */
export function commandsOf(dockerfile: Dockerfile, instruction: Instruction): readonly ShellCommand[] {
  return instruction.keyword === 'RUN' ? (shellOf(dockerfile, instruction)?.commands ?? []) : [];
}

const isOption = (text: string): boolean => text.startsWith('-');

/** The arguments that are no options: `install`, `make`, `g++` of `apt-get install -y make g++`. */
export function operands(command: ShellCommand): string[] {
  return command.args.filter((argument) => !isOption(argument.text)).map((argument) => argument.value);
}

export function hasOption(command: ShellCommand, ...names: string[]): boolean {
  return command.args.some(({ text }) => names.includes(text.split('=')[0] ?? text));
}

/** `apt-get install …`: one of these programs with this first operand. */
export function isCall(command: ShellCommand, names: readonly string[], ...verbs: string[]): boolean {
  return names.includes(command.name) && (verbs.length === 0 || verbs.includes(operands(command)[0] ?? ''));
}

export const apt = ['apt-get', 'apt'] as const;
