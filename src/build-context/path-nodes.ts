// Expressions as a graph of nodes; what begins alike is one way through it.
import { oneCharacter, type CharacterSet } from './character-set.ts';
import type { PathExpression } from './ignore-expression.ts';
import type { PathToken } from './go-regexp.ts';

/** A place between two tokens. What most nodes don't have is null: there may be very many. */
export class PathNode {
  /** Where single characters lead. */
  byCharacter: Map<number, PathNode> | null = null;
  bySet: [CharacterSet, PathNode][] | null = null;
  /** Where it goes on without a character. */
  skips: PathNode[] | null = null;
  /** The same, where a word begins or ends, or where none does. */
  boundaries: [wanted: boolean, PathNode][] | null = null;
  /** The patterns that end here, ascending. */
  accepts: number[] | null = null;
  /** The last pattern that leads through here, or through the node that this one belongs to. */
  private lastHere = -1;

  constructor(
    readonly id: number,
    /** What may come here any number of times. */
    readonly loop: CharacterSet | null,
    private readonly of: PathNode | null,
  ) {}

  get last(): number {
    return this.of ? this.of.lastHere : this.lastHere;
  }

  set last(pattern: number) {
    this.lastHere = pattern;
  }
}

const slash = oneCharacter(0x2f);

export class PathNodes {
  readonly root: PathNode;
  /** Where sets of characters begin, and where they have ended. */
  readonly edges = new Set<number>([0]);
  hasBoundaries = false;
  count = 0;
  private readonly known = new Map<string, PathNode>();

  constructor(expressions: readonly (PathExpression | null)[]) {
    this.root = this.make();
    this.root.last = expressions.length;
    this.cut(slash);
    for (const [pattern, expression] of expressions.entries()) {
      for (const tokens of expression ?? []) this.addWay(tokens, pattern);
    }
  }

  private make(loop: CharacterSet | null = null, of: PathNode | null = null): PathNode {
    return new PathNode(this.count++, loop, of);
  }

  private cut(set: CharacterSet): void {
    for (let at = 0; at < set.length; at += 2) {
      this.edges.add(set[at] as number);
      this.edges.add((set[at + 1] as number) + 1);
    }
  }

  private addWay(tokens: readonly PathToken[], pattern: number): void {
    let node = this.root;
    for (const token of tokens) {
      node = this.behind(node, token);
      node.last = pattern;
    }
    node.accepts ??= [];
    if (node.accepts.at(-1) !== pattern) node.accepts.push(pattern);
  }

  private behind(node: PathNode, token: PathToken): PathNode {
    if (token.kind === 'one' && token.set.length === 2 && token.set[0] === token.set[1]) {
      const code = token.set[0] as number;
      const known = node.byCharacter?.get(code);
      if (known) return known;
      const next = this.make();
      (node.byCharacter ??= new Map<number, PathNode>()).set(code, next);
      this.cut(token.set);
      return next;
    }
    const key = `${node.id} ${token.kind} ${token.kind === 'boundary' ? token.wanted : token.set.join()}`;
    const known = this.known.get(key);
    if (known) return known;
    const next = this.link(node, token);
    this.known.set(key, next);
    return next;
  }

  private link(node: PathNode, token: PathToken): PathNode {
    const next = this.make(token.kind === 'many' ? token.set : null);
    if (token.kind === 'boundary') {
      this.hasBoundaries = true;
      (node.boundaries ??= []).push([token.wanted, next]);
      return next;
    }
    this.cut(token.set);
    if (token.kind !== 'one') (node.skips ??= []).push(next);
    if (token.kind === 'one' || token.kind === 'maybe') (node.bySet ??= []).push([token.set, next]);
    if (token.kind === 'directories') {
      const inside = this.make(token.set, next);
      (node.skips ??= []).push(inside);
      inside.bySet = [[slash, next]];
    }
    return next;
  }
}
