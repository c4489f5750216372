import { expect, test } from 'vitest';
import { fileAddress, hasAddress, layerAddress, readPlace } from '../../../src/views/layers/place.ts';

test.each([
  ['3', { layer: 3, path: '', opens: false }],
  ['3/a b/c', { layer: 3, path: '/a b/c', opens: false }],
  ['3:file/a', { layer: 3, path: '/a', opens: true }],
  ['3/a:file/b', { layer: 3, path: '/a:file/b', opens: false }],
  ['3:file', { layer: 3, path: '', opens: false }],
  ['3:other/a', null],
  ['three', null],
])('the place %j', (place, expected) => {
  expect(readPlace(place)).toEqual(expected);
});

test('addresses lead to their places, whatever a name holds', () => {
  for (const path of ['/app/server.js', '/a#b?c%d/ü', '/with\nline', '/<img src=x>']) {
    const placeOf = (address: string): string => decodeURIComponent(address.replace('#/layers/', ''));
    expect(readPlace(placeOf(layerAddress(2, path)))).toEqual({ layer: 2, path, opens: false });
    expect(readPlace(placeOf(fileAddress(2, path)))).toEqual({ layer: 2, path, opens: true });
  }
});

test('a name that is not UTF-8 has no address but that of its layer', () => {
  expect(hasAddress('/latin1-\udce9')).toBe(false);
  expect(fileAddress(2, '/latin1-\udce9')).toBe('#/layers/2');
});
