import { describe, expect, test } from 'vitest';
import { compareFiles } from '../../../src/analysis/comparison/compare-files.ts';
import { sumFiles, swapSides } from '../../../src/analysis/comparison/compared-files.ts';
import { whole } from '../../../src/bytes/in-pieces.ts';
import { buildImage } from '../../support/build-image.ts';
import { changesOf, compareTexts } from '../../support/compare.ts';

const before = `
  layer  FROM
    etc/
    etc/passwd  300
    bin/sh  5000  0755
    bin/ls => bin/sh  0755
    lib/a.so -> a.so.1
    var/log/
    var/log/old.log  900
    srv/app.js  4000  0644  10:10
    srv/same.js  4100
    opt/tool  70
  layer  RUN rm
    var/log/.wh.old.log
`;
const after = `
  layer  FROM
    etc/  0700
    etc/passwd  310
    bin/sh  5000  0755
    bin/ls => bin/sh  0755
    lib/a.so -> a.so.2
    var/log/
    var/log/new.log  20
    srv/app.js  4000  0600  10:11
    srv/same.js  4100
    opt/tool/
    opt/tool/inner  30
`;

test('tells files apart by path, and says in what they differ', () => {
  expect(changesOf(compareTexts(before, after))).toEqual({
    '/etc': 'modified mode',
    '/etc/passwd': 'modified size contents',
    '/lib/a.so': 'modified link',
    '/opt/tool': 'modified type mode',
    '/opt/tool/inner': 'added',
    '/srv/app.js': 'modified mode owner unknown',
    '/var/log/new.log': 'added',
  });
});

test('what a layer removed is there on neither side', () => {
  expect(Object.keys(changesOf(compareTexts(before, after), true))).not.toContain('/var/log/old.log');
});

test('sums the files; names of one file count once, and directories are no files', () => {
  expect(sumFiles(compareTexts(before, after))).toEqual({
    added: { files: 2, before: 0, after: 50 },
    // passwd, a.so, app.js; what became a directory is none any more.
    modified: { files: 3, before: 4300, after: 4310 },
    removed: { files: 0, before: 0, after: 0 },
    unchanged: { files: 3, before: 9100, after: 9100 },
    directories: { added: 0, modified: 2, removed: 0 },
    timeOnly: 0,
    unknown: 3,
  });
});

test('the other way round is the same with sides swapped', () => {
  const swapped = whole(swapSides(compareTexts(before, after)));
  expect(changesOf(swapped)).toEqual({
    ...changesOf(compareTexts(after, before)),
  });
  expect(changesOf(whole(swapSides(swapped)))).toEqual(changesOf(compareTexts(before, after)));
});

describe('contents', () => {
  const text = 'layer  COPY\n  a  10\n  b  0\nlayer  COPY\n  c  10\n';
  const side = (layerIds: number[]) => ({ columns: buildImage(text).rootfs.columns, layerIds });

  test.each([
    ['are known where the layer is the same', [1, 2], [1, 2], {}],
    ['are not where it is another', [1, 2], [1, 3], { '/c': 'unchanged unknown' }],
    ['are not where nothing tells', [-1, -1], [-1, -1], { '/a': 'unchanged unknown', '/c': 'unchanged unknown' }],
  ])('%s', (_, one, other, unknown) => {
    const all = changesOf(compareFiles(side(one), side(other), 'a'), true);
    expect(all).toEqual({ '/a': 'unchanged', '/b': 'unchanged', '/c': 'unchanged', ...unknown });
  });
});

test('a time alone is no change', () => {
  const columns = buildImage('layer  A\n  a  10\n  d/\n').rootfs.columns;
  const later = { ...columns, eventMtimes: columns.eventMtimes.map(() => 99) };
  const files = compareFiles({ columns, layerIds: [0] }, { columns: later, layerIds: [0] }, 'a');
  expect(changesOf(files, true)).toEqual({ '/a': 'unchanged time', '/d': 'unchanged' });
  expect(sumFiles(files).timeOnly).toBe(1);
});

test('names that are no UTF-8, markup or prototypes stay apart', () => {
  const one = 'layer  A\n  caf\udce9  1\n  __proto__/x  1\n  <b>  1\n';
  const other = 'layer  A\n  caf\udcea  1\n  __proto__/y  1\n  <b>  2\n';
  expect(changesOf(compareTexts(one, other))).toEqual({
    '/<b>': 'modified size contents',
    '/__proto__/x': 'removed',
    '/__proto__/y': 'added',
    '/caf\udce9': 'removed',
    '/caf\udcea': 'added',
  });
});

test('one image is empty', () => {
  expect(changesOf(compareTexts('', 'layer  A\n  a/b  1\n'))).toEqual({ '/a': 'added', '/a/b': 'added' });
  expect(changesOf(compareTexts('', ''))).toEqual({});
});
