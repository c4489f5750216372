// What stands in a shell script, wherever in it: commands, what variables are set to, functions, files that are read. The order
// of the text is kept as a number, since positions in backquotes begin anew.
import {
  forEachChild,
  type Command,
  type CommandArgument,
  type ParsedScript,
  type Redirect,
  type SyntaxNode,
  type Word,
} from 'unbash';
import { readScript } from '../../dockerfile/shell.ts';

const mostNodes = 200_000;

export interface PlacedCommand {
  readonly at: number;
  readonly node: Command;
  /** In a function, which may be called when all variables are set. */
  readonly isInFunction: boolean;
  /** The number of the innermost `( … )` or `$( … )` around it; -1 for none. */
  readonly subshell: number;
}

export interface PlacedRedirect extends Pick<PlacedCommand, 'at' | 'subshell'> {
  readonly operator: Redirect['operator'];
  readonly word: Word;
}

export interface Assigned {
  readonly at: number;
  /** Null where only the running script knows. */
  readonly words: readonly Word[] | null;
  /** The words are one value, elements of a list, or values one after the other. */
  readonly as: 'value' | 'list' | 'loop';
}

export interface ShellFacts {
  readonly commands: readonly PlacedCommand[];
  readonly variables: ReadonlyMap<string, readonly Assigned[]>;
  readonly functions: ReadonlySet<string>;
  /** Operands of `[[ -f path ]]`. */
  readonly tested: readonly { readonly at: number; readonly word: Word }[];
  readonly redirects: readonly PlacedRedirect[];
}

interface Collected {
  readonly commands: PlacedCommand[];
  readonly variables: Map<string, Assigned[]>;
  readonly functions: Set<string>;
  readonly tested: { at: number; word: Word }[];
  readonly redirects: PlacedRedirect[];
}

function set(found: Collected, name: string, assigned: Assigned): void {
  const known = found.variables.get(name);
  if (known) known.push(assigned);
  else found.variables.set(name, [assigned]);
}

/** `export NAME=value` and `local NAME=value` are arguments. */
function assignmentsIn(found: Collected, node: Command, at: number): void {
  const given: (Command['prefix'][number] | CommandArgument)[] = [...node.prefix, ...node.args];
  for (const one of given) {
    if (one.type !== 'Assignment') continue;
    const { name, value } = one;
    if (value.type === 'Word') set(found, name, { at, words: [value], as: 'value' });
    else set(found, name, { at, words: value.elements, as: 'list' });
  }
  const names = node.name?.value === 'read' ? node.args : [];
  for (const one of names) if (one.type === 'Word') set(found, one.value, { at, words: null, as: 'value' });
  // `set -- words` are the arguments from there on.
  const [first, ...rest] = node.args;
  if (node.name?.value === 'set' && first?.type === 'Word' && first.value === '--')
    set(found, '@', { at, words: rest.filter((one) => one.type === 'Word'), as: 'list' });
}

type Around = Pick<PlacedCommand, 'isInFunction' | 'subshell'>;

const subshells: ReadonlySet<string> = new Set(['Subshell', 'CommandExpansion', 'ProcessSubstitution']);

function take(found: Collected, node: SyntaxNode, at: number, around: Around): void {
  if (node.type === 'Command') {
    found.commands.push({ at, node, ...around });
    assignmentsIn(found, node, at);
  } else if (node.type === 'For' || node.type === 'Select') {
    set(found, node.name.value, { at, words: node.wordlist ?? null, as: 'loop' });
  } else if (node.type === 'Function') found.functions.add(node.name.value);
  else if (node.type === 'Redirect' && node.target)
    found.redirects.push({ at, operator: node.operator, word: node.target, subshell: around.subshell });
  else if (node.type === 'TestUnary') found.tested.push({ at, word: node.operand });
}

function factsOf(ast: ParsedScript): ShellFacts {
  const found: Collected = { commands: [], variables: new Map(), functions: new Set(), tested: [], redirects: [] };
  const stack: { node: SyntaxNode; around: Around }[] = [{ node: ast, around: { isInFunction: false, subshell: -1 } }];
  for (let at = 0; stack.length > 0 && at < mostNodes; at++) {
    const { node, around } = stack.pop()!;
    take(found, node, at, around);
    const children: SyntaxNode[] = [];
    forEachChild(node, (child) => {
      children.push(child);
    });
    const inner = {
      isInFunction: around.isInFunction || node.type === 'Function',
      subshell: subshells.has(node.type) ? at : around.subshell,
    };
    for (const child of children.reverse()) stack.push({ node: child, around: inner });
  }
  return found;
}

/** Null where the text is too long to be parsed. */
export function readShellFacts(text: string): ShellFacts | null {
  const script = readScript(text, (position) => position);
  return script && factsOf(script.ast);
}
