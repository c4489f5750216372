import { SvelteMap } from 'svelte/reactivity';

/** Where the address points: `#/better/use-slim` is the view `better` at the place `use-slim`. */
export class Router {
  view = $state('');
  /** The place last asked for in each view, which it keeps while another one is shown. */
  readonly places = new SvelteMap<string, string>();
  private readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    this.ids = ids;
    this.read();
  }

  /** Takes over `location.hash`; an unknown address is the first view. */
  read(): void {
    const { view, place } = addressParts(location.hash);
    const known = this.ids.includes(view);
    this.view = known ? view : (this.ids[0] ?? '');
    if (known && place !== null) this.places.set(view, place);
  }

  /** Back to the first view, with no place remembered. */
  reset(): void {
    this.places.clear();
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
    this.read();
  }
}

/** `#/layers/3/a%20b` is the place `3/a b` of the view `layers`; null: the address names none. */
export function addressParts(hash: string): { view: string; place: string | null } {
  const [, view = '', ...place] = hash.split('/');
  return { view, place: place.length > 0 ? decode(place.join('/')) : null };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Gives what is shown another address, in place of the one that it has in the history. */
export function replaceAddress(address: string): void {
  history.replaceState(null, '', address);
  // The browser tells of no address that the page itself replaces.
  dispatchEvent(new HashChangeEvent('hashchange'));
}
