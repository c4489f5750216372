import { expect, it } from 'vitest';
import { atOnce } from '../../src/app/at-once.ts';

it('takes the items in their order, a few at once', async () => {
  let running = 0;
  let most = 0;
  const begun: number[] = [];
  const items = Array.from({ length: 20 }, (_, at) => at);
  await atOnce(3, items, async (item) => {
    begun.push(item);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, item % 3));
    running--;
  });
  expect(begun).toEqual(items);
  expect(most).toBe(3);
});

it('ends at once without items, and tells of a failure', async () => {
  await atOnce(3, [], () => Promise.reject(new Error('never')));
  await expect(atOnce(2, [1, 2], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});
