import { expect, test } from 'vitest';
import type { Detector } from '../../src/secrets/detector.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';

const word: Detector = {
  id: 'word',
  title: 'Word',
  severity: 'error',
  anchors: ['key_'],
  pattern: /(?<![a-zA-Z])key_[a-z]{40,60}(?![a-zA-Z])/y,
  distinctive: true,
  rotate: 'Change it.',
};
const before: Detector = { ...word, anchors: [':key'], pattern: /(?<=(?<before>[0-9]{4})):key[a-z]{4}/y };

function found(detector: Detector, text: string, kind: 'settings' | 'binary'): string[] {
  const matches = new SecretMatcher([detector]).find(new TextEncoder().encode(text), { path: '/a', kind }, 10);
  return matches.map(({ start, end }) => text.slice(start, end));
}

const key = `key_${'abcde'.repeat(13)}`.slice(0, 60);
const lengthOfKey = String.fromCharCode(key.length);

test('takes what stands before an anchor into the value', () => {
  expect(found(before, 'id 1234:keyabcd', 'settings')).toEqual(['1234:keyabcd']);
  expect(found(before, 'id 123:keyabcd', 'settings')).toEqual([]);
});

test.each([
  ['alone', `\0${key}\0`, [key]],
  ['behind its length', `\0Z${lengthOfKey}${key}\0`, [key]],
  ['before a letter that is a mark of what follows', `\0Z${lengthOfKey}${key}N`, [key]],
  ['but not behind any letter', `\0Z${key}\0`, []],
  ['nor in a longer word', `\0x${key}N`, []],
])('in binary files it finds a string %s', (_where, text, expected) => {
  expect(found(word, text, 'binary')).toEqual(expected);
});

test('in a text, a letter before it is a letter', () => {
  const long = `key_${'a'.repeat(65)}`;
  const detector = { ...word, pattern: /(?<![a-zA-Z])key_[a-z]{65}(?![a-zA-Z])/y };
  expect(long).toHaveLength(69);
  expect(found(detector, `E${long}N`, 'settings')).toEqual([]);
  expect(found(detector, `E${long}N`, 'binary')).toEqual([long]);
});
