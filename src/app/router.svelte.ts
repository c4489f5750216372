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
    const [, view = '', ...place] = location.hash.split('/');
    const known = this.ids.includes(view);
    this.view = known ? view : (this.ids[0] ?? '');
    if (known && place.length > 0) this.places.set(view, decode(place.join('/')));
  }

  /** Back to the first view, with no place remembered. */
  reset(): void {
    this.places.clear();
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
    this.read();
  }
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
