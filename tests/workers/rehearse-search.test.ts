import { expect, test } from 'vitest';
import { rehearseSearch } from '../../src/workers/rehearse-search.ts';

/** How often it was asked whether there is something to do; true from the given time on. */
async function askedUntilBusy(busyFrom: number): Promise<number> {
  let asked = 0;
  await rehearseSearch(() => ++asked < busyFrom);
  return asked;
}

test('goes on while there is nothing to do, and comes to an end', async () => {
  expect(await askedUntilBusy(Infinity)).toBeGreaterThan(10);
});

test.each([1, 4])('asked for the %ith time, there is something to do: it stops', async (busyFrom) => {
  expect(await askedUntilBusy(busyFrom)).toBe(busyFrom);
});
