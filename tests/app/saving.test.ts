import { beforeEach, expect, test, vi } from 'vitest';
import { Saving } from '../../src/app/saving.svelte.ts';
import type { Tasks } from '../../src/workers/protocol.ts';
import { buildImage } from '../support/build-image.ts';

type Save = Tasks['save-files'];

/** What the worker was asked. */
const asked = vi.hoisted(() => [] as unknown[]);
vi.mock('../../src/workers/pool.ts', () => ({
  pool: {
    run(_: string, input: Save['input'], { signal }: { signal: AbortSignal }): Promise<Save['output']> {
      signal.throwIfAborted();
      asked.push(input.selection);
      return Promise.resolve({ entries: 1, missing: 0, leftOut: 0, fault: null, blob: null, bytes: 1 });
    },
  },
}));

const names = Array.from({ length: 60_000 }, (_, at) => `  app/d${at % 60}/f${at}  3\n`).join('');
const large = buildImage(`layer\n${names}layer\n  app/.wh.d3\n`);

function savingOf({ image, rootfs }: typeof large): Saving {
  const read = (layer: (typeof image.layers)[number]) => ({ file: new Blob(), fileName: 'web.tar', layer });
  const tars = { atHand: () => null, faultOf: () => null };
  const layers = image.layers.map((layer, at) => ({ ...layer, range: { start: 0, end: 1000 * (at + 1) } }));
  const of = { read, image: { ...image, layers }, rootfs, fileName: 'web.tar', title: 'web:1', tars };
  return new Saving(of as unknown as ConstructorParameters<typeof Saving>[0], {
    place: () => Promise.resolve(null),
    free: () => Promise.resolve(),
  });
}

const root = { node: 0, layer: 0, mode: 'image' } as const;
const counted = (saving: Saving) => vi.waitFor(() => expect(saving.contents).not.toBeNull());

beforeEach(() => {
  asked.length = 0;
  // Each piece takes a whole turn.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
  return () => vi.restoreAllMocks();
});

test('the offer stands at once, and what is in it is counted in turns', async () => {
  const saving = savingOf(large);
  saving.offerNode({ ...root, layer: 1 });
  expect(saving.offer?.choices.map(({ way }) => way)).toEqual(['tar', 'zip']);
  await Promise.resolve();
  expect(saving.contents).toBeNull();
  await counted(saving);
  expect(saving.contents?.totals).toMatchObject({ files: 59_000, directories: 60, bytes: 177_000 });
});

test('what is chosen before it is counted is saved once it is', async () => {
  const saving = savingOf(large);
  saving.offerNode({ ...root, layer: 1 });
  const result = saving.save(saving.offer!.choices[0]!);
  expect(saving.contents).toBeNull();
  expect(await result).toMatchObject({ bytes: 1, missing: 0 });
  expect(saving.progress.total).toBe(1000);
  expect(asked).toEqual([{ node: 0, layer: 1, mode: 'image' }]);
});

test('a save that is closed while its files are counted is none', async () => {
  const saving = savingOf(large);
  saving.offerNode(root);
  const result = saving.save(saving.offer!.choices[0]!);
  await Promise.resolve();
  saving.close();
  expect(await result).toBeNull();
  expect([saving.offer, saving.contents, saving.fault, asked]).toEqual([null, null, null, []]);
});

test('another offer ends the counting of the one before', async () => {
  const saving = savingOf(large);
  saving.offerNode({ ...root, layer: 1 });
  saving.offerNode({ ...root, node: large.rootfs.find('/app/d5')! });
  await counted(saving);
  expect(saving.contents?.totals.files).toBe(1000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(saving.contents?.totals.files).toBe(1000);
});

test('a save that is cancelled while its files are counted can be tried again', async () => {
  const saving = savingOf(large);
  saving.offerNode({ ...root, layer: 1 });
  const first = saving.save(saving.offer!.choices[0]!);
  await new Promise((resolve) => setTimeout(resolve));
  expect([saving.phase, saving.contents]).toEqual(['saving', null]);
  saving.cancel();
  expect(await first).toBeNull();
  expect([saving.phase, saving.fault, asked]).toEqual(['choosing', null, []]);
  expect(await saving.save(saving.offer!.choices[0]!)).toMatchObject({ bytes: 1 });
});
