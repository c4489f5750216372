import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { shellOf, type ShellCommand, type ShellScript } from '../dockerfile/shell.ts';
import { execCommandOf, shellCallOf } from './exec-form.ts';

/** Words that run the command behind them, with the options of theirs that take a value. */
const wrappers: Readonly<Record<string, readonly string[]>> = {
  builtin: [],
  busybox: [],
  command: [],
  exec: ['-a'],
};

/** `command pip install x` as `pip install x`. `command -v pip` runs nothing. */
export function unwrap(command: ShellCommand): ShellCommand {
  const valued = Object.hasOwn(wrappers, command.invoked) ? wrappers[command.invoked] : undefined;
  if (!valued) return command;
  let at = 0;
  while (command.invoked === 'exec' && command.args[at]?.value.startsWith('-')) {
    at += valued.includes(command.args[at]?.value ?? '') ? 2 : 1;
  }
  const name = command.args[at];
  if (!name || name.value.startsWith('-')) return command;
  const { start, end, value } = name;
  return { ...command, name: value, invoked: value, nameSpan: { start, end }, args: command.args.slice(at + 1) };
}

/** A here-document that another interpreter runs: `RUN <<EOF` with `#!/usr/bin/env python3` on top. */
function isForeign(script: ShellScript): boolean {
  if (!script.text.startsWith('#!')) return false;
  const [line = ''] = script.text.split('\n', 1);
  return !/\b(ba|da|a|z|k|mk)?sh\b/.test(line);
}

/** The script of an instruction in shell form, or the one that an exec form hands to a shell. */
export function scriptOf(dockerfile: Dockerfile, instruction: Instruction): ShellScript | null {
  if (instruction.json) return shellCallOf(instruction.json)?.script ?? null;
  const script = shellOf(dockerfile, instruction);
  return script && !isForeign(script) ? script : null;
}

/** The commands that a RUN calls, in order; `invoked` is what runs, its path left on. */
export function commandsOf(dockerfile: Dockerfile, instruction: Instruction): ShellCommand[] {
  const script = scriptOf(dockerfile, instruction);
  if (script) return script.commands.map(unwrap);
  const command = execCommandOf(instruction);
  return command ? [unwrap(command)] : [];
}
