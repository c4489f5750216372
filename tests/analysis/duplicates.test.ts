import { expect, test } from 'vitest';
import { duplicateCandidates, groupDuplicates, repeatedBytes } from '../../src/analysis/duplicates.ts';
import { buildImage } from '../support/build-image.ts';
import { makeArchive } from '../support/make-archive.ts';
import { analyseBlob } from '../support/open-image.ts';

test('only visible files of a size that another has are compared', () => {
  const { rootfs } = buildImage(`
    layer
      a  10
      b  11
      gone  10
      empty1  0
      empty2  0
    layer
      c  10
      .wh.gone
      link => a
  `);
  expect(duplicateCandidates(rootfs)).toEqual([
    { layer: 0, files: [{ storedPath: '/a', path: '/a' }] },
    { layer: 1, files: [{ storedPath: '/c', path: '/c' }] },
  ]);
  expect(duplicateCandidates(buildImage('layer\n a  1\n b  2').rootfs)).toEqual([]);
});

test('groups: those that repeat most first, paths sorted', () => {
  const hash = (path: string, digest: string, size: number) => ({ path, digest, size });
  const groups = groupDuplicates([
    hash('/z', 'one', 5),
    hash('/a', 'one', 5),
    hash('/b', 'two', 4),
    hash('/d', 'two', 4),
    hash('/c', 'two', 4),
    hash('/alone', 'three', 100),
  ]);
  expect(groups).toEqual([
    { digest: 'two', size: 4, paths: ['/b', '/c', '/d'] },
    { digest: 'one', size: 5, paths: ['/a', '/z'] },
  ]);
  expect(groups.map(repeatedBytes)).toEqual([8, 5]);
});

test.each(['skopeo', 'oci'] as const)('contents are compared across layers, in the layout %s', async (layout) => {
  const archive = await makeArchive(
    `
    layer
      one/a  "same contents"
      one/b  "other content"
      hard => one/a
      twice  "first version"
      twice  "same contents"
    layer
      two/c  "same contents"
      gone  "same contents"
    layer
      .wh.gone
  `,
    { layout },
  );
  const { duplicates, report } = await analyseBlob(archive, 'web.tar');
  expect(duplicates.map(({ size, paths }) => [size, paths])).toEqual([[13, ['/hard', '/twice', '/two/c']]]);
  expect(report.sizes.duplicated).toBe(26);
});
