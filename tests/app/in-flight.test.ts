import { afterEach, expect, test, vi } from 'vitest';
import { byPromise, inFlight } from '../../src/app/in-flight.ts';

const never = new AbortController().signal;
const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

afterEach(() => void vi.unstubAllGlobals());

/** Gives each item once. */
function from<T>(items: T[]): () => T | undefined {
  return () => items.shift();
}

test('asks so many at once, and all of them', async () => {
  let [underWay, most, answered] = [0, 0, 0];
  await inFlight<number>({
    most: 4,
    signal: never,
    next: from(Array.from({ length: 20 }, (_, at) => at)),
    ask: byPromise(async (number) => {
      most = Math.max(most, ++underWay);
      await later(number % 3);
      underWay--;
      answered++;
    }),
  });
  expect([most, answered, underWay]).toEqual([4, 20, 0]);
});

test('asks what an answer brings', async () => {
  const open = [5];
  const asked: number[] = [];
  await inFlight<number>({
    most: 2,
    signal: never,
    next: from(open),
    ask: byPromise(async (number) => {
      asked.push(number);
      await later(0);
      if (number > 0) open.push(number - 1);
    }),
  });
  expect(asked).toEqual([5, 4, 3, 2, 1, 0]);
});

test('is done at once where there is nothing to ask', async () => {
  await inFlight<number>({
    most: 2,
    signal: never,
    next: () => undefined,
    ask: (_, __, failed) => failed(new Error('never')),
  });
});

test('tells of a failure', async () => {
  const failing = inFlight<number>({
    most: 2,
    signal: never,
    next: from([1, 2]),
    ask: byPromise(() => Promise.reject(new Error('broken'))),
  });
  await expect(failing).rejects.toThrow('broken');
});

test('others get a turn between questions that are answered at once but take their time', async () => {
  // As in a browser: a task for each message. Node takes all that are there in one.
  const Channel = class {
    readonly port1 = { onmessage: (): void => undefined, close: (): void => undefined };
    readonly port2 = { postMessage: () => setTimeout(() => this.port1.onmessage()) };
  };
  vi.stubGlobal('MessageChannel', Channel);
  let others = 0;
  const timer = setInterval(() => others++, 0);
  await inFlight<number>({
    most: 100,
    signal: never,
    next: from([1, 2, 3, 4, 5, 6]),
    ask(_, answered) {
      const since = performance.now();
      while (performance.now() - since < 10);
      answered();
    },
  });
  clearInterval(timer);
  expect(others).toBeGreaterThan(2);
});

test('goes on where a turn is over before its first question', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(1000);
  const asked: number[] = [];
  await inFlight<number>({
    most: 2,
    signal: never,
    next: from([1, 2]),
    ask: (one, answered) => (asked.push(one), answered()),
  });
  now.mockRestore();
  expect(asked).toEqual([1, 2]);
});

test('ends when it is cancelled, without waiting for answers that may never come', async () => {
  const cancelling = new AbortController();
  const waiting = inFlight<number>({ most: 2, signal: cancelling.signal, next: from([1, 2, 3]), ask: () => undefined }); // prettier-ignore
  setTimeout(() => cancelling.abort(), 5);
  await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  const asked: number[] = [];
  const begun = inFlight<number>({
    most: 2,
    signal: cancelling.signal,
    next: from([1]),
    ask: (one, answered) => (asked.push(one), answered()),
  });
  await expect(begun).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(asked).toEqual([]);
});
