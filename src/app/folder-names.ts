import { ContextKind, ContextTreeBuilder } from '../build-context/context-tree.ts';
import type { Fault } from '../fault.ts';
import { isContextText } from './context-texts.ts';
import type { FileSource } from './file-source.ts';
import { namesAnInput, textKindOfName } from './intake.ts';

export const mostNames = 500_000;
/** More than any project has; a hostile one has as many as a path has letters. */
export const mostLevels = 256;

/** Files at the top of a folder that say it holds an image. */
const marks: ReadonlySet<string> = new Set(['oci-layout', 'index.json', 'manifest.json', 'repositories']);

/** Folders of a project whose Dockerfiles are not its own. */
export const othersFolders: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);
/** What they hold is not described by what a project's own manifests say. */
const othersManifests: ReadonlySet<string> = new Set([...othersFolders, 'vendor']);

/** A directory of the folder, with what its place says of what lies in it. */
export interface Place {
  readonly node: number;
  /** '' for the folder itself. */
  readonly path: string;
  /** 0 for the folder itself. */
  readonly level: number;
  /** Dockerfiles in it are the project's own. */
  readonly isOwn: boolean;
  readonly hasOwnManifests: boolean;
}

export interface NamedSource {
  readonly path: string;
  readonly source: FileSource;
}

export interface UnreadableFolder {
  readonly path: string;
  /** In the browser's words. */
  readonly detail: string;
}

/** Every name of a folder, as far as the browser shows them and the limits go, and what to read of it. */
export class FolderNames {
  readonly tree = new ContextTreeBuilder();
  readonly top: Place = { node: 0, path: '', level: 0, isOwn: true, hasOwnManifests: true };
  /** By node; undefined for directories. */
  readonly sources: (FileSource | undefined)[] = [undefined];
  /** Named like what Plimsoll reads: of Dockerfiles those of the project, of others those at its top. */
  readonly inputs: NamedSource[] = [];
  /** Manifests and ignore files. */
  readonly texts: NamedSource[] = [];
  readonly unreadable: UnreadableFolder[] = [];
  /** Files and folders whose names the browser does not give. */
  unnamed = 0;
  files = 0;
  /** It holds an image: an OCI layout, or what docker save wrote, unpacked. */
  isImage = false;
  /** Where the names go on beyond a limit. */
  readonly faults: Fault[] = [];

  constructor(
    readonly name: string,
    /** Dropped on the page, or chosen by the browser's own dialogue. */
    readonly how: 'dropped' | 'chosen',
  ) {}

  /** There are as many names as are taken; whoever has more to add stops there. */
  get isFull(): boolean {
    return this.tree.count > mostNames;
  }

  addFile(directory: Place, name: string, source: FileSource): void {
    if (!this.hasRoom('entries')) return;
    const node = this.tree.add(directory.node, name, ContextKind.file);
    this.sources[node] = source;
    this.files++;
    const isTop = directory.level === 0;
    if (isTop && marks.has(name)) this.isImage = true;
    const isInput = isTop ? namesAnInput(name) : directory.isOwn && textKindOfName(name) === 'dockerfile';
    const isText = directory.hasOwnManifests && isContextText(name);
    if (!isInput && !isText) return;
    const named = { path: pathIn(directory, name), source };
    if (isInput) this.inputs.push(named);
    if (isText) this.texts.push(named);
  }

  /** Null where it lies too deep, or there are too many names: it is not to be looked into. */
  addDirectory(directory: Place, name: string): Place | null {
    if (!this.hasRoom('entries')) return null;
    const isDeep = directory.level >= mostLevels;
    const node = this.tree.add(directory.node, name, isDeep ? ContextKind.unreadable : ContextKind.directory);
    if (isDeep) return (this.tellLimit('levels'), null);
    return {
      node,
      path: pathIn(directory, name),
      level: directory.level + 1,
      isOwn: directory.isOwn && !othersFolders.has(name),
      hasOwnManifests: directory.hasOwnManifests && !othersManifests.has(name),
    };
  }

  addUnreadable({ node, path }: Place, detail: string): void {
    this.tree.setKind(node, ContextKind.unreadable);
    this.unreadable.push({ path, detail });
  }

  private hasRoom(unit: 'entries'): boolean {
    if (!this.isFull) return true;
    this.tellLimit(unit);
    return false;
  }

  private tellLimit(unit: 'entries' | 'levels'): void {
    if (this.faults.some((fault) => fault.kind === 'limit' && fault.unit === unit)) return;
    const what = unit === 'entries' ? 'the names in a folder' : 'folders in folders';
    const limit = unit === 'entries' ? mostNames : mostLevels;
    this.faults.push({ kind: 'limit', fileName: this.name, what, limit, unit });
  }
}

const pathIn = ({ path }: Place, name: string): string => (path === '' ? name : `${path}/${name}`);
