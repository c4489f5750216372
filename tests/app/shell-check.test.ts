import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ShellCheckInWorkers } from '../../src/app/shell-check.ts';
import { FaultError } from '../../src/fault.ts';
import type { ShellCheckAnswer } from '../../src/lint/shellcheck/shellcheck.ts';
import type { RunOptions } from '../../src/workers/worker-pool.ts';

interface Asked extends RunOptions {
  readonly script: string;
  answer(answer: ShellCheckAnswer): void;
  fail(error: unknown): void;
}

/** Workers that the test plays by hand. */
function setUp() {
  const asked: Asked[] = [];
  const endIdle = vi.fn();
  const shellCheck = new ShellCheckInWorkers({
    check: ({ script }, options) =>
      new Promise((resolve, reject) => {
        asked.push({ ...options, script, answer: resolve, fail: reject });
        options.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      }),
    endIdle,
  });
  return { asked, endIdle, shellCheck };
}

const clean: ShellCheckAnswer = { kind: 'comments', comments: [] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('equal scripts are asked about once, also later', async () => {
  const { asked, shellCheck } = setUp();
  const answers = [shellCheck.check('a'), shellCheck.check('b'), shellCheck.check('a')];
  asked.forEach(({ answer }) => answer(clean));
  await Promise.all([...answers, shellCheck.check('b')]);
  expect(asked.map(({ script }) => script)).toEqual(['a', 'b']);
});

test('loaded ahead, each of two workers has a script that is clean for a parser', async () => {
  const { asked, endIdle, shellCheck } = setUp();
  const loaded = shellCheck.preload();
  asked.forEach(({ answer }) => answer(clean));
  await loaded;
  expect(asked).toHaveLength(2);
  shellCheck.release();
  expect(endIdle).toHaveBeenCalledOnce();
  expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
});

describe('a worker that does not come back', () => {
  test('is ended soon after the limit, counted from its first word', async () => {
    const { asked, shellCheck } = setUp();
    const answer = shellCheck.check('a');
    // As long as the script waits, or the program is loaded.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked[0]?.signal?.aborted).toBe(false);
    asked[0]?.onProgress?.(0);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked[0]?.signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(await answer).toEqual({ kind: 'gave-up', reason: 'time' });
    // It would take as long again.
    expect(await shellCheck.check('a')).toEqual({ kind: 'gave-up', reason: 'time' });
    expect(asked).toHaveLength(1);
  });

  test('that has answered is left alone', async () => {
    const { asked, shellCheck } = setUp();
    const answer = shellCheck.check('a');
    asked[0]?.onProgress?.(0);
    asked[0]?.answer(clean);
    await answer;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked[0]?.signal?.aborted).toBe(false);
  });
});

test('a worker that ends is a crash', async () => {
  const { asked, shellCheck } = setUp();
  const answer = shellCheck.check('a');
  asked[0]?.fail(new FaultError({ kind: 'worker-ended', fileName: 'x' }));
  expect(await answer).toEqual({ kind: 'gave-up', reason: 'crash' });
});

test('a program that could not be loaded is tried again with the next question', async () => {
  const { asked, shellCheck } = setUp();
  const first = shellCheck.check('a');
  asked[0]?.answer({ kind: 'gave-up', reason: 'not-loaded' });
  expect(await first).toEqual({ kind: 'gave-up', reason: 'not-loaded' });
  const second = shellCheck.check('a');
  asked[1]?.answer(clean);
  expect(await second).toEqual(clean);
});
