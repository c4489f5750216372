import { expect, test } from 'vitest';
import { whole } from '../../../src/bytes/in-pieces.ts';
import { wasteRows, type WantedRows, type WasteRows } from '../../../src/views/waste/waste-rows.ts';
import { buildImage } from '../../support/build-image.ts';
import { rootfsOf } from '../../support/tree.ts';

const { rootfs } = buildImage(`
  layer  base
    srv/a.txt  100
    srv/B.txt  100
    srv/none  0
    srv/kept  7
  layer  RUN one
    srv/a.txt  300
  layer  RUN two
    srv/.wh.a.txt
    srv/.wh.B.txt
    srv/.wh.none
`);

const plain: WantedRows = {
  grouping: 'path',
  side: 'all',
  reason: 'all',
  baseLayers: 0,
  text: '',
  emptyToo: false,
  sort: { column: 'bytes', descending: true },
};
const listed = (more: Partial<WantedRows> = {}): WasteRows => whole(wasteRows(rootfs, { ...plain, ...more }));
const linesOf = ({ rows }: WasteRows): string[] =>
  rows.map(({ path, bytes, files, storedIn, goneIn, reason }) =>
    [path, bytes, files, `${storedIn} > ${goneIn}`, reason].join(' ').trim(),
  );

test('lists what is wasted, the largest first, and empty files when they are asked for', () => {
  const lines = [
    '/srv/a.txt 300 1 1 > 2 deleted',
    '/srv/B.txt 100 1 0 > 2 deleted',
    '/srv/a.txt 100 1 0 > 1 overwritten',
  ];
  expect(linesOf(listed())).toEqual(lines);
  expect(linesOf(listed({ emptyToo: true }))).toEqual([...lines, '/srv/none 0 1 0 > 2 deleted']);
  expect(listed()).toMatchObject({ all: 4, empty: 1, files: 3, bytes: 500, max: 300 });
});

test('counts what matches, of one reason and of one side of the base image’s end', () => {
  const b = listed({ text: ' b.T ' });
  expect(linesOf(b)).toEqual(['/srv/B.txt 100 1 0 > 2 deleted']);
  expect(b).toMatchObject({ all: 4, files: 1, bytes: 100, max: 100 });
  expect(linesOf(listed({ reason: 'overwritten' }))).toEqual(['/srv/a.txt 100 1 0 > 1 overwritten']);
  expect(linesOf(listed({ side: 'yours', baseLayers: 1 }))).toEqual(['/srv/a.txt 300 1 1 > 2 deleted']);
  expect(listed({ side: 'base', baseLayers: 1 })).toMatchObject({ all: 3, empty: 1, files: 2, bytes: 200 });
  expect(listed({ side: 'base' }).files).toBe(3);
});

test('puts pairs of layers together, each with its reason', () => {
  const pairs = listed({ grouping: 'layers', sort: { column: 'storedIn', descending: false } });
  expect(linesOf(pairs)).toEqual(['100 1 0 > 2 deleted', '100 1 0 > 1 overwritten', '300 1 1 > 2 deleted']);
  expect(new Set(pairs.rows.map(({ key }) => key)).size).toBe(3);
});

test('sorts by each column both ways, equal ones by size and path', () => {
  const by = (column: WantedRows['sort']['column'], descending = false): string[] =>
    listed({ sort: { column, descending } }).rows.map(({ path, bytes }) => `${path.slice(5, 6)}${bytes}`);
  expect(by('name')).toEqual(['B100', 'a100', 'a300']);
  expect(by('name', true)).toEqual(['a300', 'a100', 'B100']);
  expect(by('bytes')).toEqual(['B100', 'a100', 'a300']);
  expect(by('goneIn')).toEqual(['a100', 'a300', 'B100']);
  expect(by('reason', true)).toEqual(['a100', 'a300', 'B100']);
});

test('can be left after some thousand files, whatever is done with them', () => {
  const files = Array.from({ length: 30_000 }, (_, at) => `srv/f${at} size ${at % 500}`);
  const large = rootfsOf(files, ['!srv']);
  let steps = 0;
  const work = wasteRows(large, { ...plain, sort: { column: 'name', descending: false } });
  let step = work.next();
  for (; !step.done; step = work.next()) steps++;
  expect(steps).toBeGreaterThan(20);
  expect(step.value.rows).toHaveLength(30_000 - 60);
  expect(step.value.rows[0]?.path).toBe('/srv/f1');
});
