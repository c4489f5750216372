import { expect, test } from 'vitest';
import { segmentsOf } from '../../src/components/segments.ts';
import type { LayerReport } from '../../src/report/report.ts';

const layers = (...sizes: number[]): LayerReport[] =>
  sizes.map((size, index) => ({ index, size, wasted: size / 10 }) as LayerReport);

test('a layer is a segment of its own; one without bytes is none', () => {
  const segments = segmentsOf(layers(30, 0, 10));
  expect(segments.map(({ first, last, size, wasted }) => [first, last, size, wasted])).toEqual([
    [0, 0, 30, 3],
    [2, 2, 10, 1],
  ]);
});

test('of thousands, those too narrow to be seen are joined, and nothing is lost', () => {
  const sizes = Array.from({ length: 10_000 }, (_, index) => (index === 5000 ? 100_000 : 10));
  const segments = segmentsOf(layers(...sizes));
  expect(segments.length).toBeLessThanOrEqual(1000);
  expect(segments.reduce((sum, { size }) => sum + size, 0)).toBe(10 * 9999 + 100_000);
  expect(segments.reduce((sum, { wasted }) => sum + wasted, 0)).toBeCloseTo(9999 + 10_000);
  // No gap, no overlap.
  expect(segments.every(({ first }, index) => first === (segments[index - 1]?.last ?? -1) + 1)).toBe(true);
  const large = segments.find(({ first }) => first === 5000);
  expect(large).toMatchObject({ last: 5000, size: 100_000, largest: { index: 5000 } });
});

test('one above the others of a segment is where it leads', () => {
  const sizes = Array.from({ length: 2000 }, (_, index) => (index === 1 ? 2 : 1));
  expect(segmentsOf(layers(...sizes))[0]).toMatchObject({ first: 0, largest: { index: 1 } });
});
