import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { firstWordWithin, WorkerPool, type PoolOptions, type WorkerLike } from '../../src/workers/worker-pool.ts';
import type { Reply, Request } from '../../src/workers/protocol.ts';

/** A worker that the test plays by hand. */
class FakeWorker implements WorkerLike {
  readonly requests: Request[] = [];
  readonly transferred: Transferable[] = [];
  terminated = false;
  readonly #target = new EventTarget();

  postMessage(message: unknown, { transfer = [] }: { transfer?: Transferable[] } = {}): void {
    this.requests.push(message as Request);
    this.transferred.push(...transfer);
  }
  terminate(): void {
    this.terminated = true;
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#target.addEventListener(type, listener);
  }
  say(type: 'error' | 'messageerror'): void {
    this.#target.dispatchEvent(new Event(type, { cancelable: true }));
  }
  reply(rest: DistributiveOmit<Reply, 'id'>): void {
    const id = this.requests.at(-1)?.id ?? 0;
    this.#target.dispatchEvent(new MessageEvent('message', { data: { id, ...rest } }));
  }
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function setUp(size = 1, options: PoolOptions = {}) {
  const workers: FakeWorker[] = [];
  const pool = new WorkerPool<'open-archive'>(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    size,
    options,
  );
  const open = (name: string, signal?: AbortSignal) =>
    pool.run('open-archive', { source: { kind: 'file', name, file: new Blob() } }, { signal });
  return { workers, pool, open };
}

const opened = (fileName: string) => ({ fileName, bytes: 0, images: [], attestations: [], notes: [], faults: [] });
const done = (fileName: string) => ({ kind: 'done', output: opened(fileName) }) as const;
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a job gets its output, and progress on the way', async () => {
  const { workers, pool } = setUp();
  const told: number[] = [];
  const job = pool.run(
    'open-archive',
    { source: { kind: 'file', name: 'a', file: new Blob() } },
    { onProgress: (bytes) => told.push(bytes) },
  );
  workers[0]?.reply({ kind: 'progress', done: 5 });
  workers[0]?.reply(done('a'));
  expect(await job).toEqual(opened('a'));
  expect(told).toEqual([5]);
});

test('workers start when needed, up to the size; further jobs wait their turn', async () => {
  const { workers, open } = setUp(2);
  expect(workers).toHaveLength(0);
  const jobs = ['a', 'b', 'c'].map((name) => open(name));
  expect(workers).toHaveLength(2);
  workers[1]?.reply(done('b'));
  await jobs[1];
  workers[1]?.reply(done('c'));
  workers[0]?.reply(done('a'));
  expect(await Promise.all(jobs)).toEqual([opened('a'), opened('b'), opened('c')]);
  expect(workers).toHaveLength(2);
});

test('a worker that says it is spent is ended, and the next job has another', async () => {
  const { workers, open } = setUp();
  const jobs = ['a', 'b', 'c'].map((name) => open(name));
  workers[0]?.reply(done('a'));
  workers[0]?.reply({ ...done('b'), spent: true });
  expect(await jobs[1]).toEqual(opened('b'));
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  workers[1]?.reply(done('c'));
  expect(await jobs[2]).toEqual(opened('c'));
  expect(workers[1]?.terminated).toBe(false);
});

test('where each worker does one job, it is ended with it and the next job has another', async () => {
  const { workers, open } = setUp(1, { once: true });
  const jobs = ['a', 'b'].map((name) => open(name));
  expect(workers).toHaveLength(1);
  workers[0]?.reply(done('a'));
  expect(await jobs[0]).toEqual(opened('a'));
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  workers[1]?.reply(done('b'));
  expect(await jobs[1]).toEqual(opened('b'));
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
});

test('workers started ahead take the first jobs', async () => {
  const { workers, pool, open } = setUp(4);
  pool.warm(2);
  pool.warm(2);
  expect(workers).toHaveLength(2);
  void open('a');
  void open('b');
  expect(workers).toHaveLength(2);
  void open('c');
  expect(workers).toHaveLength(3);
  pool.warm();
  expect(workers).toHaveLength(4);
});

