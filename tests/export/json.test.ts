import { expect, test } from 'vitest';
import { jsonText } from '../../src/export/json-text.ts';
import { json } from '../../src/export/json.ts';
import type { Report } from '../../src/report/report.ts';
import { openMade, reportOf, smallImage, textOf, withChanges } from '../report/sample-report.ts';

const written = (value: unknown): string => [...jsonText(value)].join('');

const labels = JSON.parse('{"__proto__": "x", "a\\nb": "c\\nd"}') as object;
test.each([
  null,
  5,
  'a "b" \n \u2028 \udce9',
  [],
  {},
  [[]],
  [{}, { a: undefined, b: 1 }],
  { a: { b: { c: [1, [2, { d: '\n' }]] } }, e: undefined, f: [], g: {} },
  { labels, list: [labels, labels] },
  [null, true, ''],
])('%j is written as JSON.stringify writes it', (value) => {
  expect(written(value)).toBe(JSON.stringify(value, null, 2));
});

test('what can be gone through is a list', () => {
  function* counted(): Generator<object> {
    for (const count of [1, 2]) yield { count };
  }
  expect(written({ list: counted(), none: new Set() })).toBe(
    JSON.stringify({ list: [{ count: 1 }, { count: 2 }], none: [] }, null, 2),
  );
});

test('every layer’s changed files are made while they are written', async () => {
  const opened = await openMade(smallImage);
  const text = [...json.write({ report: reportOf(opened.report), rootfs: [opened.rootfs], texts: [] })].join('');
  expect(text).toBe(textOf(json, reportOf(withChanges(opened))));
  const { layers } = (JSON.parse(text) as Report).images[0]!;
  expect(layers.map(({ changes }) => changes?.length)).toEqual(
    layers.map(({ added, modified, removed }) => added + modified + removed),
  );
});

test('long reports come in pieces', () => {
  const files = Array.from({ length: 50_000 }, (_, index) => ({ file: `file ${index}`, code: 'x', message: 'm' }));
  const pieces = [...json.write({ report: { ...reportOf(), problems: files }, rootfs: [], texts: [] })];
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1.1 * 2 ** 20);
  expect((JSON.parse(pieces.join('')) as Report).problems).toEqual(files);
});
