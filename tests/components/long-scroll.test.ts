import { flushSync } from 'svelte';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LongScroll } from '../../src/components/long-scroll.svelte.ts';

const rowHeight = 20;
const height = 400;

/** As much of an element as scrolling needs. */
class Scroller {
  clientHeight = height;
  private top = 0;
  private listener = (): void => {};
  most = 0;
  get scrollTop(): number {
    return this.top;
  }
  set scrollTop(value: number) {
    this.top = Math.max(0, Math.min(this.most, value));
  }
  addEventListener(_: string, listener: () => void): void {
    this.listener = listener;
  }
  removeEventListener(): void {}
  /** As the user does it. */
  scroll(to: number): void {
    this.scrollTop = to;
    this.listener();
  }
}

beforeAll(() => {
  class Observer {
    constructor(private readonly told: () => void) {}
    observe(): void {
      this.told();
    }
    disconnect(): void {}
  }
  vi.stubGlobal('ResizeObserver', Observer);
  vi.useFakeTimers();
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function open(rows: number): { sight: LongScroll; scroller: Scroller } {
  const sight = new LongScroll(() => rows, rowHeight);
  const scroller = new Scroller();
  sight.attach(scroller as unknown as HTMLElement);
  flushSync();
  scroller.most = sight.shown - height;
  return { sight, scroller };
}

/** The first row that is wholly in sight, and where it stands on the screen. */
const seen = (sight: LongScroll, scroller: Scroller): [number, number] => {
  const row = sight.firstInSight;
  return [row, Math.round(sight.start + (row - sight.first) * rowHeight - scroller.scrollTop)];
};

test('a list that can be drawn is scrolled as it is', () => {
  const { sight, scroller } = open(1000);
  expect(sight.shown).toBe(20_000);
  scroller.scroll(5010);
  expect(seen(sight, scroller)).toEqual([251, 10]);
  scroller.scroll(scroller.most);
  expect([sight.end, seen(sight, scroller)]).toEqual([1000, [980, 0]]);
});

test('of 2 GB in rows of 16 bytes, every row can be reached', () => {
  const rows = 134_217_728;
  const { sight, scroller } = open(rows);
  expect(sight.shown).toBeLessThan(10_000_000);
  scroller.scroll(scroller.most);
  expect(sight.end).toBe(rows);
  expect(seen(sight, scroller)).toEqual([rows - 20, 0]);
  scroller.scroll(scroller.most / 2);
  expect(Math.abs(sight.firstInSight / rows - 0.5)).toBeLessThan(0.001);
  scroller.scroll(0);
  expect(seen(sight, scroller)).toEqual([0, 0]);
});

test('the wheel goes on row by row in a list that is drawn in proportion, also when the bar was put right', () => {
  const { sight, scroller } = open(134_217_728);
  scroller.scroll(scroller.most / 2);
  const [from] = seen(sight, scroller);
  for (let notch = 1; notch <= 10; notch++) {
    scroller.scroll(scroller.scrollTop + 100);
    expect(seen(sight, scroller)[0]).toBe(from + notch * 5);
    vi.advanceTimersByTime(notch % 2 ? 500 : 10);
  }
});

test('a row that is gone to is in sight, and keys move by rows', () => {
  const { sight, scroller } = open(134_217_728);
  sight.reveal(77_777_777);
  const [first] = seen(sight, scroller);
  expect(first).toBeLessThanOrEqual(77_777_777);
  expect(first + 19).toBeGreaterThan(77_777_777);
  sight.move(1);
  expect(seen(sight, scroller)[0]).toBe(first + 1);
  sight.move(Infinity);
  expect(sight.end).toBe(134_217_728);
  sight.move(-Infinity);
  expect(seen(sight, scroller)).toEqual([0, 0]);
});
