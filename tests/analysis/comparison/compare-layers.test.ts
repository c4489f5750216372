import { expect, test } from 'vitest';
import { compareLayers } from '../../../src/analysis/comparison/compare-layers.ts';
import type { LayerBlob } from '../../../src/image/model.ts';

/** `a:RUN x` is a layer with the id `a` that RUN x made. */
const layers = (text: string): LayerBlob[] =>
  text
    .split('|')
    .filter((one) => one !== '')
    .map((one, index) => {
      const [id = '', command = ''] = one.split(':');
      const common = {
        index,
        name: '',
        file: 0,
        range: null,
        compression: 'none',
        digest: null,
        created: null,
      } as const;
      return { ...common, diffId: id, command };
    });

const told = (before: string, after: string) => {
  const { pairs, ...rest } = compareLayers(layers(before), layers(after));
  return { ...rest, pairs: pairs.map(({ kind, before, after }) => `${before ?? ''} ${kind} ${after ?? ''}`.trim()) };
};

test.each([
  ['the same', 'a|b', 'a|b', 2, 2, ['0 shared 0', '1 shared 1']],
  [
    'parts behind a common base',
    'a|b:RUN x|c',
    'a|d:RUN x|e',
    1,
    1,
    ['0 shared 0', '1 rebuilt 1', '2 before', 'after 2'],
  ],
  ['a layer more at the base', 'a|b', 'z|a|b', 2, 0, ['after 0', '0 shared 1', '1 shared 2']],
  ['a layer taken out', 'a|b|c', 'a|c', 2, 1, ['0 shared 0', '1 before', '2 shared 1']],
  [
    'in another order: the longest that agrees',
    'a|b|c',
    'b|c|a',
    2,
    0,
    ['0 before', '1 shared 0', '2 shared 1', 'after 2'],
  ],
  ['one that repeats', 'e|a|e', 'e|a|e|e', 3, 3, ['0 shared 0', '1 shared 1', '2 shared 2', 'after 3']],
  ['no names: commands alone say that they belong together', ':RUN x', ':RUN x', 0, 0, ['0 rebuilt 0']],
  ['no names and no commands', '', ':', 0, 0, ['after 0']],
  ['none', '', '', 0, 0, []],
])('%s', (_, before, after, shared, common, pairs) => {
  expect(told(before, after)).toEqual({ shared, common, pairs });
});

test('many layers take no long time', () => {
  const many = (from: number): string =>
    Array.from({ length: 5000 }, (_, at) => `l${from + at}:RUN ${at % 7}`).join('|');
  const start = performance.now();
  expect(told(many(0), many(2500)).shared).toBe(2500);
  expect(performance.now() - start).toBeLessThan(3000);
});
