import { expect, test } from 'vitest';
import { inTurns } from '../../src/app/in-turns.ts';

/** Numbers, each of which takes so many milliseconds. */
function* slowNumbers(count: number, milliseconds: number): Generator<number> {
  for (let number = 0; number < count; number++) {
    const from = performance.now();
    while (performance.now() - from < milliseconds);
    yield number;
  }
}

test('others get a turn between pieces, which come in order', async () => {
  let others = 0;
  const timer = setInterval(() => others++, 0);
  const made = await inTurns(slowNumbers(5, 10), new AbortController().signal);
  clearInterval(timer);
  expect(made).toEqual([0, 1, 2, 3, 4]);
  expect(others).toBeGreaterThan(0);
});

test('ends between two turns when it is cancelled', async () => {
  const cancelling = new AbortController();
  let made = 0;
  function* counted(): Generator<number> {
    for (const number of slowNumbers(50, 10)) {
      made++;
      yield number;
    }
  }
  setTimeout(() => cancelling.abort(), 0);
  await expect(inTurns(counted(), cancelling.signal)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(made).toBeLessThan(50);
});
