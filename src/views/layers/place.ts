import { filterKinds, type NameFilter } from '../../rootfs/name-filter.ts';
import { nodeKinds, type NodeKind, type TreeMode, type TreeSort } from '../../rootfs/tree-view.ts';
import { allKinds } from './toggles.ts';

/** More layers are not offered as a list to choose from. */
export const mostChoices = 200;

/** How the files of a layer are shown. */
export interface TreeSettings {
  readonly mode: TreeMode;
  readonly sort: TreeSort;
  readonly kinds: ReadonlySet<NodeKind>;
  readonly filter: NameFilter;
}

interface Place {
  readonly layer: number;
  readonly path: string;
  /** The contents of the file are shown. */
  readonly opens: boolean;
  /** Where in its contents, from 1; null: at their begin. */
  readonly line: number | null;
  /** Null where the address says nothing of them. */
  readonly settings: TreeSettings | null;
}

const noFilter: NameFilter = { kind: 'text', text: '' };

/** In place of a setting: the contents of the file, and a line of them. */
const contents = 'file';
const lineOf = (part: string): number | null => Number(/^line=([1-9]\d{0,14})$/.exec(part)?.[1] ?? 0) || null;

/**
 * A place in this view: `3` is layer 3, `3/app/server.js` a file there, `3;file/app/server.js` its contents,
 * `3;file;line=12/app/server.js` a line of them, and `3;image;glob=*.js/app` says how the tree is shown.
 */
export function readPlace(place: string): Place | null {
  const slash = place.indexOf('/');
  const [layer = '', ...parts] = (slash < 0 ? place : place.slice(0, slash)).split(';');
  const settings = parts.filter((part) => part !== contents && !part.startsWith('line='));
  if (!/^\d{1,9}$/.test(layer)) return null;
  const path = slash < 0 ? '' : place.slice(slash);
  const opens = parts.includes(contents) && path !== '';
  const line = opens ? (parts.map(lineOf).find((one) => one !== null) ?? null) : null;
  return { layer: Number(layer), path, opens, line, settings: settings.length > 0 ? readSettings(settings) : null };
}

function readSettings(parts: readonly string[]): TreeSettings {
  const hidden = parts.flatMap((part) => (part.startsWith('hide=') ? part.slice(5).split('+') : []));
  const filters = parts.flatMap((part): NameFilter[] => {
    const kind = filterKinds.find((one) => part.startsWith(`${one}=`));
    return kind ? [{ kind, text: decoded(part.slice(kind.length + 1)) }] : [];
  });
  return {
    mode: parts.includes('image') ? 'image' : 'layer',
    sort: parts.includes('name') ? 'name' : 'size',
    kinds: new Set(nodeKinds.filter((kind) => !hidden.includes(kind))),
    filter: filters[0] ?? noFilter,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What differs from how a tree is shown at first. The router decodes an address once, so a filter is written twice encoded. */
function writeSettings({ mode, sort, kinds, filter }: TreeSettings): string {
  const hidden = nodeKinds.filter((kind) => !kinds.has(kind));
  const parts = [
    ...(mode === 'image' ? ['image'] : []),
    ...(sort === 'name' ? ['name'] : []),
    ...(kinds.size < allKinds.size ? [`hide=${hidden.map(encodeURIComponent).join('+')}`] : []),
    ...(filter.text ? [`${filter.kind}=${encodeURIComponent(encodeURIComponent(filter.text))}`] : []),
  ];
  return parts.map((part) => `;${part}`).join('');
}

const pathAddress = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** The address of a layer, or of a path as a layer has it. */
export function layerAddress(layer: number, path = '', settings: TreeSettings | null = null): string {
  const view = `#/layers/${layer}${settings ? encodable(() => writeSettings(settings)) : ''}`;
  return view + encodable(() => pathAddress(path));
}

interface InFile {
  readonly settings?: TreeSettings | null;
  /** From 1. */
  readonly line?: number | null;
}

/** The address of a file's contents as a layer has them; that of the layer, where the name has none. */
export function fileAddress(layer: number, path: string, { settings = null, line = null }: InFile = {}): string {
  const end = encodable(() => pathAddress(path));
  if (end === '') return layerAddress(layer, '', settings);
  return `#/layers/${layer};${contents}${line === null ? '' : `;line=${line}`}${settings ? encodable(() => writeSettings(settings)) : ''}${end}`;
}

export const hasAddress = (path: string): boolean => encodable(() => pathAddress(path)) !== '';

/** '' for a name that is not UTF-8: it has no address. */
function encodable(write: () => string): string {
  try {
    return write();
  } catch {
    return '';
  }
}