test('is busy as long as a task is under way or waits', async () => {
  const { workers, pool, open } = setUp(1);
  pool.warm();
  expect(pool.isBusy).toBe(false);
  const jobs = [open('a'), open('b')];
  expect(pool.isBusy).toBe(true);
  workers[0]?.reply(done('a'));
  await jobs[0];
  expect(pool.isBusy).toBe(true);
  workers[0]?.reply(done('b'));
  await jobs[1];
  expect(pool.isBusy).toBe(false);
});

test('workers without a job are ended when asked, those at work go on', async () => {
  const { workers, pool, open } = setUp(2);
  pool.warm();
  const job = open('a');
  pool.endIdle();
  expect(workers.map(({ terminated }) => terminated)).toEqual([false, true]);
  workers[0]?.reply(done('a'));
  expect(await job).toEqual(opened('a'));
  void open('b');
  void open('c');
  expect(workers).toHaveLength(3);
});

test('aborting ends the worker at once; the next job gets a new one', async () => {
  const { workers, open } = setUp();
  const controller = new AbortController();
  const first = open('a', controller.signal);
  const second = open('b');
  controller.abort();
  expect(workers[0]?.terminated).toBe(true);
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect(workers).toHaveLength(2);
  workers[1]?.reply(done('b'));
  expect(await second).toEqual(opened('b'));
});

test('aborting a job that waits ends no worker', async () => {
  const { workers, open } = setUp();
  const controller = new AbortController();
  void open('a');
  const second = open('b', controller.signal);
  controller.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  expect(workers.map(({ terminated }) => terminated)).toEqual([false]);
});

test('aborting many jobs at once starts no worker for those that wait', async () => {
  const { workers, open } = setUp(2);
  const controller = new AbortController();
  const jobs = Array.from({ length: 9 }, (_, index) => open(String(index), controller.signal));
  const other = open('other');
  controller.abort();
  await Promise.all(jobs.map((job) => expect(job).rejects.toMatchObject({ name: 'AbortError' })));
  expect(workers).toHaveLength(3);
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, false]);
  workers[2]?.reply(done('other'));
  expect(await other).toEqual(opened('other'));
});

