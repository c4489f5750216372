import { beforeEach, expect, test, vi } from 'vitest';
import type { ImageSession } from '../../src/app/image-session.svelte.ts';
import { LayerTars } from '../../src/app/layer-tars.ts';
import { UnpackedLayers } from '../../src/app/unpacked-layers.ts';
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
const read = (layer: LayerBlob) => ({ file, layer, fileName: 'web.tar' });

/** The layers of each image of one archive. */
function tarsOf(...images: readonly LayerBlob[][]): LayerTars[] {
  const sessions = images.map((layers) => ({ image: { layers }, read }) as unknown as ImageSession);
  const unpacked = new UnpackedLayers(
    sessions.map(({ image }) => image),
    space,
  );
  return sessions.map((session) => new LayerTars(session, unpacked));
}
const patient = () => ({ signal: new AbortController().signal, onProgress: vi.fn() });
const untilAsked = () => vi.waitFor(() => expect(jobs).not.toEqual([]));

beforeEach(() => {
  jobs.length = 0;
  freed.length = 0;
  made = 0;
  hasFiles = true;
});

test('a layer that is not compressed is a part of the file', async () => {
  const layer = layerOf(2, 'none');
  const [tars] = tarsOf([layer]) as [LayerTars];
  expect(tars.isAtHand(layer)).toBe(true);
  expect(await (await tars.tarOf(layer, patient())).text()).toBe('234');
  expect(jobs).toEqual([]);
});

test('a compressed one is unpacked once, for all who ask, and freed with the image', async () => {
  const layer = layerOf(1, 'gzip');
  const [tars] = tarsOf([layer]) as [LayerTars];
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
  const layer = layerOf(1, 'zstd');
  const [tars] = tarsOf([layer]) as [LayerTars];
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
  const anew = tars.tarOf(layer, patient());
  await vi.waitFor(() => expect(jobs).toHaveLength(2));
  jobs[1]!.answer({ blob: new Blob(['x']), fault: null });
  expect(await (await anew).text()).toBe('x');
});

test('of a damaged layer what came out is kept, and why that is not all', async () => {
  const layer = layerOf(1, 'gzip');
  const [tars] = tarsOf([layer]) as [LayerTars];
  const asked = tars.tarOf(layer, patient());
  await untilAsked();
  const fault: Fault = { kind: 'bad-compression', fileName: 'web.tar (layer 1)', compression: 'gzip' };
  jobs[0]!.answer({ blob: new Blob(['half']), fault });
  expect(await (await asked).text()).toBe('half');
  expect(tars.faultOf(layer)).toEqual(fault);
});

test('where there is no room the fault says what helps for a layer, and the place is freed', async () => {
  hasFiles = false;
  const layer = layerOf(1, 'gzip');
  const [tars] = tarsOf([layer]) as [LayerTars];
  const asked = tars.tarOf(layer, patient());
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
  const layer = layerOf(1, 'gzip');
  const [tars] = tarsOf([layer]) as [LayerTars];
  const asked = tars.tarOf(layer, patient());
  await untilAsked();
  tars.release();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  expect(freed).toEqual(['1']);
});

test('a layer that the archive does not hold', async () => {
  const [tars] = tarsOf([]) as [LayerTars];
  const told = await tars.tarOf({ ...layerOf(1, 'gzip'), range: null }, patient()).catch((error) => error.fault);
  expect(told).toMatchObject({ kind: 'missing-blob', path: '1.tar' });
});

/** The same bytes as another image's layer, at another place in this one. */
const again = (layer: LayerBlob, index: number): LayerBlob => ({ ...layer, index });

test('a layer that several images share is unpacked once, and freed with the last of them', async () => {
  const [shared, own] = [layerOf(1, 'gzip'), layerOf(4, 'gzip')];
  const [one, two, three] = tarsOf([shared], [own, again(shared, 1)], [layerOf(6, 'gzip')]) as LayerTars[];
  const asked = [one!.tarOf(shared, patient()), two!.tarOf(again(shared, 1), patient())];
  await untilAsked();
  const blob = new Blob(['tar']);
  jobs[0]!.answer({ blob, fault: null });
  expect(await Promise.all(asked)).toEqual([blob, blob]);
  expect(jobs).toHaveLength(1);
  expect([two!.isAtHand(again(shared, 1)), two!.isAtHand(own), three!.isAtHand(layerOf(6, 'gzip'))]).toEqual([
    true,
    false,
    false,
  ]);
  one!.release();
  one!.release();
  three!.release();
  expect([two!.atHand(again(shared, 1)), freed]).toEqual([blob, []]);
  two!.release();
  expect([two!.isAtHand(again(shared, 1)), freed]).toEqual([false, ['1']]);
});

test('what one image waits for goes on when another one goes that shares it', async () => {
  const shared = layerOf(1, 'gzip');
  const [one, two] = tarsOf([shared], [shared]) as LayerTars[];
  const asked = two!.tarOf(shared, patient());
  await untilAsked();
  one!.release();
  expect(jobs[0]!.signal.aborted).toBe(false);
  two!.release();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  expect(freed).toEqual(['1']);
});

test('a fault names the layer by its number in the image that asks', async () => {
  const shared = layerOf(1, 'gzip');
  const [one, two] = tarsOf([shared], [again(shared, 7)]) as LayerTars[];
  const told = (asked: Promise<Blob>) => asked.catch((error: { fault: { fileName: string } }) => error.fault.fileName);
  const asked = [told(one!.tarOf(shared, patient())), told(two!.tarOf(again(shared, 7), patient()))];
  await untilAsked();
  jobs[0]!.answer({
    blob: null,
    fault: { kind: 'bad-compression', fileName: 'web.tar (layer 1)', compression: 'gzip' },
  });
  expect(await Promise.all(asked)).toEqual(['web.tar (layer 1)', 'web.tar (layer 7)']);
});
