// Many patterns at once, compared with paths character by character: a set of nodes becomes a state with its transitions as
// paths come by it, so that a character mostly costs one look-up. Never slower than the number of nodes for each character,
// whatever the patterns.
import { decodeText } from '../bytes/text.ts';
import { FaultError } from '../fault.ts';
import { contains } from './character-set.ts';
import { isWordCharacter } from './go-character-classes.ts';
import type { PathExpression } from './ignore-expression.ts';
import { PathNodes, type PathNode } from './path-nodes.ts';

/** How far a path has come. */
export interface PathState {
  readonly nodes: readonly PathNode[];
  /** Patterns up to this one are done with; -1 where all are looked at. */
  readonly after: number;
  readonly isBehindWord: boolean;
  /** Its row in the table of transitions; -1 where it is not kept. */
  readonly row: number;
  /** The pattern that decides on the path up to here, -1 for none; null as long as nobody asked. */
  decided: number | null;
  /** At the beginning of what lies in the directory of this path; null as long as nobody asked. */
  below: PathState | null;
}

/** Nodes and transitions of the states that are kept; others are made again each time. */
const mostKept = 4_000_000;
/** Rows of the table that there is room for at first. */
const firstRows = 256;
/** Some seconds. */
const mostSteps = 100_000_000;

