// Which files the programs and scripts of an image cannot start without: their loaders and interpreters, and the shared
// libraries that they name (ld.so(8), "DESCRIPTION"). /etc/ld.so.conf is not read: the usual folders stand in for it.
import type { ReadImage } from '../../hardening/hardened-image.ts';
import { absolute, directoriesOf, searchPathOf, variableOf } from '../../hardening/program-search.ts';
import { baseName } from '../../hardening/start-command.ts';
import { ChangeKindCode, noEvent } from '../../rootfs/columns.ts';
import { EntryTypeCode } from '../../layer/layer-table.ts';
import { resolvePath } from '../../rootfs/resolve-path.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import { textAt } from '../../bytes/string-column.ts';
import type { ElfFacts } from '../../content/elf.ts';

/** A file that programs or scripts need, by the name that they have for it. */
export interface NeededFile {
  readonly name: string;
  readonly as: 'library' | 'loader' | 'interpreter';
  /** Stored copies (event numbers) that would do, in whatever layer: one that is visible is enough. */
  readonly copies: readonly number[];
  /** Packages that brought them; null stands for a file that none did. */
  readonly packages: readonly (string | null)[];
  /** Nodes of what needs it. */
  readonly by: readonly number[];
}

const limits = {
  /** Files that are needed. */
  files: 5000,
  /** Folders that a name is looked for in. */
  folders: 200,
  links: 8,
  copies: 64,
} as const;

const libraryFolders = ['/lib', '/usr/lib', '/usr/local/lib', '/lib64', '/usr/lib64', '/usr/local/lib64'] as const;
/** Debian’s folders by machine: `x86_64-linux-gnu`. */
const ofMachine = /^[a-z0-9_]+-linux-(?:gnu|musl)[a-z0-9_]*$/;

function usualFolders(rootfs: Rootfs): string[] {
  return libraryFolders.flatMap((folder) => {
    const { node } = resolvePath(rootfs, folder);
    const names = node === null ? [] : rootfs.childrenOf(node).map((child) => rootfs.nameOf(child));
    return [folder, ...names.filter((name) => ofMachine.test(name)).map((name) => `${folder}/${name}`)];
  });
}

/** What the node was when it was last there; noEvent where it never was. */
function lastStored({ columns }: Rootfs, node: number): number {
  let event = columns.lastEvents[node] as number;
  while (event !== noEvent && columns.eventKinds[event] === ChangeKindCode.removed) {
    event = columns.previousEvents[event] as number;
  }
  return event;
}

/** Paths of the tree as it is or once was: what was deleted since is found too. */
class StoredPaths {
  readonly #folders = new Map<string, number | null>();

  constructor(private readonly rootfs: Rootfs) {}

  /** The file that a path names or named, symbolic links followed; null where none ever did. */
  find(path: string): number | null {
    const { columns } = this.rootfs;
    let at = path;
    for (let links = 0; links <= limits.links; links++) {
      const slash = at.lastIndexOf('/');
      const folder = this.#folder(at.slice(0, slash));
      const node = folder === null ? null : this.rootfs.childNamed(folder, at.slice(slash + 1));
      const event = node === null ? noEvent : lastStored(this.rootfs, node);
      if (event === noEvent) return null;
      if (columns.eventTypes[event] !== EntryTypeCode.symlink) return node;
      const target = textAt(columns.eventLinks, event);
      at = cleanPath(target.startsWith('/') ? target : `${at.slice(0, slash)}/${target}`);
    }
    return null;
  }

  #folder(path: string): number | null {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const found = resolvePath(this.rootfs, path || '/').node ?? this.rootfs.find(path);
    this.#folders.set(path, found);
    return found;
  }
}

function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Every copy that a node’s names ever showed. */
function copiesOf(rootfs: Rootfs, node: number): number[] {
  const copies = rootfs.eventsOf(node).map((event) => rootfs.columns.eventCopies[event] as number);
  return [...new Set(copies.filter((copy) => copy >= 0))].slice(-limits.copies);
}

class Needs {
  readonly #image: ReadImage;
  readonly #paths: StoredPaths;
  readonly #usual: readonly string[];
  readonly #found = new Map<string, NeededFile & { readonly by: number[] }>();
  isCut = false;

  constructor(image: ReadImage) {
    this.#image = image;
    this.#paths = new StoredPaths(image.rootfs);
    const preferred = directoriesOf(variableOf(image.image.config, 'LD_LIBRARY_PATH') ?? '', image.image.config);
    this.#usual = [...preferred, ...usualFolders(image.rootfs)].slice(0, limits.folders);
  }

  get files(): NeededFile[] {
    return [...this.#found.values()];
  }

  addElf(node: number, { interpreter, needs, searchPaths }: ElfFacts): void {
    const { rootfs, image } = this.#image;
    if (interpreter !== null)
      this.#add('loader', interpreter, [absolute(interpreter, image.config)], node, interpreter);
    if (needs === null || needs.length === 0) return;
    const folder = rootfs.pathOf(rootfs.parentOf(node));
    const origin = folder === '/' ? '' : folder;
    const own = searchPaths.map((path) => cleanPath(path.replace(/\$(?:ORIGIN|\{ORIGIN\})/g, origin)));
    for (const name of needs) {
      const isPath = name.includes('/');
      const paths = isPath ? [absolute(name, image.config)] : [...own, ...this.#usual].map((one) => `${one}/${name}`);
      this.#add('library', name, paths, node, `${own.join(':')}:${name}`);
    }
  }

  addScript(node: number, words: readonly string[]): void {
    const { config } = this.#image.image;
    const [interpreter = ''] = words;
    this.#add('interpreter', interpreter, [absolute(interpreter, config)], node, interpreter);
    const program = words.slice(1).find((word) => !word.startsWith('-') && !word.includes('='));
    if (baseName(interpreter) !== 'env' || program === undefined || program.includes('/')) return;
    const paths = searchPathOf(config).map((folder) => `${folder === '/' ? '' : folder}/${program}`);
    this.#add('interpreter', program, paths, node, `env ${program}`);
  }

  /** `key`: what was looked for, and where: the same is looked for once. */
  #add(as: NeededFile['as'], name: string, paths: readonly string[], node: number, key: string): void {
    const known = this.#found.get(`${as} ${key}`);
    if (known) {
      known.by.push(node);
      return;
    }
    if (this.#found.size >= limits.files) {
      this.isCut = true;
      return;
    }
    const { rootfs, bodies } = this.#image;
    const nodes = new Set(paths.flatMap((path) => this.#paths.find(path) ?? []));
    const copies = new Set([...nodes].flatMap((found) => copiesOf(rootfs, found)));
    const packages = new Set([...nodes].map((found) => bodies.packageOf(rootfs.pathOf(found))));
    this.#found.set(`${as} ${key}`, { name, as, copies: [...copies], packages: [...packages], by: [node] });
  }
}

export interface FoundNeeds {
  readonly files: readonly NeededFile[];
  readonly isCut: boolean;
}

interface Given {
  readonly elves: readonly { readonly node: number; readonly elf: ElfFacts }[];
  readonly scripts: readonly { readonly node: number; readonly words: readonly string[] }[];
}

export function findNeeds(image: ReadImage, { elves, scripts }: Given): FoundNeeds {
  const needs = new Needs(image);
  for (const { node, elf } of elves) needs.addElf(node, elf);
  for (const { node, words } of scripts) needs.addScript(node, words);
  return { files: needs.files, isCut: needs.isCut };
}
