// Modules that a folder holds (docs.python.org/3/reference/import.html): packages, files of source, compiled ones, libraries.
import { textAt } from '../../bytes/string-column.ts';
import { EntryTypeCode } from '../../layer/layer-table.ts';
import type { Tracing } from '../tracing.ts';

/** A file or folder, and the link by which it was found. */
export interface Target {
  readonly node: number;
  readonly name: string;
  /** In which it was found. */
  readonly folder: number;
  /** The path of the link; null where there is none. */
  readonly link: string | null;
}

export interface ModuleEntry {
  folder: Target | null;
  readonly files: Target[];
}

export type ModuleIndex = ReadonlyMap<string, ModuleEntry>;

/** `_speedups.cpython-312-x86_64-linux-gnu.so`, `_ssl.abi3.so`, `fast.pypy310-pp73-x86_64-linux-gnu.so`. */
const taggedLibrary = /^[A-Za-z_\d]+\.(?:cpython-\d+[a-z]*|pypy\d+-pp\d+|abi3)[\w-]*\.so$/;
const plainLibrary = /^[A-Za-z_\d]+\.so$/;

export const isTaggedLibrary = (name: string): boolean => taggedLibrary.test(name);
export const isSource = (name: string): boolean => name.endsWith('.py');
export const isCompiled = (name: string): boolean => name.endsWith('.pyc');

/** Whether a file can be imported, by its name. */
const isModule = (name: string): boolean =>
  isSource(name) || isCompiled(name) || plainLibrary.test(name) || isTaggedLibrary(name);

function targetOf(child: number, folder: number, tracing: Tracing): Target | null {
  const { rootfs } = tracing;
  const name = rootfs.nameOf(child);
  const { lastEvents, eventTypes, eventLinks } = rootfs.columns;
  const event = lastEvents[child] as number;
  if (eventTypes[event] !== EntryTypeCode.symlink) return { node: child, name, folder, link: null };
  if (textAt(eventLinks, event) === '') return null;
  const link = rootfs.pathOf(child);
  const node = tracing.find(link);
  return node === null ? null : { node, name, folder, link };
}

function makeIndex(directory: number, tracing: Tracing): ModuleIndex {
  const index = new Map<string, ModuleEntry>();
  const entryOf = (name: string): ModuleEntry => {
    const known = index.get(name) ?? { folder: null, files: [] };
    index.set(name, known);
    return known;
  };
  for (const child of tracing.children(directory)) {
    const target = targetOf(child, directory, tracing);
    if (!target) continue;
    const dot = target.name.indexOf('.');
    if (dot < 0) {
      if (tracing.isDirectory(target.node)) entryOf(target.name).folder = target;
    } else if (isModule(target.name) && !tracing.isDirectory(target.node))
      entryOf(target.name.slice(0, dot)).files.push(target);
  }
  return index;
}

/** By the names of modules. */
export function modulesIn(directory: number, tracing: Tracing): ModuleIndex {
  const known = tracing.kept('python modules', () => new Map<number, ModuleIndex>());
  const index = known.get(directory) ?? makeIndex(directory, tracing);
  known.set(directory, index);
  return index;
}

/** What runs where a folder is imported; null where it is no package with code of its own. */
export function initOf(folder: number, tracing: Tracing): ModuleEntry | null {
  const init = modulesIn(folder, tracing).get('__init__');
  return init && init.files.length > 0 ? init : null;
}

/** Where a module stands: the packages above it, and itself. */
export interface ModulePlace {
  readonly above: readonly Target[];
  readonly entry: ModuleEntry;
  /** A folder without code of its own (a namespace package). */
  readonly isBare: boolean;
}

/** A dotted name below a folder. */
export function placeIn(folder: number, parts: readonly string[], tracing: Tracing): ModulePlace | null {
  const above: Target[] = [];
  let at = folder;
  for (const [index, part] of parts.entries()) {
    const entry = modulesIn(at, tracing).get(part);
    if (!entry) return null;
    if (index === parts.length - 1) {
      const isBare = entry.files.length === 0 && (!entry.folder || !initOf(entry.folder.node, tracing));
      return { above, entry, isBare };
    }
    if (!entry.folder) return null;
    above.push(entry.folder);
    at = entry.folder.node;
  }
  return null;
}

/** The first folder that has it; a namespace package where none has more. */
export function firstPlace(folders: Iterable<number>, parts: readonly string[], tracing: Tracing): ModulePlace | null {
  let bare: ModulePlace | null = null;
  for (const folder of folders) {
    const place = placeIn(folder, parts, tracing);
    if (place && !place.isBare) return place;
    bare ??= place;
  }
  return bare;
}
