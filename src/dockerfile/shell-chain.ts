import type { Dockerfile, Instruction, Span } from './model.ts';
import { shellOf, type ShellCommand, type ShellScript } from './shell.ts';

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

const cache = new WeakMap<ShellScript, Chain | null>();

/** The `&&` chain of a RUN in shell form; null for exec form, here-documents and overlong scripts. */
export function chainOf(dockerfile: Dockerfile, instruction: Instruction): Chain | null {
  if (instruction.keyword !== 'RUN' || instruction.heredocs.length > 0) return null;
  const script = shellOf(dockerfile, instruction);
  if (!script) return null;
  const known = cache.get(script);
  if (known !== undefined) return known;
  const chain = readChain(script);
  cache.set(script, chain);
  return chain;
}

function readChain(script: ShellScript): Chain | null {
  if ((script.ast.errors?.length ?? 0) > 0) return null;
  const [statement, ...others] = script.ast.commands;
  const last = others.at(-1) ?? statement;
  // A comment would hide what comes behind it, and behind a semicolon ` && ` is none.
  const isClosed = last !== undefined && script.text.slice(last.end).trim() !== '';
  const canAppend = !last?.background && !isClosed;
  if (!statement || others.length > 0 || statement.background) return { isPlain: false, canAppend, parts: [] };
  const node = statement.command;
  const links = node.type === 'AndOr' ? node.commands : [node];
  const isPlain = !isClosed && (node.type !== 'AndOr' || node.operators.every((operator) => operator === '&&'));
  const parts = links.map((link): ChainPart => {
    const start = script.toSource(link.pos);
    const end = script.toSource(Math.max(link.pos, link.end - 1)) + 1;
    const commands = script.commands.filter((command) => command.start >= start && command.end <= end);
    const isSimple = link.type === 'Command' && link.redirects.length === 0;
    return { start, end, commands, simple: isSimple ? (commands[0] ?? null) : null };
  });
  return { isPlain, canAppend, parts: isPlain ? parts : [] };
}
