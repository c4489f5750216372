import { expect, test } from 'vitest';
import { splitAtBase } from '../../src/analysis/base-split.ts';
import { buildImage } from '../support/build-image.ts';

const { analysis, rootfs } = buildImage(`
  layer  base
    a  1000
    b  200
  layer  base
    a  1000
    c  30
  layer  yours
    d  4
    .wh.b
    .wh.c
  layer  yours
    d  5
`);

test.each([
  [0, { stored: 0, wasted: 0, hiddenByYours: 0 }, { stored: 2239, wasted: 1234 }],
  [1, { stored: 1200, wasted: 1200, hiddenByYours: 1200 }, { stored: 1039, wasted: 34 }],
  [2, { stored: 2230, wasted: 1230, hiddenByYours: 230 }, { stored: 9, wasted: 4 }],
  [4, { stored: 2239, wasted: 1234, hiddenByYours: 0 }, { stored: 0, wasted: 0 }],
])('with %i layers below', (layers, base, yours) => {
  expect(splitAtBase(analysis, rootfs.columns, layers)).toEqual({ base, yours });
});

test('both add up to the whole, wherever the boundary is', () => {
  const { stored, overwritten, deleted } = analysis.sizes;
  for (let layers = 0; layers <= 4; layers++) {
    const { base, yours } = splitAtBase(analysis, rootfs.columns, layers);
    expect([base.stored + yours.stored, base.wasted + yours.wasted]).toEqual([stored, overwritten + deleted]);
  }
});
