import { expect, test } from 'vitest';
import { several, WasteTree } from '../../src/analysis/waste-tree.ts';
import { wasteCauses } from '../../src/analysis/waste-causes/index.ts';
import { wastedCopies } from '../../src/analysis/wasted-copies.ts';
import { goneReasons } from '../../src/rootfs/columns.ts';
import { buildImage } from '../support/build-image.ts';

const { rootfs, image } = buildImage(`
  layer  COPY . /srv
    srv/a/x.js  100
    srv/a/y.js  10
    srv/b.log  3000
    srv/kept  7
  layer  RUN one
    srv/a/x.js  200
    .wh.nothing
  layer  RUN two
    srv/a/.wh.x.js
    srv/a/.wh.y.js
    srv/.wh.b.log
`);
const copies = wastedCopies(rootfs, { rewrites: null, commands: image.layers.map(({ command }) => command) });
const one = (value: number | undefined, names: readonly string[]): string =>
  value === several ? 'several' : (names[value ?? -2] ?? 'none');

function linesOf(tree: WasteTree, node = 0, depth = 0): string[] {
  const causes = wasteCauses.map(({ id }) => id);
  return [...tree.childrenOf(node)].flatMap((child) => {
    const layers = `${tree.storedIn[child]} > ${tree.goneIn[child]}`;
    const why = `${one(tree.reasons[child], goneReasons)}, ${one(tree.causes[child], causes)}`;
    const line = `${'  '.repeat(depth)}${rootfs.nameOf(child)} ${tree.bytes[child]} in ${tree.files[child]}: ${layers}, ${why}`;
    return [line, ...linesOf(tree, child, depth + 1)];
  });
}

test('directories hold what is wasted below them, the heaviest first, with what all of it has in common', () => {
  expect(linesOf(WasteTree.of(rootfs, copies))).toEqual([
    'srv 3310 in 4: -1 > -1, several, several',
    '  b.log 3000 in 1: 0 > 2, deleted, logs',
    '  a 310 in 3: -1 > -1, several, several',
    '    x.js 300 in 2: -1 > -1, several, several',
    '    y.js 10 in 1: 0 > 2, deleted, other',
  ]);
});

test('only what is asked for counts', () => {
  const tree = WasteTree.of(rootfs, copies, (event) => rootfs.columns.eventLayers[event] === 1);
  expect(linesOf(tree)).toEqual([
    'srv 200 in 1: 1 > 2, deleted, other',
    '  a 200 in 1: 1 > 2, deleted, other',
    '    x.js 200 in 1: 1 > 2, deleted, other',
  ]);
});
