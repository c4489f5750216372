import { expect, test } from 'vitest';
import { storedBodyOf } from '../../src/rootfs/stored-body.ts';
import { describedBy, storedVersions, versionAt } from '../../src/rootfs/stored-versions.ts';
import { buildImage } from '../support/build-image.ts';

const { rootfs } = buildImage(`
  layer  COPY
    app/a  100
    app/dir/
  layer  COPY
    etc/x  1
    app/a  200
  layer  RUN rm
    app/.wh.a
  layer  RUN ln
    app/b  7
    app/a => app/b
`);
const node = (path: string): number => rootfs.find(path)!;

test('every version that a layer stored, deleted and overwritten ones too; a hard link has those of its target', () => {
  const versions = storedVersions(rootfs, node('/app/a'));
  expect(
    versions.map(({ layer, storedIn, size, goneIn, linkedTo }) => [layer, storedIn, size, goneIn, linkedTo]),
  ).toEqual([
    [0, 0, 100, 1, null],
    [1, 1, 200, 2, null],
    [3, 3, 7, null, '/app/b'],
  ]);
  expect(storedVersions(rootfs, node('/app/dir'))).toEqual([]);
});

test('a layer shows its own version, or the one from below; a layer before the first shows the first', () => {
  const versions = storedVersions(rootfs, node('/app/a'));
  expect([0, 1, 2, 3, 9].map((layer) => versionAt(versions, layer)?.layer)).toEqual([0, 1, 1, 3, 3]);
  expect(versionAt(storedVersions(rootfs, node('/etc/x')), 0)?.layer).toBe(1);
  expect(versionAt([], 3)).toBe(null);
});

test('a removal is described by what it removed, a whiteout of nothing by itself', () => {
  const { rootfs } = buildImage('layer\n a  1\nlayer\n .wh.a\nlayer\n .wh.a');
  const [added, removed, nothing] = rootfs.eventsOf(rootfs.find('/a')!) as [number, number, number];
  expect([-1, added, removed, nothing].map((event) => describedBy(rootfs, event))).toEqual([-1, added, added, nothing]);
});

test('the place of its bytes is that of the copy', () => {
  const versions = storedVersions(rootfs, node('/app/a'));
  // The builder puts each row 512 bytes behind the one before.
  expect(versions.map((version) => storedBodyOf(rootfs.columns, version.event)?.place)).toEqual([
    { offset: 0, headerSize: 512, size: 100 },
    { offset: 512, headerSize: 512, size: 200 },
    { offset: 0, headerSize: 512, size: 7 },
  ]);
});
