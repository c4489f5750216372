// Shell commands of a RUN by unbash. Continuations and comment lines are taken out first, as the builder does, so that
// `# …` between two lines of a command does not hide the rest; positions are mapped back to the Dockerfile.
import { parse, forEachChild, type Command, type ParsedScript, type SyntaxNode, type Word as ShellNodeWord } from 'unbash';
import { joinLines } from './logical-text.ts';
import type { Dockerfile, Instruction, Span } from './model.ts';

/** Shell text above this is not analysed: the parser's time grows with the square of some inputs. */
export const shellTextLimit = 64_000;

export interface ShellWord extends Span {
  /** As written. */
  readonly text: string;
  /** Quotes taken off; expansions as written. */
  readonly value: string;
  /** Holds a variable, command or arithmetic expansion. */
  readonly expands: boolean;
}

/** A simple command anywhere in the script, also inside subshells, loops and conditions. */
export interface ShellCommand extends Span {
  /** Base name of what runs: `/usr/bin/apt-get` gives `apt-get`; '' for a bare assignment. */
  readonly name: string;
  readonly nameSpan: Span | null;
  readonly args: readonly ShellWord[];
  readonly assignments: readonly { readonly name: string; readonly value: string }[];
  /** Inside a subshell, command substitution or function body. */
  readonly nested: boolean;
}

export interface ShellScript {
  /** The text that the shell gets. */
  readonly text: string;
  readonly ast: ParsedScript;
  readonly commands: readonly ShellCommand[];
  /** True where a pipeline stands anywhere in the script. */
  readonly pipes: boolean;
  /** Position in `text` to offset in the Dockerfile. */
  toSource(position: number): number;
}

function expands(word: ShellNodeWord): boolean {
  const isExpansion = (type: string): boolean => type.endsWith('Expansion') && type !== 'BraceExpansion';
  return (word.parts ?? []).some(
    (part) =>
      isExpansion(part.type) || (part.type === 'DoubleQuoted' && part.parts.some((inner) => isExpansion(inner.type))),
  );
}

function toCommand(node: Command, nested: boolean, toSource: (position: number) => number): ShellCommand {
  const span = (at: { pos: number; end: number }): Span => ({
    start: toSource(at.pos),
    end: toSource(Math.max(at.pos, at.end - 1)) + 1,
  });
  const args = node.args.map((argument): ShellWord => {
    if (argument.type === 'Word') {
      return { ...span(argument), text: argument.text, value: argument.value, expands: expands(argument) };
    }
    return { ...span(argument), text: argument.text, value: argument.text, expands: argument.text.includes('$') };
  });
  const name = node.name?.value ?? '';
  return {
    ...span(node),
    name: name.slice(name.lastIndexOf('/') + 1),
    nameSpan: node.name ? span(node.name) : null,
    args,
    assignments: node.prefix
      .filter((item) => item.type === 'Assignment')
      .map((item) => ({ name: item.name, value: item.value.type === 'Word' ? item.value.value : '' })),
    nested,
  };
}

const nestingTypes: ReadonlySet<string> = new Set(['Subshell', 'CommandExpansion', 'ProcessSubstitution', 'Function']);

function collect(ast: ParsedScript, toSource: (position: number) => number): Pick<ShellScript, 'commands' | 'pipes'> {
  const commands: ShellCommand[] = [];
  let pipes = false;
  const stack: { node: SyntaxNode; nested: boolean }[] = [{ node: ast, nested: false }];
  while (stack.length > 0) {
    const { node, nested } = stack.pop()!;
    if (node.type === 'Command') commands.push(toCommand(node, nested, toSource));
    if (node.type === 'Pipeline' && node.operators.length > 0) pipes = true;
    const inner = nested || nestingTypes.has(node.type);
    const children: SyntaxNode[] = [];
    forEachChild(node, (child) => {
      children.push(child);
    });
    for (const child of children.reverse()) stack.push({ node: child, nested: inner });
  }
  return { commands: commands.sort((a, b) => a.start - b.start), pipes };
}

function shellText(dockerfile: Dockerfile, instruction: Instruction): { text: string; toSource(at: number): number } {
  const first = instruction.heredocs[0];
  const { text, lines, escape } = dockerfile;
  if (!first) return joinLines(text, instruction.args.start, instruction.args.end, escape);
  // `RUN <<EOF`: the body is the script. `RUN cat <<EOF >/x`: the line is, and the shell reads the body itself.
  if (instruction.words.length === 1 && instruction.words[0]?.raw.startsWith('<<')) {
    return { text: first.text, toSource: (at) => first.body.start + at };
  }
  const lineEnd = lines.end(lines.position(first.body.start).line - 1);
  const head = joinLines(text, instruction.args.start, lineEnd, escape);
  const tail = text.slice(lineEnd, instruction.end);
  return {
    text: head.text + tail,
    toSource: (at) => (at < head.text.length ? head.toSource(at) : lineEnd + (at - head.text.length)),
  };
}

const cache = new WeakMap<Instruction, ShellScript | null>();

/**
 * The shell script of a RUN in shell form (or of a CMD, ENTRYPOINT, HEALTHCHECK CMD); null in exec form and where the
 * text is over `shellTextLimit` characters.
 */
export function shellOf(dockerfile: Dockerfile, instruction: Instruction): ShellScript | null {
  const known = cache.get(instruction);
  if (known !== undefined) return known;
  const script = readShell(dockerfile, instruction);
  cache.set(instruction, script);
  return script;
}

function readShell(dockerfile: Dockerfile, instruction: Instruction): ShellScript | null {
  if (instruction.json) return null;
  const { text, toSource } = shellText(dockerfile, instruction);
  if (text.length > shellTextLimit) return null;
  const ast = parse(text);
  return { text, ast, ...collect(ast, toSource), toSource };
}
