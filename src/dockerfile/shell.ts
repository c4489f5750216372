// Shell commands of a RUN by unbash. Continuations and comment lines are taken out first, as the builder does, so that
// `# …` between two lines of a command does not hide the rest; positions are mapped back to the Dockerfile.
import { parse, forEachChild, type Command, type ParsedScript, type SyntaxNode } from 'unbash';
import type { Dockerfile, Instruction, Span } from './model.ts';
import { ByText } from './by-text.ts';
import { toCommand, type ShellCommand } from './shell-command.ts';
import { shellTextOf } from './shell-text.ts';

export type { ShellAssignment, ShellCommand, ShellWord } from './shell-command.ts';

/** Shell text above this is not analysed: the parser's time grows with the square of some inputs. */
export const shellTextLimit = 64_000;

export interface ShellScript {
  /** The text that the shell gets. */
  readonly text: string;
  readonly ast: ParsedScript;
  readonly commands: readonly ShellCommand[];
  /** True where a pipeline stands anywhere in the script. */
  readonly pipes: boolean;
  /** Where pipelines of two or more commands stand, in order of the script. */
  readonly pipelines: readonly Span[];
  /** Position in `text` to offset in the Dockerfile. */
  toSource(position: number): number;
}

const subshellTypes: ReadonlySet<string> = new Set(['Subshell', 'CommandExpansion', 'ProcessSubstitution']);

interface Pending {
  readonly node: SyntaxNode;
  readonly nested: boolean;
  readonly subshell: boolean;
}

interface FoundCommand extends Pick<Pending, 'nested' | 'subshell'> {
  readonly node: Command;
}

/** A script as parsed, its positions those in its text. */
interface ReadText {
  readonly ast: ParsedScript;
  readonly commands: readonly FoundCommand[];
  readonly pipelines: readonly SyntaxNode[];
}

function readText(text: string): ReadText {
  const ast = parse(text);
  const commands: FoundCommand[] = [];
  const pipelines: SyntaxNode[] = [];
  const stack: Pending[] = [{ node: ast, nested: false, subshell: false }];
  while (stack.length > 0) {
    const { node, nested, subshell } = stack.pop()!;
    if (node.type === 'Command') commands.push({ node, nested, subshell });
    if (node.type === 'Pipeline' && node.operators.length > 0) pipelines.push(node);
    const below = subshell || subshellTypes.has(node.type);
    const inner = nested || below || node.type === 'Function';
    const children: SyntaxNode[] = [];
    forEachChild(node, (child) => {
      children.push(child);
    });
    for (const child of children.reverse()) stack.push({ node: child, nested: inner, subshell: below });
  }
  return { ast, commands, pipelines };
}

const texts = new ByText<ReadText>();

/** Parses shell text whose positions `toSource` maps to the Dockerfile; null above `shellTextLimit` characters. */
export function readScript(text: string, toSource: (position: number) => number): ShellScript | null {
  if (text.length > shellTextLimit) return null;
  const { ast, ...found } = texts.of(text, () => readText(text));
  const inOrder = (a: Span, b: Span): number => a.start - b.start;
  const commands = found.commands.map(({ node, ...place }) => toCommand(node, place, toSource)).sort(inOrder);
  const pipelines = found.pipelines
    .map((node) => ({ start: toSource(node.pos), end: toSource(node.end - 1) + 1 }))
    .sort(inOrder);
  return { text, ast, commands, pipelines, pipes: pipelines.length > 0, toSource };
}

const cache = new WeakMap<Instruction, ShellScript | null>();
const placed = new ByText<ShellScript | null>();

/**
 * The shell script of a RUN in shell form (or of a CMD, ENTRYPOINT, HEALTHCHECK CMD); null in exec form and where the
 * text is over `shellTextLimit` characters.
 */
export function shellOf(dockerfile: Dockerfile, instruction: Instruction): ShellScript | null {
  const known = cache.get(instruction);
  if (known !== undefined) return known;
  const { start, end, json } = instruction;
  const read = (): ShellScript | null => {
    const shellText = shellTextOf(dockerfile, instruction);
    return readScript(shellText.text, (at) => shellText.toSource(at));
  };
  // The same characters at the same place are the same script, whatever stands around them.
  const key = `${start} ${dockerfile.escape} ${dockerfile.text.slice(start, end)}`;
  const script = json ? null : placed.of(key, read);
  cache.set(instruction, script);
  return script;
}
