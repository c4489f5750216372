/** More layers are not offered as a list to choose from. */
export const mostChoices = 200;

/** A place in this view: `3` is layer 3, `3/app/server.js` a file there, `3:file/app/server.js` its contents. */
export function readPlace(place: string): { layer: number; path: string; opens: boolean } | null {
  const [, layer, opens, path = ''] = /^(\d+)(:file)?(\/.*)?$/s.exec(place) ?? [];
  return layer === undefined ? null : { layer: Number(layer), path, opens: opens !== undefined && path !== '' };
}

/** The address of a layer, or of a path as a layer has it. */
export function layerAddress(layer: number, path = ''): string {
  return `#/layers/${layer}${encoded(path) ?? ''}`;
}

/** The address of a file's contents as a layer has them; that of the layer, where the name has none. */
export function fileAddress(layer: number, path: string): string {
  const end = encoded(path);
  return end === null ? layerAddress(layer) : `#/layers/${layer}:file${end}`;
}

export const hasAddress = (path: string): boolean => encoded(path) !== null;

/** Null for a name that is not UTF-8. */
function encoded(path: string): string | null {
  try {
    return path.split('/').map(encodeURIComponent).join('/');
  } catch {
    return null;
  }
}
