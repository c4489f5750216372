import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { wholeInTurns } from '../../src/app/in-turns.ts';
import { SumInTurns } from '../../src/app/sum-in-turns.svelte.ts';
import { pieces, piecesBackwards, whole, type InPieces } from '../../src/bytes/in-pieces.ts';

/** So many pieces of so many milliseconds each, and what comes of them. */
function* slow<T>(count: number, milliseconds: number, result: T): InPieces<T> {
  for (let number = 0; number < count; number++) {
    const from = performance.now();
    while (performance.now() - from < milliseconds);
    yield;
  }
  return result;
}

function* failing(): InPieces<number> {
  yield;
  throw new Error('broken');
}

describe('work in pieces', () => {
  test('rows are given once each, in both directions', () => {
    const forwards = [...pieces(20_000, 3)].flatMap(({ from, to }) => [from, to]);
    expect(forwards).toEqual([3, 8195, 8195, 16_387, 16_387, 20_000]);
    const backwards = [...piecesBackwards(20_000, 3)].flatMap(({ from, to }) => [from, to]);
    expect(backwards).toEqual([11_808, 20_000, 3616, 11_808, 3, 3616]);
    expect([...pieces(0), ...piecesBackwards(5, 5)]).toEqual([]);
  });

  test('what comes of it is the same with and without turns, and others get theirs', async () => {
    let others = 0;
    const timer = setInterval(() => others++, 0);
    expect(await wholeInTurns(slow(6, 5, 'sum'), new AbortController().signal)).toBe('sum');
    clearInterval(timer);
    expect(others).toBeGreaterThan(0);
    expect(whole(slow(3, 0, 'sum'))).toBe('sum');
  });

  test('work of less than a turn is done at once', async () => {
    let others = 0;
    setTimeout(() => others++);
    await wholeInTurns(slow(3, 0, 1), new AbortController().signal);
    expect(others).toBe(0);
  });
});

describe('a sum in turns', () => {
  const rejections: unknown[] = [];
  const keep = (reason: unknown): void => void rejections.push(reason);
  beforeEach(() => void process.on('unhandledRejection', keep));
  afterEach(() => {
    process.off('unhandledRejection', keep);
    rejections.length = 0;
  });

  test('is busy until there is one, and the one before stays until then', async () => {
    const sums = new SumInTurns<string>();
    expect([sums.shown, sums.busy, sums.failed]).toEqual([null, false, false]);
    sums.sum(slow(4, 5, 'first'));
    expect(sums.busy).toBe(true);
    await vi.waitFor(() => expect([sums.shown, sums.busy]).toEqual(['first', false]));
    sums.sum(slow(4, 5, 'second'));
    expect([sums.shown, sums.busy]).toEqual(['first', true]);
    await vi.waitFor(() => expect([sums.shown, sums.busy]).toEqual(['second', false]));
  });

  test('of two at once, the one that was not ended counts', async () => {
    const sums = new SumInTurns<string>();
    const end = sums.sum(slow(6, 5, 'first'));
    end();
    sums.sum(slow(2, 5, 'second'));
    await vi.waitFor(() => expect(sums.busy).toBe(false));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([sums.shown, sums.busy]).toEqual(['second', false]);
  });

  test('that takes long says so, and no longer than it takes', async () => {
    const sums = new SumInTurns<string>();
    sums.sum(slow(4, 5, 'short'));
    await sums.settled();
    expect([sums.shown, sums.slow]).toEqual(['short', false]);
    sums.sum(slow(60, 5, 'long'));
    await vi.waitFor(() => expect(sums.slow).toBe(true));
    expect(sums.busy).toBe(true);
    await sums.settled();
    expect([sums.shown, sums.busy, sums.slow]).toEqual(['long', false, false]);
  });

  test('is settled when the last that is wanted is there, when it failed, and when nobody wants it any more', async () => {
    const sums = new SumInTurns<string | number>();
    await sums.settled();
    const end = sums.sum(slow(6, 5, 'first'));
    const settled = sums.settled();
    end();
    sums.sum(slow(6, 5, 'second'));
    await settled;
    expect([sums.shown, sums.busy]).toEqual(['second', false]);
    sums.sum(failing());
    await sums.settled();
    expect([sums.shown, sums.failed]).toEqual(['second', true]);
    await vi.waitFor(() => expect(rejections).toHaveLength(1));
    sums.sum(slow(6, 5, 'third'))();
    await sums.settled();
    expect(sums.shown).toBe('second');
  });

  test('that fails is not busy for ever, says so, and the error is told', async () => {
    const sums = new SumInTurns<number>();
    sums.sum(failing());
    await vi.waitFor(() => expect([sums.busy, sums.failed]).toEqual([false, true]));
    await vi.waitFor(() => expect(rejections).toHaveLength(1));
    sums.sum(slow(1, 0, 7));
    await vi.waitFor(() => expect([sums.shown, sums.failed]).toEqual([7, false]));
  });
});
