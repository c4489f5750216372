import { flushSync } from 'svelte';

/** Whether the page is laid out for paper, where nothing scrolls. */
class Printing {
  private on = $state(false);

  constructor() {
    // The paper is laid out right behind the event: what changes has to be in the page by then.
    const set = (on: boolean): void => flushSync(() => void (this.on = on));
    window.addEventListener('beforeprint', () => set(true));
    window.addEventListener('afterprint', () => set(false));
    matchMedia('print').addEventListener('change', ({ matches }) => set(matches));
  }

  get now(): boolean {
    return this.on;
  }
}

export const printing = new Printing();
