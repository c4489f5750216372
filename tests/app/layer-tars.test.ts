import { beforeEach, expect, test, vi } from 'vitest';
import type { ImageSession } from '../../src/app/image-session.svelte.ts';
import { LayerTars } from '../../src/app/layer-tars.ts';
import type { Unpacked } from '../../src/archive/unpack.ts';
import { describeFault, type Fault } from '../../src/fault.ts';
import type { LayerBlob } from '../../src/image/model.ts';
import type { ScratchPlace } from '../../src/workers/scratch-file.ts';

interface Job {
  readonly input: { readonly file: Blob; readonly place: ScratchPlace | null; readonly mostInMemory?: number };
  readonly signal: AbortSignal;
  onProgress(done: number): void;
  answer(unpacked: Unpacked): void;
}
const jobs: Job[] = [];
vi.mock('../../src/workers/pool.ts', () => ({
  pool: {
    run: (_: string, input: Job['input'], { signal, onProgress }: Pick<Job, 'signal' | 'onProgress'>) =>
      new Promise<Unpacked>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        jobs.push({ input, signal, onProgress, answer: resolve });
      }),
  },
}));

const layerOf = (index: number, compression: LayerBlob['compression']): LayerBlob => ({
  ...{ index, compression, file: 0, name: `${index}.tar`, range: { start: index, end: index + 3 } },
  ...{ digest: null, diffId: '', command: '', created: null },
});

const file = new Blob(['0123456789']);
const freed: string[] = [];
let made = 0;
let hasFiles = true;
const space = {
  place: async () => (hasFiles ? { folder: 'f', name: String(++made) } : null),
  free: async ({ name }: ScratchPlace) => void freed.push(name),
};
const of = { read: (layer: LayerBlob) => ({ file, layer, fileName: 'web.tar' }) } as unknown as ImageSession;
const patient = () => ({ signal: new AbortController().signal, onProgress: vi.fn() });
const untilAsked = () => vi.waitFor(() => expect(jobs).not.toEqual([]));

beforeEach(() => {
  jobs.length = 0;
  freed.length = 0;
  made = 0;
  hasFiles = true;
});

test('a layer that is not compressed is a part of the file', async () => {
  const tars = new LayerTars(of, space);
  const layer = layerOf(2, 'none');
  expect(tars.isAtHand(layer)).toBe(true);
  expect(await (await tars.tarOf(layer, patient())).text()).toBe('234');
  expect(jobs).toEqual([]);
});

test('a compressed one is unpacked once, for all who ask, and freed with the image', async () => {
  const tars = new LayerTars(of, space);
  const layer = layerOf(1, 'gzip');
  const [one, two] = [patient(), patient()];
  const asked = [tars.tarOf(layer, one), tars.tarOf(layer, two)];
  await untilAsked();
  expect(jobs).toHaveLength(1);
  expect(await jobs[0]!.input.file.text()).toBe('123');
  expect(jobs[0]!.input).toMatchObject({ place: { name: '1' }, mostInMemory: 16_000_000 });
  jobs[0]!.onProgress(2);
  expect([one.onProgress.mock.calls, two.onProgress.mock.calls]).toEqual([[[2]], [[2]]]);
  const blob = new Blob(['tar']);
  jobs[0]!.answer({ blob, fault: null });
  expect(await Promise.all(asked)).toEqual([blob, blob]);
  expect(await tars.tarOf(layer, patient())).toBe(blob);
  expect([tars.isAtHand(layer), jobs.length, freed]).toEqual([true, 1, []]);
  tars.release();
  expect([tars.isAtHand(layer), freed]).toEqual([false, ['1']]);
});

test('one who cancels leaves the other; the last one frees the place, and another may begin anew', async () => {
  const tars = new LayerTars(of, space);
  const layer = layerOf(1, 'zstd');
  const [one, two] = [new AbortController(), new AbortController()];
  const ask = ({ signal }: AbortController) => tars.tarOf(layer, { signal, onProgress: () => undefined });
  const asked = [ask(one), ask(two)];
  await untilAsked();
  one.abort();
  await expect(asked[0]).rejects.toMatchObject({ name: 'AbortError' });
  expect(jobs[0]!.signal.aborted).toBe(false);
  two.abort();
  await expect(asked[1]).rejects.toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(freed).toEqual(['1']));
  const again = tars.tarOf(layer, patient());
  await vi.waitFor(() => expect(jobs).toHaveLength(2));
  jobs[1]!.answer({ blob: new Blob(['x']), fault: null });
  expect(await (await again).text()).toBe('x');
});

test('of a damaged layer what came out is kept, and why that is not all', async () => {
  const tars = new LayerTars(of, space);
  const layer = layerOf(1, 'gzip');
  const asked = tars.tarOf(layer, patient());
  await untilAsked();
  const fault: Fault = { kind: 'bad-compression', fileName: 'web.tar (layer 1)', compression: 'gzip' };
  jobs[0]!.answer({ blob: new Blob(['half']), fault });
  expect(await (await asked).text()).toBe('half');
  expect(tars.faultOf(layer)).toEqual(fault);
});

test('where there is no room the fault says what helps for a layer, and the place is freed', async () => {
  hasFiles = false;
  const tars = new LayerTars(of, space);
  const asked = tars.tarOf(layerOf(1, 'gzip'), patient());
  await untilAsked();
  expect(jobs[0]!.input.mostInMemory).toBeUndefined();
  const fault = { kind: 'no-space', fileName: 'web.tar (layer 1)', bytes: 128e6, detail: 'none' } as const;
  jobs[0]!.answer({ blob: null, fault });
  const told = await asked.catch((error: { fault: Fault }) => error.fault);
  expect(describeFault(told as Fault)).toBe(
    'web.tar (layer 1) could not be unpacked: after 128 MB there was no more room for it (none). Make room and try again, or save the file: that needs no room here.',
  );
});

test('when the image goes, what is being unpacked for it ends', async () => {
  const tars = new LayerTars(of, space);
  const asked = tars.tarOf(layerOf(1, 'gzip'), patient());
  await untilAsked();
  tars.release();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  expect(freed).toEqual(['1']);
});

test('a layer that the archive does not hold', async () => {
  const tars = new LayerTars(of, space);
  const told = await tars.tarOf({ ...layerOf(1, 'gzip'), range: null }, patient()).catch((error) => error.fault);
  expect(told).toMatchObject({ kind: 'missing-blob', path: '1.tar' });
});
