import { expect, test } from 'vitest';
import { SharedTask, type Following } from '../../src/app/shared-task.ts';

/** A task that is answered by hand. */
function byHand() {
  let following: Following<number> | undefined;
  let settle = { resolve: (_: string): void => undefined, reject: (_: Error): void => undefined };
  const task = new SharedTask<string>((given) => {
    following = given;
    return new Promise((resolve, reject) => (settle = { resolve, reject }));
  });
  return { task, following: following!, settle };
}

function follower() {
  const abort = new AbortController();
  const told: number[] = [];
  return { abort, told, following: { signal: abort.signal, onProgress: (done: number) => void told.push(done) } };
}

test('all who wait get the progress and the result', async () => {
  const { task, following, settle } = byHand();
  const [one, two] = [follower(), follower()];
  const results = [task.join(one.following), task.join(two.following)];
  following.onProgress(5);
  settle.resolve('done');
  expect(await Promise.all(results)).toEqual(['done', 'done']);
  expect([one.told, two.told]).toEqual([[5], [5]]);
});

test('one who gives up does not end it for the other; the last one does', async () => {
  const { task, following } = byHand();
  const [one, two] = [follower(), follower()];
  const first = task.join(one.following);
  const second = task.join(two.following);
  one.abort.abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect([task.ended, following.signal.aborted]).toEqual([false, false]);
  following.onProgress(7);
  expect([one.told, two.told]).toEqual([[], [7]]);
  two.abort.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  expect([task.ended, following.signal.aborted]).toEqual([true, true]);
});

test('a failure is told to all, and one who gave up before the start ends it', async () => {
  const { task, settle } = byHand();
  const results = [task.join(follower().following), task.join(follower().following)];
  settle.reject(new Error('no'));
  for (const result of results) await expect(result).rejects.toThrow('no');

  const other = byHand();
  const gone = follower();
  gone.abort.abort();
  await expect(other.task.join(gone.following)).rejects.toMatchObject({ name: 'AbortError' });
  expect(other.task.ended).toBe(true);
});
