import { expect, test } from 'vitest';
import { countContents, layersFor, offerLayer, offerNode } from '../../../src/app/save-offer.ts';
import { whole } from '../../../src/bytes/in-pieces.ts';
import { contentsOf, leftBehind } from '../../../src/views/layers/save-words.ts';
import { buildImage } from '../../support/build-image.ts';

const { image, rootfs } = buildImage(`
  layer  COPY . .
    app/main  5
    app/old  1
  layer  RUN rm /app/old
    app/.wh.old
    app/twin => app/main
`);

test('what is in a folder, and that the marks of what its layer removes are not', () => {
  const offer = offerNode(rootfs, { node: rootfs.find('/app')!, layer: 1, mode: 'layer' }, 'web');
  const contents = whole(countContents(rootfs, offer));
  expect(contentsOf(offer, contents)).toBe('1 file: 5 B.');
  const sentence = 'What this layer removes is not in it: only the tar of the whole layer has the marks of that.';
  expect(offer.choices.map((choice) => [choice.way, leftBehind(choice, contents)])).toEqual([
    ['tar', sentence],
    ['zip', sentence],
  ]);
  const before = offerNode(rootfs, { node: rootfs.find('/app')!, layer: 0, mode: 'layer' }, 'web');
  expect(leftBehind(before.choices[0]!, whole(countContents(rootfs, before)))).toBeNull();
});

test('a layer: its tar has the marks, its zip has not, and a zip reads the layers that its links lead to', () => {
  const offer = offerLayer(image.layers[1]!, 'web');
  const contents = whole(countContents(rootfs, offer));
  expect(offer.choices.map((choice) => [choice.way, leftBehind(choice, contents) === null])).toEqual([
    ['layer', true],
    ['zip', false],
  ]);
  expect(layersFor('layer', offer.selection, contents)).toEqual([1]);
  expect(layersFor('zip', offer.selection, contents)).toEqual([0]);
});
