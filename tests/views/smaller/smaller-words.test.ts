import { expect, test } from 'vitest';
import type { CleanResult } from '../../../src/app/cleaning.svelte.ts';
import type { LayerResult } from '../../../src/cleaning/write-layer.ts';
import {
  commandsOf,
  layerText,
  lineText,
  savedSentences,
  squashOptions,
  unreadTitle,
} from '../../../src/views/smaller/smaller-words.ts';

const layer = (index: number, more: Partial<LayerResult> = {}): LayerResult => ({
  index,
  before: 2000,
  after: 1000,
  stored: 1000,
  entries: 1,
  whiteouts: 0,
  isSame: false,
  diffId: `sha256:${index}`,
  ...more,
});

const result = (more: Partial<CleanResult>): CleanResult => ({
  id: 'sha256:1',
  layers: [],
  squashed: 0,
  heldBack: [],
  fileName: 'shop cleaned.tar',
  bytes: 3000,
  blob: null,
  ...more,
});

test('what was written of layers', () => {
  const gone = { diffId: null, after: 0 };
  const layers = [layer(0, { isSame: true, after: 2000 }), layer(1, gone), layer(2)];
  expect(savedSentences(result({ layers }))).toEqual([
    'shop cleaned.tar is saved: 3.00 kB. Its layers, uncompressed, have 3.00 kB where they had 6.00 kB.',
    '2 layers are left, 1 had nothing left in them; 1 is as it was, with the same digest.',
  ]);
  expect(savedSentences(result({ layers: [layer(0), layer(1, gone), layer(2)], squashed: 2 }))[1]).toBe(
    '2 layers are left, one in the place of 2; 0 are as they were, with the same digests.',
  );
});

test('commands name the file and the image as words', () => {
  expect(commandsOf(result({}), ['shop:1', 'shop:2'])).toEqual([
    `docker load --input 'shop cleaned.tar'`,
    'docker push shop:1',
  ]);
  expect(commandsOf(result({}), [])).toHaveLength(1);
  expect(commandsOf(result({ compress: true }), ['shop:1'])[1]).toBe(
    `skopeo copy 'oci-archive:shop cleaned.tar' docker://shop:1`,
  );
  expect(commandsOf(result({ compress: true }), [])[1]).toMatch(/docker:\/\/registry\.example\/image:tag$/);
});

test('which layer could not be read, or how many', () => {
  expect(unreadTitle([3])).toBe('Layer 3 could not be read');
  expect(unreadTitle([1, 2])).toBe('2 layers could not be read');
});

test('layers can be made one where there are several, and the base is known', () => {
  const refusals = (...of: Parameters<typeof squashOptions>): boolean[] =>
    squashOptions(...of).map(({ refusal }) => refusal !== null);
  expect(refusals(5, 2, null)).toEqual([false, false, false]);
  expect(refusals(5, 0, null)).toEqual([false, true, false]);
  expect(refusals(5, 4, null)).toEqual([false, true, false]);
  expect(refusals(1, 0, null)).toEqual([false, true, true]);
  expect(refusals(5, 2, 'dangling link')).toEqual([false, true, true]);
  expect(squashOptions(5, 2, null)[1]!.says).toMatch(/^Layers 2 to 4;/);
});

test('what a line names', () => {
  const line = { line: 1, glob: '*.a', problem: null, entries: 2, bytes: 1500 };
  expect(lineText(line)).toBe('2 entries in all layers, 1.50 kB');
  expect(lineText({ ...line, entries: 0 })).toMatch(/^names nothing in any layer/);
  expect(lineText({ ...line, problem: 'exception' })).toContain('is written \\!.');
});

test('what became of a layer', () => {
  const layer = {
    index: 0,
    before: 9,
    after: 9,
    stored: 9,
    entries: 0,
    whiteouts: 0,
    isSame: false,
    diffId: 'sha256:a',
  };
  const gone = { ...layer, diffId: null };
  const layers = [layer, layer, layer];
  const of = (squashed: number, one: typeof layer | typeof gone): string =>
    layerText(result({ layers, squashed }), one);
  expect(of(0, { ...layer, isSame: true })).toBe('as it was');
  expect(of(0, layer)).toBe('written anew');
  expect(of(0, gone)).toBe('nothing is left of it');
  expect(of(2, gone)).toBe('nothing is left of it');
  expect(of(2, { ...gone, index: 1 })).toBe('part of the one layer');
});
