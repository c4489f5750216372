import { forEachChild, type SyntaxNode } from 'unbash';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { ShellCommand, ShellScript, ShellWord } from '../dockerfile/shell.ts';
import { commandsOf, scriptOf } from './commands.ts';
import { expandVariables, valueAt } from './variables.ts';

/** What the script's own assignments and `for` loops put into variables; the words of a loop stand side by side. */
function scriptValues(script: ShellScript): Map<string, string> {
  const values = new Map<string, string>();
  for (const { assignments, invoked, args } of script.commands) {
    for (const { name, value } of assignments) values.set(name, value);
    for (const { value } of invoked === 'export' ? args : []) {
      const equals = value.indexOf('=');
      if (equals > 0) values.set(value.slice(0, equals), value.slice(equals + 1));
    }
  }
  const stack: SyntaxNode[] = [script.ast];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.type === 'For') values.set(node.name.value, (node.wordlist ?? []).map((word) => word.value).join(' '));
    forEachChild(node, (child) => {
      stack.push(child);
    });
  }
  return values;
}

/** Above this, the words of a command stay as written: values may be long, and named often. */
const wordLimit = 5_000;

type Expand = (word: ShellWord) => ShellWord[];

function expandArgs(args: readonly ShellWord[], expand: Expand): readonly ShellWord[] {
  const expanded: ShellWord[] = [];
  for (const word of args) {
    expanded.push(...expand(word));
    if (expanded.length > wordLimit) return args;
  }
  return expanded;
}

function expanderFor(dockerfile: Dockerfile, instruction: Instruction, script: ShellScript): Expand {
  const own = scriptValues(script);
  const fromOutside = (name: string): string | null => valueAt(dockerfile, instruction, name);
  // A value may name variables of the Dockerfile; one of the script's own is not followed a second time.
  const valueOf = (name: string): string | null => {
    const value = own.get(name) ?? fromOutside(name);
    return value === null || value.length > wordLimit ? null : expandVariables(value, fromOutside);
  };
  return (word) => {
    const text = word.expands && word.value.length < wordLimit ? expandVariables(word.value, valueOf) : null;
    if (text === null) return [word];
    const values = text.split(/\s+/).filter((value) => value !== '');
    return values.length > wordLimit ? [word] : values.map((value) => ({ ...word, value, expands: false }));
  };
}

function expandCommands(dockerfile: Dockerfile, instruction: Instruction): readonly ShellCommand[] {
  const commands = commandsOf(dockerfile, instruction);
  const script = scriptOf(dockerfile, instruction);
  if (!script || !commands.some((command) => command.args.some((word) => word.expands))) return commands;
  const expand = expanderFor(dockerfile, instruction, script);
  return commands.map((command) => ({ ...command, args: expandArgs(command.args, expand) }));
}

const cache = new WeakMap<Instruction, readonly ShellCommand[]>();

/** Commands with the variables filled in that the Dockerfile or the script itself defines; others stay as written. */
export function expandedCommandsOf(dockerfile: Dockerfile, instruction: Instruction): readonly ShellCommand[] {
  const known = cache.get(instruction) ?? expandCommands(dockerfile, instruction);
  cache.set(instruction, known);
  return known;
}
