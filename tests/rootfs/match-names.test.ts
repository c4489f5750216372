import { expect, it, test } from 'vitest';
import { matchNames } from '../../src/rootfs/match-names.ts';
import type { NameFilter } from '../../src/rootfs/name-filter.ts';
import { decodeNames } from '../../src/rootfs/node-names.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import { rootfsOf } from '../support/tree.ts';

function found(tree: Rootfs, filter: NameFilter): { own: string[]; below: number } {
  const { names, parents } = tree.columns;
  const matches = matchNames(filter, parents, decodeNames(names));
  const own = [...matches].flatMap((match, node) => (match === 2 ? [tree.pathOf(node)] : []));
  return { own, below: matches.filter((match) => match === 1).length };
}

const image = rootfsOf([
  'usr/lib/libc.so.6 size 1',
  'usr/lib/python/x.py size 1',
  'usr/lib/python/x.pyc size 1',
  'opt/python/lib/y.py size 1',
  'line\nbreak.py size 1',
  'Ä.PY size 1',
]);

test.each<[NameFilter['kind'], string, string[], number]>([
  ['text', 'PYTHON', ['/usr/lib/python', '/opt/python'], 4],
  ['text', 'lib/py', ['/usr/lib/python'], 2],
  [
    'text',
    '.py',
    ['/usr/lib/python/x.py', '/usr/lib/python/x.pyc', '/opt/python/lib/y.py', '/line\nbreak.py', '/Ä.PY'],
    0,
  ],
  ['glob', '*.py', ['/usr/lib/python/x.py', '/opt/python/lib/y.py', '/line\nbreak.py'], 0],
  ['glob', 'python', ['/usr/lib/python', '/opt/python'], 4],
  ['glob', '/usr/**/*.py*', ['/usr/lib/python/x.py', '/usr/lib/python/x.pyc'], 0],
  ['glob', 'lib/*.py', ['/opt/python/lib/y.py'], 0],
  ['glob', '?.PY', ['/Ä.PY'], 0],
  ['regexp', '\\.so(\\.\\d+)*$', ['/usr/lib/libc.so.6'], 0],
  ['regexp', '^lib', ['/usr/lib', '/usr/lib/libc.so.6', '/opt/python/lib'], 4],
  ['regexp', '^/usr/.*/x\\.', ['/usr/lib/python/x.py', '/usr/lib/python/x.pyc'], 0],
  ['regexp', 'line.break', ['/line\nbreak.py'], 0],
])('%s %s', (kind, text, own, below) => {
  const result = found(image, { kind, text });
  expect(result.own.toSorted()).toEqual(own.toSorted());
  expect(result.below).toBe(below);
});

it('looks at the end of a path that is longer than any system knows', () => {
  const tree = rootfsOf([`${'d/'.repeat(5000)}end size 1`]);
  expect(found(tree, { kind: 'regexp', text: '/d/end$' }).own).toHaveLength(1);
  // What would lead back to the root is not kept of it.
  expect(found(tree, { kind: 'regexp', text: '^/d/.*/end$' }).own).toHaveLength(1);
  expect(found(tree, { kind: 'regexp', text: '^/(d/){4999}' }).own).toHaveLength(0);
});