const slash = 0x2f;
const ascii = 128;
/** A number of 32 bits that tells little of another. */
function scatter(number: number): number {
  const mixed = Math.imul(number + 1, 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
}

function tooManySteps(): FaultError {
  const what = 'the work of comparing its patterns with names';
  return new FaultError({
    kind: 'limit',
    fileName: '.dockerignore',
    what,
    limit: mostSteps,
    unit: 'steps',
    whole: true,
  });
}

export class PathAutomaton {
  readonly start: PathState;
  /** By class of characters that no pattern tells apart, the first of them. */
  private readonly first: Uint32Array;
  private readonly classes = new Int32Array(ascii);
  /** By a hash of what they are. */
  private readonly states = new Map<number, PathState[]>();
  private kept = 0;
  /** By row, the states that are kept. */
  private readonly rows: PathState[] = [];
  /** By row and class of the next character, the row of the state behind it; -1 where that is not known. */
  private table: Int32Array<ArrayBuffer>;
  private readonly hasBoundaries: boolean;
  /** By node, the last time that it was come to. */
  private readonly seen: Uint32Array;
  private time = 0;
  private steps = 0;

  /** Patterns whose expression is null match nothing. */
  constructor(
    expressions: readonly (PathExpression | null)[],
    private readonly isException: readonly boolean[],
  ) {
    const nodes = new PathNodes(expressions);
    this.hasBoundaries = nodes.hasBoundaries;
    if (this.hasBoundaries) for (const code of [0x30, 0x3a, 0x41, 0x5b, 0x5f, 0x60, 0x61, 0x7b]) nodes.edges.add(code);
    this.first = Uint32Array.from(nodes.edges).sort();
    for (let code = 0; code < ascii; code++) this.classes[code] = this.searchClass(code);
    this.seen = new Uint32Array(nodes.count);
    this.table = new Int32Array(firstRows * this.first.length).fill(-1);
    const begin: PathNode[] = [];
    this.time++;
    this.reach(nodes.root, -1, begin);
    this.start = this.stateOf(begin, -1, false);
  }

  /** Behind the name that is these bytes. */
  followBytes(from: PathState, bytes: Uint8Array, start: number, end: number): PathState {
    const { rows, classes } = this;
    const width = this.first.length;
    let state = from;
    // While the way is known, numbers alone are read.
    let { row } = from;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte >= ascii) return this.follow(from, decodeText(bytes.subarray(start, end)));
      const next = classes[byte] as number;
      const known = row < 0 ? -1 : (this.table[row * width + next] as number);
      if (known < 0) state = this.step(row < 0 ? state : (rows[row] as PathState), next);
      row = known < 0 ? state.row : known;
    }
    return row < 0 ? state : (rows[row] as PathState);
  }

  follow(from: PathState, name: string): PathState {
    let state = from;
    for (let at = 0; at < name.length; at++) {
      if (state.nodes.length === 0) return state;
      const code = name.codePointAt(at) as number;
      if (code > 0xffff) at++;
      const next = code < ascii ? (this.classes[code] as number) : this.searchClass(code);
      const known = state.row < 0 ? -1 : (this.table[state.row * this.first.length + next] as number);
      state = known < 0 ? this.step(state, next) : (this.rows[known] as PathState);
    }
    return state;
  }

  /**
   * The pattern that decides on the path. What matched a directory goes for all in it, and BuildKit does not compare a
   * pattern that would not change what is decided so far: only the last that was compared and matched counts, and in the
   * directory nothing before it does.
   */
  decide(state: PathState): number {
    return (state.decided ??= this.findDecided(state));
  }

  /** In the directory of the path. */
  enter(state: PathState): PathState {
    return (state.below ??= this.move(state, this.classes[slash] as number, this.decide(state)));
  }

  private findDecided(state: PathState): number {
    const matching = new Set<number>();
    for (const { accepts } of this.hasBoundaries ? this.across(state, false) : state.nodes) {
      for (const pattern of accepts ?? []) if (pattern > state.after) matching.add(pattern);
    }
    let decided = state.after;
    let isLeftOut = decided >= 0 && !this.isException[decided];
    for (const pattern of Uint32Array.from(matching).sort()) {
      if (this.isException[pattern] !== isLeftOut) continue;
      isLeftOut = !isLeftOut;
      decided = pattern;
    }
    return decided;
  }

  private searchClass(code: number): number {
    let low = 0;
    let high = this.first.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.first[middle] as number) <= code) low = middle;
      else high = middle;
    }
    return low;
  }

  private step(state: PathState, next: number): PathState {
    const made = this.move(state, next, state.after);
    if (state.row >= 0) this.table[state.row * this.first.length + next] = made.row;
    return made;
  }

  private move(state: PathState, next: number, after: number): PathState {
    const code = this.first[next] as number;
    const isWord = this.hasBoundaries && isWordCharacter(code);
    const from = this.hasBoundaries ? this.across(state, isWord) : state.nodes;
    const reached: PathNode[] = [];
    this.time++;
    for (const node of from) {
      if (node.loop && contains(node.loop, code)) this.reach(node, after, reached);
      const behind = node.byCharacter?.get(code);
      if (behind) this.reach(behind, after, reached);
      this.steps += node.bySet?.length ?? 0;
      for (const [set, to] of node.bySet ?? []) if (contains(set, code)) this.reach(to, after, reached);
    }
    return this.stateOf(reached, after, isWord);
  }

  /** Adds a node and those that it skips to; no recursion, as it would be as deep as a pattern is long. */
  private reach(node: PathNode, after: number, reached: PathNode[]): void {
    const open = [node];
    for (let at = open.pop(); at; at = open.pop(), this.steps++) {
      if (this.seen[at.id] === this.time || at.last <= after) continue;
      this.seen[at.id] = this.time;
      reached.push(at);
      if (at.skips) for (const skipped of at.skips) open.push(skipped);
    }
  }

  /** The nodes of a state with those beyond a boundary, now that the next character is known. */
  private across({ nodes, after, isBehindWord }: PathState, isWord: boolean): PathNode[] {
    const all: PathNode[] = [];
    this.time++;
    for (const node of nodes) this.reach(node, after, all);
    // What is reached on the way is looked at, too.
    for (const { boundaries } of all) {
      for (const [wanted, to] of boundaries ?? []) {
        if (wanted === (isBehindWord !== isWord)) this.reach(to, after, all);
      }
    }
    return all;
  }

  /** To be called right after these nodes were reached: they are those that were seen last. */
  private stateOf(nodes: readonly PathNode[], after: number, isBehindWord: boolean): PathState {
    this.steps += nodes.length;
    if (this.steps > mostSteps) throw tooManySteps();
    // A sum, as the nodes may come in any order.
    let hash = 2 * after + (isBehindWord ? 1 : 0);
    for (const { id } of nodes) hash = (hash + scatter(id)) | 0;
    const alike = this.states.get(hash) ?? [];
    const known = alike.find(
      (state) =>
        state.after === after &&
        state.isBehindWord === isBehindWord &&
        state.nodes.length === nodes.length &&
        state.nodes.every(({ id }) => this.seen[id] === this.time),
    );
    if (known) return known;
    this.kept += nodes.length + this.first.length;
    const isKept = this.kept < mostKept;
    const row = isKept ? this.rows.length : -1;
    const state: PathState = { nodes, after, isBehindWord, row, decided: null, below: null };
    if (isKept) this.keep(hash, state, alike);
    return state;
  }

  private keep(hash: number, state: PathState, alike: readonly PathState[]): void {
    this.states.set(hash, [...alike, state]);
    this.rows.push(state);
    if (this.rows.length * this.first.length <= this.table.length) return;
    const larger = new Int32Array(2 * this.table.length).fill(-1);
    larger.set(this.table);
    this.table = larger;
  }
}
