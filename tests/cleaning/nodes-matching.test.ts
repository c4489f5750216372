import { describe, expect, test } from 'vitest';
import { whole } from '../../src/bytes/in-pieces.ts';
import { chosenPaths, mostLines } from '../../src/cleaning/chosen-paths.ts';
import { longestGlob, nodesMatching } from '../../src/cleaning/nodes-matching.ts';
import { buildImage } from '../support/build-image.ts';

const rootfs = buildImage(`
  layer  COPY . .
    usr/share/doc/a/copyright  10
    usr/share/doc/b/copyright  20
    usr/lib/python3/x.pyc  100
    usr/lib/python3/x.py  200
    app/node_modules/left/index.js  1
    app/deep/node_modules/right/index.js  2
    app/[a].txt  3
    app/é.txt  4
  layer  RUN make
    usr/lib/python3/x.pyc  150
    app/.wh.deep
`).rootfs;

const found = (glob: string): string[] =>
  nodesMatching(rootfs.columns, [glob]).flatMap(({ nodes }) => nodes.map((node) => rootfs.pathOf(node)));

describe('what a glob names', () => {
  test.each<[string, string[]]>([
    ['/usr/share/doc', ['/usr/share/doc']],
    ['usr/share/doc/', ['/usr/share/doc']],
    ['usr/share/doc/*', ['/usr/share/doc/a', '/usr/share/doc/b']],
    ['share/doc', []],
    ['**/share/doc', ['/usr/share/doc']],
    ['copyright', ['/usr/share/doc/a/copyright', '/usr/share/doc/b/copyright']],
    ['*.pyc', ['/usr/lib/python3/x.pyc']],
    ['/*.pyc', []],
    ['x.py?', ['/usr/lib/python3/x.pyc']],
    ['node_modules', ['/app/node_modules', '/app/deep/node_modules']],
    ['/app/**/index.js', ['/app/node_modules/left/index.js', '/app/deep/node_modules/right/index.js']],
    ['/app/\\[a\\].txt', ['/app/[a].txt']],
    ['[é].txt', ['/app/é.txt']],
    ['/app/x/../node_modules', ['/app/node_modules']],
    ['nothing', []],
  ])('%s', (glob, paths) => {
    expect(found(glob)).toEqual(paths);
  });

  test.each([
    ['!/app', 'exception'],
    ['[a', 'no glob'],
    ['/', 'no path'],
    ['.', 'no path'],
    ['/./', 'no path'],
    ['a'.repeat(longestGlob + 1), 'too long'],
  ])('%.20s has a problem', (glob, problem) => {
    expect(nodesMatching(rootfs.columns, [glob])).toEqual([{ glob, nodes: [], problem }]);
  });

  test('many stars take no longer than the names are long', () => {
    const name = 'a'.repeat(5000);
    const long = buildImage(`layer  COPY . .\n  ${name}  1\n`).rootfs;
    expect(nodesMatching(long.columns, [`${'*a'.repeat(400)}b`])[0]).toMatchObject({ nodes: [] });
  });
});

test('a text is read line by line, and sums are of all layers', () => {
  const { lines, left, nodes } = whole(chosenPaths(rootfs.columns, '# mine\r\n\n *.pyc \n/app/deep\nnothing\n!a'));
  expect(lines.map(({ line, glob, entries, bytes, problem }) => [line, glob, entries, bytes, problem])).toEqual([
    [3, '*.pyc', 2, 250, null],
    [4, '/app/deep', 1, 2, null],
    [5, 'nothing', 0, 0, null],
    [6, '!a', 0, 0, 'exception'],
  ]);
  expect([...nodes].map((node) => rootfs.pathOf(node)).sort()).toEqual(['/app/deep', '/usr/lib/python3/x.pyc']);
  expect(left).toBe(0);
});

test('lines behind the last that is looked at are counted', () => {
  const text = Array.from({ length: mostLines + 3 }, () => '*.pyc').join('\n');
  const { lines, left } = whole(chosenPaths(rootfs.columns, text));
  expect([lines.length, left]).toEqual([mostLines, 3]);
});
