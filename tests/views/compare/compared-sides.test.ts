import { expect, test } from 'vitest';
import { compareFiles } from '../../../src/analysis/comparison/compare-files.ts';
import { ComparedTree } from '../../../src/analysis/comparison/compared-tree.ts';
import { sideFacts, sideFile, type SideFact } from '../../../src/views/compare/compared-sides.ts';
import { buildImage } from '../../support/build-image.ts';

const before = buildImage(`
  layer  A
    srv/app.js  4000  0644  10:10
    srv/link -> app.js
    srv/old  5
    srv/hard => srv/old
`).rootfs;
const after = buildImage(`
  layer  A
    etc/motd  5
  layer  B
    srv/app.js  4001  0755  10:11
    srv/link -> other.js
    srv/folder/
`).rootfs;
const side = ({ columns }: typeof before) => ({ columns, layerIds: [] });
const tree = new ComparedTree(compareFiles(side(before), side(after), 'two.tar'));
const sides = { before, after };

const nodeOf = (path: string): number => {
  const count = tree.files.parents.length;
  return Array.from({ length: count }, (_, node) => node).find((node) => tree.pathOf(node) === path)!;
};
const factsOf = (path: string): string[] =>
  sideFacts(tree, sides, nodeOf(path)).map(({ title, before: was, after: is, differs }: SideFact) => `${title}: ${was} ${differs ? '≠' : '='} ${is}`); // prettier-ignore

test('what both images say of a file, side by side', () => {
  expect(factsOf('/srv/app.js')).toEqual([
    'Type: file = file',
    'Size: 4.00 kB (4,000 B) ≠ 4.00 kB (4,001 B)',
    'Mode: -rw-r--r-- ≠ -rwxr-xr-x',
    'Owner: 10:10 ≠ 10:11',
    expect.stringMatching(/^Modified: /) as string,
    'Layer: 0 ≠ 1',
  ]);
  expect(factsOf('/srv/link')).toContain('Target: app.js ≠ other.js');
});

test('what only one of them has', () => {
  expect(factsOf('/srv/old').slice(0, 2)).toEqual(['Type: file ≠ null', 'Size: 5 B ≠ null']);
  expect(factsOf('/srv/folder')[0]).toBe('Type: null ≠ directory');
  expect(sideFile(tree, sides, nodeOf('/srv/old'), 'after')).toBeNull();
});

test('where its contents are, those of a hard link too; a link and a directory have none', () => {
  expect(sideFile(tree, sides, nodeOf('/srv/app.js'), 'after')).toMatchObject({ layer: 1, version: { size: 4001 } });
  expect(sideFile(tree, sides, nodeOf('/srv/hard'), 'before')).toMatchObject({ version: { linkedTo: '/srv/old' } });
  expect(sideFile(tree, sides, nodeOf('/srv/link'), 'before')).toEqual({ layer: 0, version: null });
  expect(sideFile(tree, sides, nodeOf('/srv/folder'), 'after')).toEqual({ layer: 1, version: null });
});
