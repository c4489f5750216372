// The whole way over a MessageChannel, as the page takes it: what crosses can be cloned, and moves where it says so.
import { afterEach, expect, test } from 'vitest';
import { candidateColumns } from '../../src/analysis/content-candidates.ts';
import { imageHandlers } from '../../src/workers/handlers/image.ts';
import { stackingHandlers } from '../../src/workers/handlers/stacking.ts';
import { packed } from '../../src/workers/packed.ts';
import type { Reply, TaskName, Tasks } from '../../src/workers/protocol.ts';
import { serve } from '../../src/workers/serve.ts';
import { makeArchive } from '../support/make-archive.ts';
import { analyseBlob } from '../support/open-image.ts';

const channels: MessageChannel[] = [];
afterEach(() => channels.splice(0).forEach(({ port1, port2 }) => (port1.close(), port2.close())));

function run<N extends TaskName>(name: N, input: Tasks[N]['input']): Promise<Tasks[N]['output']> {
  const channel = new MessageChannel();
  channels.push(channel);
  serve(channel.port2, { ...imageHandlers, ...stackingHandlers });
  channel.port2.start();
  return new Promise((resolve, reject) => {
    channel.port1.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.kind === 'done') resolve(data.output as Tasks[N]['output']);
      if (data.kind === 'failed') reject(new Error(data.fault.kind));
    };
    const { input: posted, transfer } = packed(input);
    channel.port1.postMessage({ id: 1, name, input: posted }, transfer as ArrayBuffer[]);
  });
}

test.each(['none', 'gzip', 'zstd'] as const)('contents are compared and digests verified, %s', async (compression) => {
  const text = `
    layer
      a  "same"
      b  "same"
    layer
      c  "same"  10:20
      a  "same"  10:20
  `;
  const file = await makeArchive(text, { layout: 'docker25', compression });
  const { image, rootfs, contents, report } = await analyseBlob(file, 'web.tar');
  const { columns } = rootfs;
  const fileName = 'web.tar';
  const compressions = image.layers.map(({ compression }) => compression);
  const input = { fileName, columns: candidateColumns(columns), compressions };
  const { requests, count } = await run('list-candidates', input);
  const hashed = await Promise.all(
    requests.map(({ layer, files }) => run('hash-files', { fileName, file, layer: image.layers[layer]!, files })),
  );
  expect(hashed.reduce((sum, { events }) => sum + events.length, 0)).toBe(4);
  expect(count).toBe(4);
  expect(await run('compare-contents', { fileName, rootfs: columns, hashed, candidates: count })).toEqual(contents);
  expect(contents.duplicates.map(({ paths }) => paths)).toEqual([['/a', '/b', '/c']]);
  const digests = await run('verify-layer', { fileName, file, layer: image.layers[1]! });
  const items = report.verification!.items.filter(({ layer }) => layer === 1);
  expect(digests).toMatchObject({ tar: items.at(-1)!.actual, fault: null });
});
