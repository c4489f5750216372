import { expect, test } from 'vitest';
import { standsAlone } from '../../src/secrets/stands-alone.ts';

const inText = (text: string, kind: 'settings' | 'binary') => standsAlone(/tok_\d+/.exec(text)!, { path: '', kind });

test.each([
  'tok_12',
  'a=tok_12;',
  '"tok_12"',
  'a\\ntok_12',
  'a%3Dtok_12',
  '\\u003dtok_12',
  '\x1b[32mtok_12\x1b[0m',
  '-tok_12',
])('is whole in %j', (text) => expect(inText(text, 'settings')).toBe(true));

test.each(['atok_12', '_tok_12', '9tok_12', 'tok_12a', 'tok_12_', '12mtok_12'])('is a part of a word in %j', (text) => {
  expect(inText(text, 'settings')).toBe(false);
  expect(inText(text, 'binary')).toBe(true);
});
