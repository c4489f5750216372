import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/bytes/text.ts';
import { parseWhiteout } from '../../src/layer/whiteout.ts';

test.each([
  ['etc/passwd', null],
  ['.wh', null],
  ['wh.a', null],
  ['x.wh.a', null],
  ['.wh.a/b', null],
  ['.wh.a', 'whiteout a'],
  ['etc/.wh.passwd', 'whiteout etc/passwd'],
  ['a/b/.wh..hidden', 'whiteout a/b/.hidden'],
  ['.wh.', 'whiteout '],
  ['etc/.wh.', 'whiteout etc/'],
  ['.wh..wh..opq', 'opaque '],
  ['var/cache/.wh..wh..opq', 'opaque var/cache'],
  ['.wh..wh.aufs', 'aufs'],
  ['.wh..wh.plnk', 'aufs'],
  ['a/.wh..wh..opqx', 'aufs'],
])('%j means %j', (path, expected) => {
  const mark = parseWhiteout(encodeText(path));
  const words = mark && [mark.kind, ...('path' in mark ? [decodeText(mark.path)] : [])].join(' ');
  expect(words).toBe(expected);
});
