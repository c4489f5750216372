import { expect, test } from 'vitest';
import { markFolders } from '../../src/paths/folder-marks.ts';
import { buildImage } from '../support/build-image.ts';

test('a place marks itself and all below it: from the root, or wherever it lies; each list has its bit', () => {
  const { rootfs } = buildImage(`
    layer
      var/cache/apt/a.deb  1
      srv/var/cache/apt/b.deb  1
      root/.npm/_cacache/deep/er  1
      app/.npm/_cacache  1
      app/_cacache/x  1
      var/cache/apto/c  1
      var/cache/apt/.npm/_cacache/d  1
  `);
  const { names, parents } = rootfs.columns;
  const marks = markFolders(names, parents, [['/var/cache/apt'], ['.npm/_cacache', '/app'], []]);
  const marked = Object.fromEntries(
    Array.from(parents, (_, node) => [rootfs.pathOf(node), marks[node]]).filter(([, mark]) => mark !== 0),
  );
  expect(marked).toEqual({
    '/var/cache/apt': 1,
    '/var/cache/apt/a.deb': 1,
    '/var/cache/apt/.npm': 1,
    '/var/cache/apt/.npm/_cacache': 3,
    '/var/cache/apt/.npm/_cacache/d': 3,
    '/root/.npm/_cacache': 2,
    '/root/.npm/_cacache/deep': 2,
    '/root/.npm/_cacache/deep/er': 2,
    '/app': 2,
    '/app/.npm': 2,
    '/app/.npm/_cacache': 2,
    '/app/_cacache': 2,
    '/app/_cacache/x': 2,
  });
});
