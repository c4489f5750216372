// Shell commands of a RUN by unbash. Continuations and comment lines are taken out first, as the builder does, so that
// `# …` between two lines of a command does not hide the rest; positions are mapped back to the Dockerfile.
import { parse, forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import type { Dockerfile, Instruction, Span } from './model.ts';
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

type Found = Pick<ShellScript, 'commands' | 'pipelines'>;

function collect(ast: ParsedScript, toSource: (position: number) => number): Found {
  const commands: ShellCommand[] = [];
  const pipelines: Span[] = [];
  const stack: Pending[] = [{ node: ast, nested: false, subshell: false }];
  while (stack.length > 0) {
    const { node, nested, subshell } = stack.pop()!;
    if (node.type === 'Command') commands.push(toCommand(node, { nested, subshell }, toSource));
    if (node.type === 'Pipeline' && node.operators.length > 0) {
      pipelines.push({ start: toSource(node.pos), end: toSource(node.end - 1) + 1 });
    }
    const below = subshell || subshellTypes.has(node.type);
    const inner = nested || below || node.type === 'Function';
    const children: SyntaxNode[] = [];
    forEachChild(node, (child) => {
      children.push(child);
    });
    for (const child of children.reverse()) stack.push({ node: child, nested: inner, subshell: below });
  }
  const inOrder = (a: Span, b: Span): number => a.start - b.start;
  return { commands: commands.sort(inOrder), pipelines: pipelines.sort(inOrder) };
}

/** Parses shell text whose positions `toSource` maps to the Dockerfile; null above `shellTextLimit` characters. */
export function readScript(text: string, toSource: (position: number) => number): ShellScript | null {
  if (text.length > shellTextLimit) return null;
  const ast = parse(text);
  const found = collect(ast, toSource);
  return { text, ast, ...found, pipes: found.pipelines.length > 0, toSource };
}

const cache = new WeakMap<Instruction, ShellScript | null>();

/**
 * The shell script of a RUN in shell form (or of a CMD, ENTRYPOINT, HEALTHCHECK CMD); null in exec form and where the
 * text is over `shellTextLimit` characters.
 */
export function shellOf(dockerfile: Dockerfile, instruction: Instruction): ShellScript | null {
  const known = cache.get(instruction);
  if (known !== undefined) return known;
  const shellText = instruction.json ? null : shellTextOf(dockerfile, instruction);
  const script = shellText && readScript(shellText.text, (at) => shellText.toSource(at));
  cache.set(instruction, script);
  return script;
}
