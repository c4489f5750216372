// A dropped folder of 1,000 Dockerfiles with 50,000 findings, in each format. The bounds are several times what was measured
// on two cores, so that only a change of kind crosses them; `npm run bench` is where speed is watched.
import { expect, test } from 'vitest';
import { exportFormats } from '../../src/export/index.ts';
import { batch } from './sample-findings.ts';

const input = batch(1000, 50);
const longestPiece = 1.2 * 2 ** 20;

const offered = exportFormats.filter((format) => format.isOffered?.(input.report) ?? true);

test.each(offered.map((format) => [format.id, format] as const))('%s', (id, format) => {
  const start = performance.now();
  let length = 0;
  let longest = 0;
  for (const piece of format.write(input)) {
    length += piece.length;
    longest = Math.max(longest, piece.length);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(`${id}: ${(length / 1e6).toFixed(1)} M characters in ${seconds.toFixed(2)} s`);
  expect(length).toBeGreaterThan(id.endsWith('csv') ? 0 : 1e6);
  expect(longest).toBeLessThan(longestPiece);
  expect(seconds).toBeLessThan(8);
});
