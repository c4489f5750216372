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
  /** Null where the address says nothing of them. */
  readonly settings: TreeSettings | null;
}

const noFilter: NameFilter = { kind: 'text', text: '' };

/** A place in this view: `3` is layer 3, `3/app/server.js` a file there, `3;image;glob=*.js/app` with how it is shown. */
export function readPlace(place: string): Place | null {
  const slash = place.indexOf('/');
  const [layer = '', ...settings] = (slash < 0 ? place : place.slice(0, slash)).split(';');
  if (!/^\d{1,9}$/.test(layer)) return null;
  const path = slash < 0 ? '' : place.slice(slash);
  return { layer: Number(layer), path, settings: settings.length > 0 ? readSettings(settings) : null };
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

/** The address of a layer, or of a path as a layer has it. */
export function layerAddress(layer: number, path = '', settings: TreeSettings | null = null): string {
  const view = `#/layers/${layer}${settings ? encodable(() => writeSettings(settings)) : ''}`;
  return view + encodable(() => path.split('/').map(encodeURIComponent).join('/'));
}

/** A name that is not UTF-8 has no address. */
function encodable(write: () => string): string {
  try {
    return write();
  } catch {
    return '';
  }
}
