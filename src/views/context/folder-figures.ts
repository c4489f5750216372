import type { ContextAudit, SentSums } from '../../build-context/context-audit.ts';
import type { Bytes } from '../../bytes/units.ts';
import type { TreemapSource } from '../../components/treemap.ts';
import type { FolderTree } from './folder-tree.ts';

/** What of a folder is looked at: what is sent now, what would be with the proposal, or all of it. */
export type Scope = 'now' | 'proposed' | 'all';

/** What becomes of a node. `in part`: of a folder, something of it is sent and something is not. */
export type Fate = 'sent' | 'left out' | 'left out as proposed' | 'in part';

type Sent = Pick<ContextAudit, 'ignored' | 'sums' | 'sumsAsProposed'>;

export type FolderColumn = 'name' | 'files' | 'bytes';

export interface FolderSort {
  readonly column: FolderColumn;
  readonly descending: boolean;
}

export interface FolderRow {
  readonly node: number;
  readonly name: string;
  readonly isFolder: boolean;
  readonly files: number;
  readonly bytes: Bytes;
  readonly unsized: number;
  readonly fate: Fate;
}

/** What a folder weighs, by node, in each scope. */
export class FolderFigures {
  readonly folder: FolderTree;
  private readonly audit: Sent | null;
  private readonly now: SentSums;
  private readonly proposed: SentSums;

  constructor(folder: FolderTree, audit: Sent | null) {
    this.folder = folder;
    this.audit = audit;
    this.now = audit?.sums ?? folder.sums;
    this.proposed = audit?.sumsAsProposed ?? this.now;
  }

  private get all(): SentSums {
    return this.folder.sums;
  }

  filesIn(node: number, scope: Scope): number {
    return this[scope].files[node] ?? 0;
  }

  bytesIn(node: number, scope: Scope): Bytes {
    return this[scope].bytes[node] ?? 0;
  }

  unsizedIn(node: number, scope: Scope): number {
    return this[scope].unsized[node] ?? 0;
  }

  sourceOf(scope: Scope): TreemapSource {
    const { bytes } = this[scope];
    return { weightOf: (node) => bytes[node] ?? 0, childrenOf: (node) => this.folder.childrenOf(node) };
  }

  /** Of what the scope has of it. */
  fateOf(node: number, scope: Scope): Fate {
    const whole = this[scope].files[node] as number;
    const now = this.now.files[node] as number;
    const proposed = this.proposed.files[node] as number;
    if (whole === 0) return this.audit?.ignored[node] === 1 ? 'left out' : 'sent';
    if (now === 0) return 'left out';
    if (proposed === 0) return 'left out as proposed';
    return proposed === whole ? 'sent' : 'in part';
  }

  rowOf(node: number, scope: Scope): FolderRow {
    return {
      node,
      name: this.folder.nameOf(node),
      isFolder: this.folder.isFolder(node),
      files: this.filesIn(node, scope),
      bytes: this.bytesIn(node, scope),
      unsized: this.unsizedIn(node, scope),
      fate: this.fateOf(node, scope),
    };
  }

  /** What lies right in a folder, of what the scope has, by a column, equal ones by name; empty folders in `all` alone. */
  nodesIn(folder: number, scope: Scope, { column, descending }: FolderSort): number[] {
    const { files } = this[scope];
    const nodes = [...this.folder.childrenOf(folder)].filter((node) => scope === 'all' || files[node] !== 0);
    const sign = descending ? -1 : 1;
    const nameOf = (node: number): string => this.folder.nameOf(node);
    if (column === 'name') return byName(nodes, nameOf, sign);
    // By numbers first: of a folder with very many files, names would take much longer than all else.
    const value = this[scope][column];
    return nodes.sort((a, b) => sign * ((value[a] as number) - (value[b] as number)) || byText(nameOf(a), nameOf(b)));
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each name is decoded once. */
function byName(nodes: readonly number[], nameOf: (node: number) => string, sign: number): number[] {
  const named = nodes.map((node) => ({ node, name: nameOf(node) }));
  return named.sort((a, b) => sign * byText(a.name, b.name)).map(({ node }) => node);
}