test('a job whose signal is aborted already is not started', async () => {
  const { workers, open } = setUp();
  await expect(open('a', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  expect(workers).toHaveLength(0);
});

test('a Fault rejects as FaultError and the worker stays', async () => {
  const { workers, open } = setUp();
  const job = open('a');
  workers[0]?.reply({ kind: 'failed', fault: { kind: 'empty-file', fileName: 'a' } });
  await expect(job).rejects.toMatchObject({ name: 'FaultError', fault: { kind: 'empty-file' } });
  expect(workers[0]?.terminated).toBe(false);
});

test.each(['error', 'messageerror'] as const)('after %s the job runs once more on a new worker', async (event) => {
  const { workers, open } = setUp();
  const job = open('a');
  workers[0]?.say(event);
  expect(workers).toHaveLength(2);
  workers[1]?.reply(done('a'));
  expect(await job).toEqual(opened('a'));
});

test('a second crash is one Fault that names the file; the other jobs go on', async () => {
  const { workers, open } = setUp();
  const [first, second] = [open('a'), open('b')];
  workers[0]?.say('error');
  workers[1]?.say('error');
  await expect(first).rejects.toMatchObject({ fault: { kind: 'worker-ended', fileName: 'a' } });
  workers[2]?.reply(done('b'));
  expect(await second).toEqual(opened('b'));
});

test('a job whose buffers went along is not repeated', async () => {
  const { workers, pool } = setUp();
  const buffer = new ArrayBuffer(4);
  const job = pool.run(
    'open-archive',
    { source: { kind: 'file', name: 'a', file: new Blob() } },
    { transfer: [buffer] },
  );
  expect(workers[0]?.transferred).toEqual([buffer]);
  workers[0]?.say('error');
  await expect(job).rejects.toMatchObject({ fault: { kind: 'worker-ended' } });
});

test('a reply that comes after the job was cancelled is ignored', async () => {
  const { workers, open } = setUp();
  const controller = new AbortController();
  const job = open('a', controller.signal);
  controller.abort();
  await expect(job).rejects.toMatchObject({ name: 'AbortError' });
  workers[0]?.reply(done('a'));
  await settled();
  expect(workers).toHaveLength(1);
});

test('a worker that breaks down is replaced and its job tried once more; then the reason is told', async () => {
  const { workers, open } = setUp();
  const job = open('a');
  workers[0]?.reply({ kind: 'broken', detail: 'RangeError: no memory' });
  expect(workers[0]?.terminated).toBe(true);
  workers[1]?.reply({ kind: 'broken', detail: 'RangeError: no memory' });
  const fault = { kind: 'worker-ended', fileName: 'a', detail: 'RangeError: no memory' };
  await expect(job).rejects.toMatchObject({ fault });
});

describe('without locks, a worker', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  /** A worker at work, with a pulse that the test beats by hand. */
  function atWork() {
    const setup = setUp();
    const port = { onmessage: null as (() => void) | null, close: vi.fn() };
    void setup.open('a').catch(() => undefined);
    setup.workers[0]?.reply({ kind: 'alive', locked: false, pulse: port as unknown as MessagePort });
    const beat = (milliseconds: number): void => {
      for (let time = 0; time < milliseconds; time += 200) {
        vi.advanceTimersByTime(200);
        port.onmessage?.();
      }
    };
    return { ...setup, port, beat };
  }

  test('whose pulse stops is replaced within a second', () => {
    const { workers, beat, port } = atWork();
    beat(1000);
    vi.advanceTimersByTime(1000);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
    expect(port.close).toHaveBeenCalledOnce();
  });

  test('that has a pulse is left at work, however long it says nothing else', () => {
    const { workers, beat } = atWork();
    beat(60_000);
    expect(workers).toHaveLength(1);
  });

  test('is given time to start its pulse, but not for ever', () => {
    const { workers } = atWork();
    vi.advanceTimersByTime(4000);
    expect(workers).toHaveLength(1);
    vi.advanceTimersByTime(2000);
    expect(workers).toHaveLength(2);
  });

  test('is not judged by beats that a busy page could not hear', () => {
    const { workers, beat } = atWork();
    beat(1000);
    // The clock goes on while no timer of the page is called, as in a long task.
    const late = performance.now() + 3000;
    vi.spyOn(performance, 'now').mockImplementation(() => late);
    vi.advanceTimersByTime(200);
    expect(workers).toHaveLength(1);
    vi.restoreAllMocks();
  });

  test('without a pulse either is left to its error events', () => {
    const { workers, open } = setUp();
    void open('a');
    workers[0]?.reply({ kind: 'alive', locked: false, pulse: null });
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(1);
  });
});

describe('a worker that says nothing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is replaced when it has a job and its first word does not come', async () => {
    const { workers, open } = setUp();
    const job = open('a');
    await vi.advanceTimersByTimeAsync(firstWordWithin);
    expect(workers).toHaveLength(2);
    expect(workers[0]!.terminated).toBe(true);
    workers[1]!.reply(done('a'));
    expect(await job).toEqual(opened('a'));
  });

  test('may take its time once it has said its first word', async () => {
    const { workers, open } = setUp();
    const job = open('a');
    workers[0]!.reply({ kind: 'alive', locked: false, pulse: null });
    await vi.advanceTimersByTimeAsync(10 * firstWordWithin);
    expect(workers).toHaveLength(1);
    workers[0]!.reply(done('a'));
    expect(await job).toEqual(opened('a'));
  });
});
