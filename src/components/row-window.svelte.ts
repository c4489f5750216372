import { untrack } from 'svelte';

/** Height of a row in pixels: the token --row. */
export const rowHeight = 26;
/** A list of more rows than these is windowed, where a short one is not. */
export const longList = 200;
const spare = 8;

/** Which rows of a long list are in sight. The list is as high as all of its rows; only these are in the page. */
export class RowWindow {
  private top = $state(0);
  private height = $state(600);
  private element: HTMLElement | null = null;
  private readonly count: () => number;
  private readonly rowHeight: number;

  readonly first = $derived.by(() => {
    const last = Math.max(0, this.count() - Math.ceil(this.height / this.rowHeight));
    return Math.max(0, Math.min(last, Math.floor(this.top / this.rowHeight)) - spare);
  });
  readonly end = $derived.by(() => {
    const inSight = Math.ceil(this.height / this.rowHeight) + spare;
    return Math.min(this.count(), Math.max(this.first, Math.floor(this.top / this.rowHeight)) + inSight);
  });
  readonly indices = $derived(Array.from({ length: Math.max(0, this.end - this.first) }, (_, at) => this.first + at));

  /** `height`: of each row, in pixels. */
  constructor(count: () => number, height = rowHeight) {
    this.count = count;
    this.rowHeight = height;
  }

  /** The element that scrolls, for `{@attach}`. Its header row sticks and takes the height of a usual row of it. */
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
    return Math.max(1, Math.floor(untrack(() => this.height) / this.rowHeight) - 2);
  }

  /** Brings a row into sight, as little as needed. */
  reveal(index: number): void {
    const { element } = this;
    if (!element || index < 0) return;
    const room = element.clientHeight - rowHeight;
    const start = index * this.rowHeight;
    const end = start + this.rowHeight;
    if (start < element.scrollTop) element.scrollTop = start;
    else if (end > element.scrollTop + room) element.scrollTop = end - room;
    this.top = element.scrollTop;
  }

  toTop(): void {
    if (this.element) this.element.scrollTop = 0;
    this.top = 0;
  }
}
