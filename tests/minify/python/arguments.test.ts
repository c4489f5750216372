import { expect, test } from 'vitest';
import { callOf } from '../../../src/minify/python/arguments.ts';

test.each<[string, unknown]>([
  ['python3 app.py --x', { kind: 'file', value: 'app.py', rest: ['--x'] }],
  ['python3 -u -W ignore -X dev app.py', { kind: 'file', value: 'app.py', rest: [] }],
  ['python3 -m http.server 80', { kind: 'module', value: 'http.server', rest: ['80'] }],
  ['python3 -um web', { kind: 'module', value: 'web', rest: [] }],
  ['python3 -mweb', { kind: 'module', value: 'web', rest: [] }],
  ['python3 -Wignore -c pass a', { kind: 'text', value: 'pass', rest: ['a'] }],
  ['python3 --check-hash-based-pycs never app.py', { kind: 'file', value: 'app.py', rest: [] }],
  ['python3 -Im web', { kind: 'module', value: 'web', rest: [] }],
  ['python3', { kind: 'open' }],
  ['python3 -', { kind: 'open' }],
  ['python3 -i', { kind: 'open' }],
  ['python3 -m', { kind: 'unknown' }],
  ['python3 --version', { kind: 'none' }],
])('%s', (line, expected) => {
  expect(callOf(line.split(' '))).toEqual(expected);
});

test('a word that only the running container knows', () => {
  expect(callOf(['python3', null])).toEqual({ kind: 'unknown' });
  expect(callOf(['python3', '-m', null])).toEqual({ kind: 'unknown' });
  expect(callOf(['python3', 'app.py', null])).toEqual({ kind: 'file', value: 'app.py', rest: [null] });
});
