import { expect, test } from 'vitest';
import { historyGap } from '../../src/history/history-gap.ts';
import { configuredImage } from '../support/configured-image.ts';

/** `history`: one letter for each entry, `l` for one that made a layer; `layers`: how many the image has. */
function gapOf(history: string, layers: number): string | null {
  const { image } = configuredImage({ history: [...history].map((one) => (one === 'l' ? 'RUN make' : 'ENV A=1')) });
  const [first] = configuredImage({ history: ['RUN make'] }).image.layers;
  return historyGap({ ...image, layers: Array.from({ length: layers }, () => first!) });
}

test.each([
  ['lel', 2, null],
  ['e', 0, null],
  ['', 0, null],
  ['', 3, 'The image has no history: how its layers were made is not known.'],
  ['e', 1, 'The history tells of 0 layers, the image has 1: which entry made which layer is not certain.'],
  ['l', 5, 'The history tells of 1 layer, the image has 5: which entry made which layer is not certain.'],
  [
    'l'.repeat(10_000),
    3,
    'The history tells of 10,000 layers, the image has 3: which entry made which layer is not certain.',
  ],
])('%s beside %d', (history, layers, sentence) => {
  expect(gapOf(history, layers)).toBe(sentence);
});
