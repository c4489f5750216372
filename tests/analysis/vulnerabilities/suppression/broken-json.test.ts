import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenAt, brokenLine } from '../../../../src/analysis/vulnerabilities/suppression/broken-json.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['{"a": [1, 2,]}', 12],
  ['{"a" 1}', 5],
  ['{a: 1}', 1],
  ['{"a": 01}', 7],
  ['[1] 2', 4],
  ['{"a": "\n"}', 6],
  ['{"a": "\\x"}', 6],
  ['[1}', 2],
  ['{"a": 1', 7],
  ["{'a': 1}", 1],
  ['{"a": 1,}', 8],
  ['[tru]', 1],
])('%j breaks at %i', (text, at) => {
  expect(isJson(text)).toBe(false);
  expect(brokenAt(text)).toBe(at);
});

test('lines count from 1', () => {
  expect(brokenLine('{\n"a": 1\n"b"}')).toBe(3);
});

test('what is JSON in spite of a change in it has no such place', () => {
  const changed = fc.tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', '{', ':', 'x'));
  fc.assert(
    fc.property(changed, ([json, place, put]) => {
      const at = place % json.length;
      const text = json.slice(0, at) + put + json.slice(at + 1);
      if (!isJson(text)) return;
      expect(brokenAt(text)).toBe(text.length);
    }),
    { numRuns: 2000 },
  );
});

test('all JSON is passed to its end', () => {
  fc.assert(
    fc.property(fc.json(), (json) => brokenAt(json) === json.length),
    { numRuns: 1000 },
  );
  expect(brokenAt(' [ ] ')).toBe(5);
  expect(brokenAt('{ "a" : { } , "b":[ 1 , -2.5e+3 ] }\n')).toBe(36);
});
