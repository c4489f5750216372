import { expect, test } from 'vitest';
import { middle, middleOfPath, tail } from '../../src/components/shorten.ts';

const object = '/app/.git/objects/28/a15403fe4dc59378eaf6a84414aa5766a71609';

test.each([
  ['whole, where it fits', '/app/.env', 9, '/app/.env'],
  ['as much of its beginning as fits', object, 55, '/app/.git/…/28/a15403fe4dc59378eaf6a84414aa5766a71609'],
  ['the last folder and the name first', object, 44, '/…/28/a15403fe4dc59378eaf6a84414aa5766a71609'],
  ['without any beginning', object, 43, '…/28/a15403fe4dc59378eaf6a84414aa5766a71609'],
  ['then the name alone', object, 42, '/…/a15403fe4dc59378eaf6a84414aa5766a71609'],
  ['a name that is longer than the line', object, 30, '…/a15403fe4dc59378eaf6a84414aa5766a71609'],
  ['a name that is longer than two lines', '/a/b/0123456789-0123456789', 8, '0123456789…56789'],
  ['a relative one', 'services/api/docker/Dockerfile.dev', 29, '…/docker/Dockerfile.dev'],
  ['one in the root', '/0123456789.env', 10, '/0123456789.env'],
  ['a bare name', '0123456789.env', 5, '012345…env'],
])('of a path there stays: %s', (_, path, max, short) => {
  expect(middleOfPath(path, max)).toBe(short);
});

test('of a path that is cut no more stays than fits, as long as its name does', () => {
  for (let max = 42; max < object.length; max++) expect(middleOfPath(object, max).length).toBeLessThanOrEqual(max);
});

test('of a text there stay both ends, or the end alone', () => {
  expect([middle('0123456789', 10), middle('0123456789', 7)]).toEqual(['0123456789', '0123…89']);
  expect([tail('0123456789', 10), tail('0123456789', 7)]).toEqual(['0123456789', '…456789']);
});
