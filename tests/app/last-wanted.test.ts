import { expect, test } from 'vitest';
import { LastWanted } from '../../src/app/last-wanted.svelte.ts';

test('one at a time; what is asked for meanwhile is done once, with what holds by then', async () => {
  let text = '';
  const done: string[] = [];
  const stale: boolean[] = [];
  const last = new LastWanted(async (isWanted) => {
    const taken = text;
    await Promise.resolve();
    done.push(taken);
    stale.push(!isWanted());
  });
  const all: Promise<void>[] = [];
  for (const letter of 'abcd') {
    text += letter;
    all.push(last.ask());
  }
  expect(last.busy).toBe(true);
  await Promise.all(all);
  expect(done).toEqual(['a', 'abcd']);
  expect(stale).toEqual([true, false]);
  expect(last.busy).toBe(false);

  text = 'later';
  await last.ask();
  expect(done.at(-1)).toBe('later');
});
