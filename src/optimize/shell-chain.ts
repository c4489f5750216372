import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { shellOf, type ShellCommand } from '../dockerfile/shell.ts';

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
