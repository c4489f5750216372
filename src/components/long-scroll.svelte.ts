/** Browsers draw nothing below some 33 million pixels (Chromium), 17 million (Firefox). */
const mostHeight = 8_000_000;
/** A list is scrolled in its own measure for so long, and brought to its place once it rests. */
const rest = 150;
const spare = 4;

/**
 * Which rows of a list of any length are in sight. Where all rows would be higher than a browser can draw, the scroll bar
 * stands for the list in proportion: dragging it goes to that part; the wheel and the keys go on row by row all the same.
 */
export class LongScroll {
  /** Where the sight begins, in pixels of the whole list. */
  private top = $state(0);
  /** The same as the element has it. */
  private scrolled = $state(0);
  private height = $state(600);
  private element: HTMLElement | null = null;
  private timer = 0;

  readonly total = $derived.by(() => this.count() * this.rowHeight);
  /** How high the list is in the page. */
  readonly shown = $derived.by(() => Math.min(this.total, mostHeight));
  readonly first = $derived.by(() => Math.max(0, Math.floor(this.top / this.rowHeight) - spare));
  readonly end = $derived.by(() =>
    Math.min(this.count(), Math.ceil((this.top + this.height) / this.rowHeight) + spare),
  );
  /** Where the first row in sight stands in the page's list. */
  readonly start = $derived.by(() => this.scrolled + this.first * this.rowHeight - this.top);
  readonly indices = $derived(Array.from({ length: Math.max(0, this.end - this.first) }, (_, at) => this.first + at));

  constructor(
    private readonly count: () => number,
    private readonly rowHeight: number,
  ) {}

  /** Rows that fit in at once. */
  get page(): number {
    return Math.max(1, Math.floor(this.height / this.rowHeight) - 1);
  }

  get firstInSight(): number {
    return Math.ceil(this.top / this.rowHeight);
  }

  /** The element that scrolls, for `{@attach}`. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.element = element;
    const scrolled = (): void => this.follow(element);
    const resized = new ResizeObserver(() => {
      if (element.clientHeight > 0) this.height = element.clientHeight;
    });
    element.addEventListener('scroll', scrolled, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', scrolled);
      resized.disconnect();
      clearTimeout(this.timer);
    };
  };

  /** Brings a row into sight: to the middle, where it is not there yet. */
  reveal(index: number): void {
    const at = index * this.rowHeight;
    if (at >= this.top && at + this.rowHeight <= this.top + this.height) return;
    this.goTo(at - this.height / 2);
  }

  /** Down or, below 0, up. */
  move(rows: number): void {
    this.goTo(this.top + rows * this.rowHeight);
  }

  private get room(): { list: number; page: number } {
    return { list: Math.max(0, this.total - this.height), page: Math.max(0, this.shown - this.height) };
  }

  private goTo(top: number): void {
    const { list } = this.room;
    this.top = Math.max(0, Math.min(list, top));
    this.settle();
  }

  private follow(element: HTMLElement): void {
    const by = element.scrollTop - this.scrolled;
    if (by === 0) return;
    const { list, page } = this.room;
    const isScaled = list > page;
    const atEnd = element.scrollTop <= 0 || element.scrollTop >= page - 1;
    const near = Math.abs(by) < 2 * this.height && !atEnd;
    this.scrolled = element.scrollTop;
    if (!isScaled) this.top = element.scrollTop;
    else this.top = near ? Math.max(0, Math.min(list, this.top + by)) : (element.scrollTop / page) * list;
    clearTimeout(this.timer);
    if (isScaled) this.timer = setTimeout(() => this.settle(), rest) as unknown as number;
  }

  /** Puts the scroll bar where the list is. */
  private settle(): void {
    const { element } = this;
    if (!element) return;
    const { list, page } = this.room;
    element.scrollTop = list > page ? (this.top / list) * page : this.top;
    this.scrolled = element.scrollTop;
  }
}
