import type { Command, CommandArgument, Word as ShellNodeWord } from 'unbash';
import type { Span } from './model.ts';

export interface ShellWord extends Span {
  /** As written. */
  readonly text: string;
  /** Quotes taken off; expansions as written. */
  readonly value: string;
  /** Holds a variable, command or arithmetic expansion. */
  readonly expands: boolean;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: string;
}

/** A simple command anywhere in the script, also inside subshells, loops and conditions. */
export interface ShellCommand extends Span {
  /** Base name of what runs: `/usr/bin/apt-get` gives `apt-get`; '' for a bare assignment. */
  readonly name: string;
  /** What runs as the script names it, quotes taken off: `/usr/bin/apt-get`. */
  readonly invoked: string;
  readonly nameSpan: Span | null;
  readonly args: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  /** Inside a subshell, command substitution or function body. */
  readonly nested: boolean;
  /** Inside a subshell, command substitution or process substitution: a directory or option set there ends with it. */
  readonly subshell: boolean;
}

type ToSource = (position: number) => number;

function spanOf(at: { pos: number; end: number }, toSource: ToSource): Span {
  return { start: toSource(at.pos), end: toSource(Math.max(at.pos, at.end - 1)) + 1 };
}

function expands(word: ShellNodeWord): boolean {
  const isExpansion = (type: string): boolean => type.endsWith('Expansion') && type !== 'BraceExpansion';
  return (word.parts ?? []).some(
    (part) =>
      isExpansion(part.type) || (part.type === 'DoubleQuoted' && part.parts.some((inner) => isExpansion(inner.type))),
  );
}

function toWord(argument: CommandArgument, toSource: ToSource): ShellWord {
  const span = spanOf(argument, toSource);
  if (argument.type === 'Word') {
    return { ...span, text: argument.text, value: argument.value, expands: expands(argument) };
  }
  const value = argument.value.type === 'Word' ? `${argument.name}=${argument.value.value}` : argument.text;
  return { ...span, text: argument.text, value, expands: argument.text.includes('$') };
}

/** The model of unbash's command; `place` says what it stands in. */
export function toCommand(
  node: Command,
  place: { readonly nested: boolean; readonly subshell: boolean },
  toSource: ToSource,
): ShellCommand {
  const invoked = node.name?.value ?? '';
  return {
    ...spanOf(node, toSource),
    name: invoked.slice(invoked.lastIndexOf('/') + 1),
    invoked,
    nameSpan: node.name ? spanOf(node.name, toSource) : null,
    args: node.args.map((argument) => toWord(argument, toSource)),
    assignments: node.prefix
      .filter((item) => item.type === 'Assignment')
      .map((item) => ({ name: item.name, value: item.value.type === 'Word' ? item.value.value : '' })),
    ...place,
  };
}
