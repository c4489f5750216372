import { afterEach, describe, expect, test, vi } from 'vitest';

/** Locks of one name after the other, as the browser gives them. */
function locksByName() {
  const last = new Map<string, Promise<unknown>>();
  return {
    request(name: string, callback: () => Promise<unknown>): Promise<unknown> {
      const mine = (last.get(name) ?? Promise.resolve()).then(callback, callback);
      last.set(name, mine);
      return mine;
    },
  };
}

async function withCores(hardwareConcurrency: number, locks?: object) {
  vi.resetModules();
  vi.stubGlobal('navigator', { hardwareConcurrency, locks });
  const { rehearse } = await import('../../src/workers/rehearse.ts');
  let most = 0;
  let now = 0;
  let rounds = 0;
  const rehearsal = async (isIdle: () => boolean): Promise<void> => {
    most = Math.max(most, ++now);
    for (let round = 0; round < 3 && isIdle(); round++, rounds++)
      await new Promise((resolve) => setTimeout(resolve, 1));
    now--;
  };
  const desks = [1, 2, 3, 4].map(() => ({ isIdle: true, told: Promise.resolve() }));
  const all = desks.map((desk, index) =>
    rehearse({ name: `plimsoll-worker-x-${index + 1}` }, desk, rehearsal, rehearsal),
  );
  return { desks, done: Promise.all(all), most: () => most, rounds: () => rounds };
}

afterEach(() => vi.unstubAllGlobals());

describe('workers that start together', () => {
  test.each([
    [1, 1],
    [2, 1],
    [4, 2],
    [8, 4],
  ])('of %i cores %i rehearse at a time', async (cores, most) => {
    const run = await withCores(cores, locksByName());
    await run.done;
    expect(run.most()).toBe(most);
    expect(run.rounds()).toBe(4 * 2 * 3);
  });

  test('without locks all do, as nobody tells them of each other', async () => {
    const run = await withCores(2);
    await run.done;
    expect(run.most()).toBe(4);
  });

  test('one that is asked for something leaves off, and the next one has its turn', async () => {
    const run = await withCores(2, locksByName());
    run.desks[0]!.isIdle = false;
    await run.done;
    expect(run.rounds()).toBe(3 * 2 * 3);
  });

  test('one that fails frees its place', async () => {
    vi.resetModules();
    vi.stubGlobal('navigator', { hardwareConcurrency: 2, locks: locksByName() });
    const { rehearse } = await import('../../src/workers/rehearse.ts');
    const desk = { isIdle: true, told: Promise.resolve() };
    await rehearse({ name: 'a-2' }, desk, () => Promise.reject(new Error('not to be met')));
    let rehearsed = false;
    await rehearse({ name: 'a-4' }, desk, async () => void (rehearsed = true));
    expect(rehearsed).toBe(true);
  });
});
