import type { BuildContext, ContextText, IgnoredNodes } from '../build-context/build-context.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import { contextPath } from '../build-context/context-tree.ts';
import { ignoredByFile } from '../build-context/dockerignore.ts';
import { ignoreFileInForce } from '../build-context/ignore-file-in-force.ts';

/** What goes with a Dockerfile: the folder it is built from. */
export interface FolderInput {
  readonly context: BuildContext;
  /** The text of one that was dropped beside the folder: it counts where the folder has none. */
  readonly dockerignore: string | null;
}

/** Manifests lie among the first; node_modules that is sent may have more. */
const mostPaths = 100_000;

/** The folder that a Dockerfile is built from, as the builder gets it: what .dockerignore leaves out is not there. */
export class ProjectFolder {
  readonly index: ContextIndex;
  private sentPaths: readonly string[] | null = null;
  private textsByPath: ReadonlyMap<string, string> | null = null;

  private constructor(
    readonly context: BuildContext,
    /** The ignore file in force; null where there is none. */
    readonly ignoreFile: ContextText | null,
    /** By node: 1 where it is left out. */
    readonly ignored: IgnoredNodes,
  ) {
    this.index = ContextIndex.of(context.tree);
  }

  /** `dockerfile`: its path in the folder, as an ignore file may be its own; null where nobody knows how the folder is built. */
  static of({ context, dockerignore }: FolderInput, dockerfile: string | null): ProjectFolder {
    const dropped = dockerignore === null ? null : { path: '.dockerignore', text: dockerignore };
    const ignoreFile = ignoreFileInForce(context.texts, dockerfile ?? 'Dockerfile') ?? dropped;
    return new ProjectFolder(context, ignoreFile, ignoredByFile(context.tree, ignoreFile?.text ?? ''));
  }

  /** The node of a file or folder that is sent, by its path in the folder; null where there is none. */
  find(path: string): number | null {
    const node = this.index.find(path);
    return node !== null && this.ignored[node] === 0 ? node : null;
  }

  /** A file of this path is sent. */
  has(path: string): boolean {
    const node = this.find(path);
    return node !== null && !this.index.isDirectory(node);
  }

  /** A folder of this path is sent. */
  hasFolder(path: string): boolean {
    const node = this.find(path);
    return node !== null && this.index.isDirectory(node);
  }

  /** What a file that is sent says: manifests, lockfiles, ignore files; null where it is none of them, or was not read. */
  textOf(path: string): string | null {
    this.textsByPath ??= new Map(this.context.texts.map((one) => [one.path, one.text]));
    return this.has(path) ? (this.textsByPath.get(path) ?? null) : null;
  }

  /** Paths of what is sent by a name, or by a pattern of names with one `*` in it: `*.csproj`. In order, `most` of them. */
  named(pattern: string, most = 1000): string[] {
    const nodes = this.index.named(pattern).filter((node) => this.ignored[node] === 0);
    return nodes.slice(0, most).map((node) => contextPath(this.context.tree, node));
  }

  /** Paths of all files that are sent, the first `mostPaths` of them. */
  get paths(): readonly string[] {
    if (this.sentPaths) return this.sentPaths;
    const paths: string[] = [];
    for (let node = 1; node < this.index.count && paths.length < mostPaths; node++) {
      if (this.ignored[node] === 0 && !this.index.isDirectory(node)) paths.push(contextPath(this.context.tree, node));
    }
    return (this.sentPaths = paths);
  }

  /** Names of what is sent right in a folder; none where there is no such folder. */
  namesIn(path: string): string[] {
    const node = path === '' ? 0 : this.find(path);
    if (node === null) return [];
    const children = Array.from(this.index.childrenOf(node)).filter((child) => this.ignored[child] === 0);
    return children.map((child) => this.index.nameOf(child));
  }
}
