import { describe, expect, it } from 'vitest';
import { readingOrder } from '../../src/app/reading-order.ts';

/** When so many workers, each taking the next layer when it is free, have read all of them. */
function readUntil(sizes: readonly number[], workers: number): number {
  const free = Array.from({ length: workers }, () => 0);
  for (const index of readingOrder(sizes, workers)) {
    const next = free.indexOf(Math.min(...free));
    free[next] = free[next]! + sizes[index]!;
  }
  return Math.max(...free);
}

describe('the order in which layers are read', () => {
  it('begins at the base where no layer is much larger than the others', () => {
    expect(readingOrder([50, 52, 51, 50, 53, 50, 51, 50], 2)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(readingOrder([10, 10, 10], 2)).toEqual([0, 1, 2]);
    expect(readingOrder([], 2)).toEqual([]);
    expect(readingOrder([0, 0], 4)).toEqual([0, 1]);
  });

  it('begins a layer as large as a share of what is left before those below it', () => {
    expect(readingOrder([10, 10, 10, 100], 2)).toEqual([3, 0, 1, 2]);
    expect(readingOrder([40, 40, 30, 30, 70, 5], 2)).toEqual([0, 1, 4, 2, 3, 5]);
  });

  it.each([2, 3, 8])('keeps %i workers busy to the end but for one layer that is none of the largest', (workers) => {
    const sizes = [3, 120, 5, 8, 1, 0, 73, 2, 9, 4, 30, 6, 2];
    const share = sizes.reduce((sum, size) => sum + size, 0) / workers;
    expect(readUntil(sizes, workers)).toBeLessThanOrEqual(Math.max(120, share * 1.15));
  });

  it('names each of 10,000 layers once', () => {
    const sizes = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 1009);
    const order = readingOrder(sizes, 4);
    expect(order).toHaveLength(sizes.length);
    expect(new Set(order).size).toBe(sizes.length);
  });
});
