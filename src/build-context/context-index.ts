import { textAt } from '../bytes/string-column.ts';
import { ContextKind, type ContextTree } from './context-tree.ts';
import { globOf } from './dockerignore.ts';

const indexes = new WeakMap<ContextTree['names'], ContextIndex>();

/** Levels that a pattern or a path is followed down; no file system has more. */
const mostLevels = 4096;

/** The way down a tree, and its nodes by their names. */
export class ContextIndex {
  /** What lies right in node i: `children` from starts[i] to starts[i + 1]. */
  private readonly starts: Uint32Array;
  private readonly children: Uint32Array;
  private byName: ReadonlyMap<string, readonly number[]> | null = null;
  private readonly byGlob = new Map<string, readonly number[]>();

  private constructor(private readonly tree: Omit<ContextTree, 'sizes'>) {
    const { parents } = tree;
    const starts = new Uint32Array(parents.length + 1);
    for (let node = 1; node < parents.length; node++) starts[(parents[node] as number) + 1]!++;
    for (let node = 0; node < parents.length; node++) starts[node + 1]! += starts[node] as number;
    const next = starts.slice();
    const children = new Uint32Array(Math.max(0, parents.length - 1));
    for (let node = 1; node < parents.length; node++) children[next[parents[node] as number]!++] = node;
    this.starts = starts;
    this.children = children;
  }

  /** Made once for the names of a tree: sizes come in later. */
  static of({ names, parents, kinds }: ContextTree): ContextIndex {
    let index = indexes.get(names);
    if (!index) indexes.set(names, (index = new ContextIndex({ names, parents, kinds })));
    return index;
  }

  get count(): number {
    return this.tree.parents.length;
  }

  nameOf(node: number): string {
    return textAt(this.tree.names, node);
  }

  parentOf(node: number): number {
    return this.tree.parents[node] as number;
  }

  isDirectory(node: number): boolean {
    return this.tree.kinds[node] !== ContextKind.file;
  }

  childrenOf(node: number): Uint32Array {
    return this.children.subarray(this.starts[node], this.starts[node + 1]);
  }

  /** Puts what lies right in a node on a stack. A view for each of many directories would take longer than the walk. */
  pushChildren(node: number, stack: number[]): void {
    const { children } = this;
    const end = this.starts[node + 1] as number;
    for (let at = this.starts[node] as number; at < end; at++) stack.push(children[at] as number);
  }

  /** The nodes of each name. */
  get names(): ReadonlyMap<string, readonly number[]> {
    if (this.byName) return this.byName;
    const byName = new Map<string, number[]>();
    for (let node = 1; node < this.count; node++) {
      const name = this.nameOf(node);
      const known = byName.get(name);
      if (known) known.push(node);
      else byName.set(name, [node]);
    }
    this.byName = byName;
    return byName;
  }

  /** Nodes by a name, or by a pattern of names with one `*` in it: `*.log`, `.env.*`. In order. */
  named(pattern: string): readonly number[] {
    const star = pattern.indexOf('*');
    if (star < 0) return this.names.get(pattern) ?? [];
    const known = this.byGlob.get(pattern);
    if (known) return known;
    const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
    const found: number[] = [];
    for (const [name, nodes] of this.names) {
      if (name.length < start.length + end.length || !name.endsWith(end) || !name.startsWith(start)) continue;
      for (const node of nodes) found.push(node);
    }
    found.sort((a, b) => a - b);
    this.byGlob.set(pattern, found);
    return found;
  }

  /** What is called so right in a directory; null where nothing is. */
  childNamed(directory: number, name: string): number | null {
    const inside = this.childrenOf(directory);
    const so = this.names.get(name) ?? [];
    const found =
      so.length < inside.length
        ? so.find((node) => this.parentOf(node) === directory)
        : inside.find((node) => this.nameOf(node) === name);
    return found ?? null;
  }

  /** By its path in the folder, or in a directory of it; null where there is none, or where it leads out of the folder. */
  find(path: string, from = 0): number | null {
    let node: number = path.startsWith('/') ? 0 : from;
    const parts = path.split('/');
    if (parts.length > mostLevels) return null;
    for (const part of parts) {
      if (part === '' || part === '.') continue;
      const next = part === '..' ? (node === 0 ? null : this.parentOf(node)) : this.childNamed(node, part);
      if (next === null) return null;
      node = next;
    }
    return node;
  }

  /** The nodes that a path with wildcards names, `**` for any number of directories. */
  matching(pattern: string, from = 0): number[] {
    const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.length > mostLevels) return [];
    let nodes = new Set([pattern.startsWith('/') ? 0 : from]);
    for (const part of parts) {
      const next = new Set<number>();
      for (const node of nodes) this.step(node, part, next);
      nodes = next;
    }
    return [...nodes].sort((a, b) => a - b);
  }

  private step(node: number, part: string, next: Set<number>): void {
    if (part === '..') {
      if (node > 0) next.add(this.parentOf(node));
    } else if (part === '**') {
      const open = [node];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (next.has(at)) continue;
        next.add(at);
        this.pushChildren(at, open);
      }
    } else if (/[*?[\\]/.test(part)) {
      const matches = globOf(part);
      for (const child of this.childrenOf(node)) if (matches(this.nameOf(child))) next.add(child);
    } else {
      const child = this.childNamed(node, part);
      if (child !== null) next.add(child);
    }
  }
}
