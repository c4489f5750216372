// What of an input a worker holds on to, from the pool over a message to the handler.
import { expect, test } from 'vitest';
import { contextTreeOf, type ContextTree } from '../../src/build-context/context-tree.ts';
import type { Handlers, Reply, Request, Tasks } from '../../src/workers/protocol.ts';
import { serve } from '../../src/workers/serve.ts';
import { WorkerPool, type WorkerLike } from '../../src/workers/worker-pool.ts';

type Simulate = Handlers<'simulate-build'>;
type Input = Tasks['simulate-build']['input'];

const treeOf = (files: number): ContextTree =>
  contextTreeOf(Array.from({ length: files }, (_, at) => ({ path: `src/${at}.js`, size: at })));

const inputOf = (tree: ContextTree, extra: object = {}): Input =>
  ({ fileName: 'project', tree, today: { dockerfile: '', dockerignore: '' }, ...extra }) as unknown as Input;

/** A pool whose workers answer over channels; what each was sent, and what its handler got. */
function setUp(holds = true) {
  const sent: Request<'simulate-build'>[] = [];
  const got: Input[] = [];
  const ports: MessagePort[] = [];
  const spawn = (): WorkerLike => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    serve<'simulate-build'>(port2, {
      'simulate-build': (input: Input) => (got.push(input), Promise.resolve({ output: null })),
    } as unknown as Simulate);
    port2.start();
    return {
      postMessage(message, { transfer = [] } = {}) {
        port1.postMessage(message, transfer);
        sent.push(message as Request<'simulate-build'>);
      },
      terminate: () => port1.close(),
      addEventListener(type, listener) {
        if (type === 'message')
          port1.onmessage = ({ data }: MessageEvent<Reply>) => listener(new MessageEvent(type, { data }));
      },
    };
  };
  const pool = new WorkerPool<'simulate-build'>(spawn, 1, { holds });
  return { pool, sent, got, run: (input: Input) => pool.run('simulate-build', input), end: () => pool.endIdle() };
}

/** The ways to the columns that a message has. */
function columnsIn(value: unknown, way = ''): string[] {
  if (ArrayBuffer.isView(value)) return [way];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => columnsIn(one, way === '' ? key : `${way}.${key}`));
}

const all = ['tree.names.bytes', 'tree.names.ends', 'tree.parents', 'tree.kinds', 'tree.sizes'];

test.each([2000, 3])('of a folder of %d files, the worker gets each column once', async (files) => {
  const { run, sent, got, end } = setUp();
  const tree = treeOf(files);
  await run(inputOf(tree));
  await run(inputOf(tree));
  expect(sent.map(({ input }) => columnsIn(input))).toEqual([all, []]);
  expect(got.map((input) => input.tree)).toEqual([tree, tree]);
  expect(got[1]?.tree.names.bytes).toBe(got[0]?.tree.names.bytes);
  end();
});

test('only a column that is another one is sent again, and what went before it is let go of', async () => {
  const { run, sent, got, end } = setUp();
  const tree = treeOf(2000);
  const sized = { ...tree, sizes: tree.sizes.slice().fill(-1) };
  for (const one of [tree, sized, sized, tree]) await run(inputOf(one));
  expect(sent.map(({ input }) => columnsIn(input))).toEqual([all, ['tree.sizes'], [], ['tree.sizes']]);
  expect(got.map((input) => input.tree.sizes[9])).toEqual([7, -1, -1, 7]);
  end();
});

test('a message without columns, and one that can’t be sent, change nothing', async () => {
  const { run, sent, got, end } = setUp();
  const tree = treeOf(2000);
  await run(inputOf(tree));
  await run(inputOf(null as unknown as ContextTree));
  await expect(run(inputOf(treeOf(2000), { broken: () => 0 }))).rejects.toThrow('could not be cloned');
  await run(inputOf(tree));
  expect(columnsIn(sent.at(-1)?.input)).toEqual([]);
  expect(got.at(-1)?.tree).toEqual(tree);
  end();
});

test('one column at two places comes once', async () => {
  const { run, got, end } = setUp();
  const tree = treeOf(2000);
  await run(inputOf(tree, { again: [tree.sizes] }));
  const { again } = got[0] as unknown as { again: Float64Array[] };
  expect(again[0]).toBe(got[0]?.tree.sizes);
  expect(again[0]).toEqual(tree.sizes);
  end();
});

test('a new worker gets all of it', async () => {
  const { run, sent, got, end } = setUp();
  const tree = treeOf(2000);
  await run(inputOf(tree));
  end();
  await run(inputOf(tree));
  expect(sent.map(({ input }) => columnsIn(input))).toEqual([all, all]);
  expect(got[1]?.tree).toEqual(tree);
  end();
});

test('other workers hold on to nothing', async () => {
  const { run, sent, end } = setUp(false);
  const tree = treeOf(2000);
  await run(inputOf(tree));
  await run(inputOf(tree));
  expect(sent.map(({ held, input }) => [held, columnsIn(input)])).toEqual([
    [undefined, all],
    [undefined, all],
  ]);
  end();
});
