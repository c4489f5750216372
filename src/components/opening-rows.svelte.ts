import { tick } from 'svelte';

/** Rows of a table that open: `tr[data-key]`, each with a button that says so. One is reached by Tab, the others by arrows. */
export class OpeningRows {
  open = $state.raw<readonly string[]>([]);
  private active = $state('');
  private body: HTMLElement | null = null;
  private readonly keys: () => readonly string[];
  private readonly reveal: (key: string) => void;
  /** The row that the Tab key comes in at. */
  readonly entry = $derived.by((): string => {
    const keys = this.keys();
    return keys.includes(this.active) ? this.active : (keys[0] ?? '');
  });

  /** `keys`: of the rows that are shown, in their order. `reveal`: of a long list, brings the row into the page. */
  constructor(keys: () => readonly string[], reveal: (key: string) => void = () => undefined) {
    this.keys = keys;
    this.reveal = reveal;
  }

  /** What holds the rows, for `{@attach}`. The buttons in them do what a click on the row does. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.body = element;
    element.addEventListener('keydown', this.keydown);
    element.addEventListener('click', this.click);
    return () => {
      this.body = null;
      element.removeEventListener('keydown', this.keydown);
      element.removeEventListener('click', this.click);
    };
  };

  /** False once what holds the rows is gone. */
  get isShown(): boolean {
    return this.body !== null;
  }

  toggle(key: string, wanted = !this.open.includes(key)): void {
    this.active = key;
    const others = this.open.filter((other) => other !== key);
    this.open = wanted ? [...others, key] : others;
  }

  /** Opens this row alone, and those that it is in, and brings it into sight. */
  async show(key: string, within: readonly string[] = []): Promise<void> {
    this.open = [...within, key];
    this.active = key;
    await this.bringIn(key);
    this.openerOf(key)?.scrollIntoView({ block: 'nearest' });
  }

  async focus(key: string): Promise<void> {
    this.active = key;
    await this.bringIn(key);
    this.openerOf(key)?.focus();
  }

  private async bringIn(key: string): Promise<void> {
    await tick();
    this.reveal(key);
    await tick();
  }

  private openerOf(key: string): HTMLElement | null | undefined {
    return this.body?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"] button`);
  }

  private async goTo(index: number): Promise<void> {
    const keys = this.keys();
    const key = keys[Math.max(0, Math.min(keys.length - 1, index))];
    if (key !== undefined) await this.focus(key);
  }

  private readonly keydown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rowOf(event.target);
    if (!row || !(event.target instanceof HTMLButtonElement)) return;
    const key = row.dataset.key ?? '';
    const at = this.keys().indexOf(key);
    const acts: Record<string, () => unknown> = {
      ArrowDown: () => this.goTo(at + 1),
      ArrowUp: () => this.goTo(at - 1),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.keys().length - 1),
      ArrowRight: () => this.toggle(key, true),
      ArrowLeft: () => this.toggle(key, false),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  // A row opens wherever it is clicked, but on its links, and not while some of it is being selected.
  private readonly click = (event: MouseEvent): void => {
    const row = rowOf(event.target);
    if (!row || (event.target instanceof Element && event.target.closest('a'))) return;
    const byPointer = event.detail > 0;
    if (byPointer && getSelection()?.type === 'Range') return;
    this.toggle(row.dataset.key ?? '');
  };
}

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('tr[data-key]') : null;
