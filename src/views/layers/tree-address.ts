import { addressParts, replaceAddress } from '../../app/router.svelte.ts';
import { fileAddress, layerAddress, readPlace } from './place.ts';
import type { TreeModel } from './tree-model.svelte.ts';

/** Browsers stop a page that changes its address again and again: it follows once the keys rest. */
const rest = 250;

/** A file whose contents are shown, and where in them. */
interface Opened {
  readonly node: number;
  readonly line: number | null;
}

/** Keeps the address at what the tree shows, so that it leads back there; and the tree at where the address leads. */
export class TreeAddress {
  private told = '';
  /** Where the page is, as far as it was told. */
  private place = '';
  /** The path that was asked for, where the image has none of that name: it is told of as long as nothing else is chosen. */
  private missing = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly model: TreeModel;

  constructor(model: TreeModel) {
    this.model = model;
  }

  /** To be called with each new place. False where it is only what was told of the tree. */
  follow(place: string): boolean {
    const wanted = readPlace(place);
    this.place = place;
    if (!wanted || place === this.told) return false;
    // What was about to be told of is where the page was.
    clearTimeout(this.timer);
    this.told = '';
    const { model } = this;
    if (wanted.settings) model.settings = wanted.settings;
    const node = wanted.path ? model.rootfs.find(wanted.path) : null;
    if (node) void model.reveal(node);
    else if (wanted.path) model.selected = null;
    this.missing = node ? '' : wanted.path;
    return true;
  }

  /** To be called as the tree changes. Gives what forgets about it. */
  tell(layer: number, opened: Opened | null): () => void {
    const { model } = this;
    const { settings } = model;
    const shown = opened?.node ?? model.selected;
    if (shown) this.missing = '';
    const path = shown ? model.rootfs.pathOf(shown) : this.missing;
    const address = opened
      ? fileAddress(layer, path, { settings, line: opened.line })
      : layerAddress(layer, path, settings);
    this.timer = setTimeout(() => {
      const { view, place } = addressParts(location.hash);
      // Somewhere else was gone to, and the page is not told of it yet.
      if (view !== 'layers' || (place !== null && place !== this.place) || location.hash === address) return;
      // Nothing was chosen yet: the address of the view alone leads here as well.
      if (place === null && address === layerAddress(layer)) return;
      this.told = addressParts(address).place ?? '';
      replaceAddress(address);
    }, rest);
    return () => clearTimeout(this.timer);
  }
}
