/** More layers are not offered as a list to choose from. */
export const mostChoices = 200;

/** A place in this view: `3` is layer 3, `3/app/server.js` a file there. */
export function readPlace(place: string): { layer: number; path: string } | null {
  const [, layer, path = ''] = /^(\d+)(\/.*)?$/s.exec(place) ?? [];
  return layer === undefined ? null : { layer: Number(layer), path };
}

/** The address of a layer, or of a path as a layer has it. */
export function layerAddress(layer: number, path = ''): string {
  try {
    return `#/layers/${layer}${path.split('/').map(encodeURIComponent).join('/')}`;
  } catch {
    // A name that is not UTF-8 has no address.
    return `#/layers/${layer}`;
  }
}
