import { untrack } from 'svelte';

/** Height of a row in pixels: the token --row. */
export const rowHeight = 26;
const spare = 8;

/** Which rows of a long list are in sight. The list is as high as all of its rows; only these are in the page. */
export class RowWindow {
  private top = $state(0);
  private height = $state(600);
  private element: HTMLElement | null = null;
  private readonly count: () => number;

  readonly first = $derived.by(() => {
    const last = Math.max(0, this.count() - Math.ceil(this.height / rowHeight));
    return Math.max(0, Math.min(last, Math.floor(this.top / rowHeight)) - spare);
  });
  readonly end = $derived.by(() => {
    const inSight = Math.ceil(this.height / rowHeight) + spare;
    return Math.min(this.count(), Math.max(this.first, Math.floor(this.top / rowHeight)) + inSight);
  });
  readonly indices = $derived(Array.from({ length: Math.max(0, this.end - this.first) }, (_, at) => this.first + at));

  constructor(count: () => number) {
    this.count = count;
  }

  /** The element that scrolls, for `{@attach}`. Its header row sticks and takes one row of its height. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.element = element;
    const scrolled = (): void => void (this.top = element.scrollTop);
    // Hidden views have no height, and keep what they had.
    const resized = new ResizeObserver(() => {
      if (element.clientHeight > 0) this.height = element.clientHeight;
    });
    element.addEventListener('scroll', scrolled, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', scrolled);
      resized.disconnect();
    };
  };

  /** Rows that fit in at once. */
  get page(): number {
    return Math.max(1, Math.floor(untrack(() => this.height) / rowHeight) - 2);
  }

  /** Brings a row into sight, as little as needed. */
  reveal(index: number): void {
    const { element } = this;
    if (!element || index < 0) return;
    const room = element.clientHeight - rowHeight;
    const start = index * rowHeight;
    if (start < element.scrollTop) element.scrollTop = start;
    else if (start + rowHeight > element.scrollTop + room) element.scrollTop = start + rowHeight - room;
    this.top = element.scrollTop;
  }

  toTop(): void {
    if (this.element) this.element.scrollTop = 0;
    this.top = 0;
  }
}
