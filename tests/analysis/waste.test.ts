import { expect, test } from 'vitest';
import { findWaste } from '../../src/analysis/waste.ts';
import { buildImage } from '../support/build-image.ts';

test('every stored copy that nothing shows any more, largest first, then by path and layer', () => {
  const { rootfs, analysis } = buildImage(`
    layer  RUN make
      usr/bin/app  5000
      tmp/cache.o  9000
      etc/app.conf  100
      b  100
      none  0
    layer  RUN make install
      usr/bin/app  6000
      etc/app.conf  100
    layer  RUN rm
      tmp/.wh.cache.o
      etc/.wh.app.conf
      .wh.b
      .wh.none
  `);
  expect(findWaste(rootfs)).toEqual([
    { path: '/tmp/cache.o', bytes: 9000, storedIn: [0], reason: 'deleted', goneIn: 2 },
    { path: '/usr/bin/app', bytes: 5000, storedIn: [0], reason: 'overwritten', goneIn: 1 },
    { path: '/b', bytes: 100, storedIn: [0], reason: 'deleted', goneIn: 2 },
    { path: '/etc/app.conf', bytes: 100, storedIn: [0], reason: 'overwritten', goneIn: 1 },
    { path: '/etc/app.conf', bytes: 100, storedIn: [1], reason: 'deleted', goneIn: 2 },
    { path: '/none', bytes: 0, storedIn: [0], reason: 'deleted', goneIn: 2 },
  ]);
  expect(analysis.sizes).toEqual({ stored: 20_300, visible: 6000, overwritten: 5100, deleted: 9200 });
  expect(analysis.layers.map(({ size, wasted }) => [size, wasted])).toEqual([
    [14_200, 14_200],
    [6100, 100],
    [0, 0],
  ]);
});
