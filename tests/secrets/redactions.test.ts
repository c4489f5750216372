import { expect, test } from 'vitest';
import { hiding, redactionsFor } from '../../src/secrets/redactions.ts';
import type { Severity } from '../../src/severity.ts';

/** What hides these values, each at its first place in the text. */
const hider = (text: string, values: readonly string[], severity: Severity = 'error') =>
  hiding(
    redactionsFor(
      text,
      values.map((value) => ({
        at: { start: text.indexOf(value), end: text.indexOf(value) + value.length },
        severity,
      })),
    ),
  );

test.each<[string, string[], string, string]>([
  ['wherever it is repeated', ['k7Jd2mQz9XvB'], 'a k7Jd2mQz9XvB, xk7Jd2mQz9XvBk7Jd2mQz9XvB', 'a k7…B, xk7…Bk7…B'],
  ['the longer of two that begin alike', ['k7Jd2m', 'k7Jd2mQz9XvB'], 'k7Jd2m k7Jd2mQz9XvB', 'k… k7…B'],
  ['one beside the other', ['abc1', 'xyz2'], 'xyz2abc1', '……'],
  ['nothing of what only begins so', ['k7Jd2mQz9XvB'], 'k7Jd2mQz9XvA k7', 'k7Jd2mQz9XvA k7'],
  ['what replaceAll would take for a pattern', ['a$&b$1(.*'], 'x a$&b$1(.* y', 'x a…* y'],
])('hides %s', (_, values, given, shown) => {
  expect(hider(values.join(' '), values)(given)).toBe(shown);
});

test('hides each longer line of a value of several', () => {
  const value = `begin\n${'k7Jd2mQz'.repeat(4)}\n  ${'9XvB4nRt'.repeat(4)}\nend`;
  const hide = hider(`a ${value} b`, [value]);
  expect(hide(`1 ${value} 2`)).toBe('1 begi…nd 2');
  expect(hide(`1 ${'9XvB4nRt'.repeat(4)} 2`)).toBe('1 9XvB…Rt 2');
  expect(hide('begin and end')).toBe('begin and end');
});

test('a password that is a word is hidden between its neighbours alone, unless it is somebody’s own', () => {
  const url = 'postgres://postgres:postgres@db';
  const placed = (severity: Severity) => [{ at: { start: 20, end: 28 }, severity }];
  const hide = hiding(redactionsFor(url, placed('info')));
  expect(hide(`FROM postgres # ${url}`)).toBe('FROM postgres # postgres://postgres:p…s@db');
  expect(hiding(redactionsFor(url, placed('error')))('FROM postgres')).toBe('FROM p…s');
});

test.each([
  ['ENV PIN=42', '42', 'ENV PIN=42\nEXPOSE 42 80', 'ENV PIN=…\nEXPOSE 42 80'],
  ['PIN=7', '7', 'ENV PIN=7\nEXPOSE 7', 'ENV PIN=…\nEXPOSE 7'],
  ['7 is it', '7', '7 is it, 7 a.m.', '… is it, 7 a.m.'],
])('of %j the value %j, which is short, is hidden where it stands alone', (text, value, given, shown) => {
  expect(hider(text, [value])(given)).toBe(shown);
});

test('nothing to hide leaves a text as it is', () => {
  expect(hiding([])('abc')).toBe('abc');
  expect(hiding(redactionsFor('', []))('')).toBe('');
});

test('thousands of values are hidden in a long text in one go', () => {
  const values = Array.from({ length: 5000 }, (_, at) => `${'k7Jd2m'}${at.toString(36).padStart(4, 'Q')}z9XvB4nRt`);
  const hide = hiding(values.map((text) => ({ text, shown: '…' })));
  const start = performance.now();
  expect(hide(values.map((value) => `ENV T ${value}\n`.repeat(5)).join(''))).toBe('ENV T …\n'.repeat(25_000));
  expect(performance.now() - start).toBeLessThan(3000);
});
