import { afterEach, expect, test, vi } from 'vitest';
import { FaultError } from '../../src/fault.ts';
import type { Handlers, Reply } from '../../src/workers/protocol.ts';
import { serve } from '../../src/workers/serve.ts';

type Open = Handlers<'open-archive'>;

const channels: MessageChannel[] = [];
afterEach(() => channels.splice(0).forEach(({ port1, port2 }) => (port1.close(), port2.close())));

/** Serves one handler over a MessageChannel, sends it one request, and gives every reply up to the last. */
function replies(handler: Open['open-archive'], name = 'open-archive'): Promise<Reply[]> {
  const channel = new MessageChannel();
  channels.push(channel);
  serve<'open-archive'>(channel.port2, { 'open-archive': handler });
  channel.port2.start();
  return new Promise((resolve) => {
    const all: Reply[] = [];
    channel.port1.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.kind === 'alive') return;
      all.push(data);
      if (data.kind !== 'progress') resolve(all);
    };
    channel.port1.postMessage({ id: 7, name, input: { fileName: 'web.tar' } });
  });
}

const empty = { fileName: 'web.tar', bytes: 0, images: [], attestations: [], notes: [], faults: [] };

test('the output goes back under the id of its request', async () => {
  expect(await replies(async () => ({ output: empty }))).toEqual([{ id: 7, kind: 'done', output: empty }]);
});

test('buffers named in transfer move, they are not copied', async () => {
  const buffer = new ArrayBuffer(8);
  await replies(async () => ({ output: { ...empty, buffer }, transfer: [buffer] }));
  expect(buffer.byteLength).toBe(0);
});

test('a Fault goes back as data', async () => {
  const fault = { kind: 'empty-file', fileName: 'web.tar' } as const;
  const handler = () => Promise.reject(new FaultError(fault));
  expect(await replies(handler)).toEqual([{ id: 7, kind: 'failed', fault }]);
});

test('any other error is named as unexpected, with the file it is about', async () => {
  const handler = () => Promise.reject(new TypeError('offset'));
  const fault = { kind: 'unexpected', fileName: 'web.tar', detail: 'offset' };
  expect(await replies(handler)).toEqual([{ id: 7, kind: 'failed', fault }]);
});

test('an output that cannot be cloned is a Fault, not silence', async () => {
  const handler = async () => ({ output: { ...empty, clone: () => 0 } });
  expect(await replies(handler)).toMatchObject([{ kind: 'failed', fault: { kind: 'unexpected' } }]);
});

test('a task that this worker does not know is a Fault', async () => {
  const sent = await replies(async () => ({ output: empty }), 'scan-layer');
  expect(sent).toMatchObject([{ kind: 'failed', fault: { kind: 'unexpected' } }]);
});

test('progress is told at once, then every 100 ms at most', async () => {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  let clock = 0;
  const sent = await replies(async (_input, { onProgress }) => {
    for (clock = 0; clock <= 220; clock += 10) onProgress(clock);
    return { output: empty };
  });
  vi.restoreAllMocks();
  expect(sent.filter(({ kind }) => kind === 'progress').map((reply) => 'done' in reply && reply.done)).toEqual([
    0, 100, 200,
  ]);
});

test.each([new RangeError('Array buffer allocation failed'), new WebAssembly.RuntimeError('unreachable')])(
  '%s is the worker’s own failure',
  async (error) => {
    const [reply] = await replies(() => Promise.reject(error));
    expect(reply).toEqual({ id: 7, kind: 'broken', detail: String(error) });
  },
);
