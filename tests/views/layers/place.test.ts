import { describe, expect, it, test } from 'vitest';
import { nodeKinds } from '../../../src/rootfs/tree-view.ts';
import {
  fileAddress,
  hasAddress,
  layerAddress,
  readPlace,
  type TreeSettings,
} from '../../../src/views/layers/place.ts';

const plain: TreeSettings = {
  mode: 'layer',
  sort: 'size',
  kinds: new Set(nodeKinds),
  filter: { kind: 'text', text: '' },
};

/** The place as the router reads it from an address. */
const placeOf = (address: string): string => decodeURIComponent(address.slice('#/layers/'.length));

test.each([
  ['3', { layer: 3, path: '', opens: false, line: null, settings: null }],
  ['3/app/server.js', { layer: 3, path: '/app/server.js', opens: false, line: null, settings: null }],
  ['0/a;b/c;image', { layer: 0, path: '/a;b/c;image', opens: false, line: null, settings: null }],
  ['3/line\nbreak', { layer: 3, path: '/line\nbreak', opens: false, line: null, settings: null }],
  ['3;file/app/server.js', { layer: 3, path: '/app/server.js', opens: true, line: null, settings: null }],
  ['3/a;file/b', { layer: 3, path: '/a;file/b', opens: false, line: null, settings: null }],
  ['3;file;line=12/app/a', { layer: 3, path: '/app/a', opens: true, line: 12, settings: null }],
  ['3;file;line=0/app/a', { layer: 3, path: '/app/a', opens: true, line: null, settings: null }],
  ['3;line=12/app/a', { layer: 3, path: '/app/a', opens: false, line: null, settings: null }],
  ['3;file', { layer: 3, path: '', opens: false, line: null, settings: null }],
  ['x', null],
  ['', null],
  ['-1', null],
  ['99999999999', null],
])('%j is read', (place, expected) => expect(readPlace(place)).toEqual(expected));

describe('how the tree is shown', () => {
  it('has no part in the address as long as it is as at first', () => {
    expect(layerAddress(3, '/app/x y', plain)).toBe('#/layers/3/app/x%20y');
    expect(layerAddress(3, '/app/x y')).toBe('#/layers/3/app/x%20y');
  });

  test.each<[string, Partial<TreeSettings>]>([
    ['mode and order', { mode: 'image', sort: 'name' }],
    ['kinds that are hidden', { kinds: new Set(['added', 'unchanged']) }],
    ['all kinds hidden', { kinds: new Set() }],
    ['a glob', { filter: { kind: 'glob', text: '/usr/**/*.{js,map}' } }],
    ['an expression', { filter: { kind: 'regexp', text: '^(a|b);100%25/[^/]+=\\d$' } }],
    ['a text of every kind of character', { filter: { kind: 'text', text: 'ä;hide=added/%2F+&#?' } }],
  ])('comes back from the address: %s', (_, part) => {
    const settings = { ...plain, ...part };
    const place = readPlace(placeOf(layerAddress(7, '/a;image/b', settings)));
    expect(place).toEqual({ layer: 7, path: '/a;image/b', opens: false, line: null, settings });
    const opened = readPlace(placeOf(fileAddress(7, '/a;image/b', { settings, line: 5 })));
    expect(opened).toEqual({ layer: 7, path: '/a;image/b', opens: true, line: 5, settings });
  });

  it('is left out where it has no address, as half of a character has none', () => {
    const filter = { kind: 'text', text: '\ud800' } as const;
    expect(layerAddress(1, '/\udcff', { ...plain, filter })).toBe('#/layers/1');
  });
});

test('addresses lead to their places, whatever a name holds', () => {
  for (const path of ['/app/server.js', '/a#b?c%d/ü', '/with\nline', '/<img src=x>']) {
    expect(readPlace(placeOf(layerAddress(2, path)))).toEqual({
      layer: 2,
      path,
      opens: false,
      line: null,
      settings: null,
    });
    expect(readPlace(placeOf(fileAddress(2, path)))).toEqual({
      layer: 2,
      path,
      opens: true,
      line: null,
      settings: null,
    });
  }
});

test('a name that is not UTF-8 has no address but that of its layer', () => {
  expect(hasAddress('/latin1-\udce9')).toBe(false);
  expect(fileAddress(2, '/latin1-\udce9')).toBe('#/layers/2');
});
