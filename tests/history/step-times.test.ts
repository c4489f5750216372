import { expect, test } from 'vitest';
import { baseFromUser } from '../../src/history/base-boundary.ts';
import { describeMissingTimes, layerTimes, stepTimes } from '../../src/history/step-times.ts';
import type { HistoryEntry } from '../../src/image/model.ts';

const historyAt = (...times: (string | null)[]): HistoryEntry[] =>
  times.map((created, layer) => ({ createdBy: 'RUN make', created, comment: '', emptyLayer: false, layer }));

test.each<[string, (string | null)[], (number | null)[]]>([
  ['none', [], []],
  ['the first step has nothing before it', ['2024-05-01T10:00:00Z'], [null]],
  [
    'each took what went by since the one before, parts of a second too',
    ['2024-05-01T10:00:00Z', '2024-05-01T10:00:30.5Z', '2024-05-01T10:02:00.250000000Z'],
    [null, 30_500, 89_750],
  ],
  ['zones are the same time', ['2024-05-01T10:00:00Z', '2024-05-01T12:00:05+02:00'], [null, 5_000]],
  ['equal times tell nothing', ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00Z'], [null, null]],
  ['one that goes back', ['2024-05-01T10:00:05Z', '2024-05-01T10:00:00Z', '2024-05-01T10:00:01Z'], [null, null, 1_000]],
  ['a day apart', ['2024-05-01T10:00:00Z', '2024-05-02T10:00:00Z', '2024-05-02T10:00:01Z'], [null, null, 1_000]],
  ['just less than a day', ['2024-05-01T10:00:00Z', '2024-05-02T09:59:59Z'], [null, 86_399_000]],
  ['the epoch of Unix', ['1970-01-01T00:00:00Z', '1970-01-01T00:00:01Z'], [null, null]],
  ['the epoch of zip', ['1980-01-01T00:00:00Z', '1980-01-01T00:00:01Z'], [null, null]],
  ['the year 1, which Go writes for no time', ['0001-01-01T00:00:00Z', '0001-01-01T00:00:01Z'], [null, null]],
  ['none, and no time', [null, 'yesterday', '2024-05-01T10:00:00Z'], [null, null, null]],
])('%s', (_, times, expected) => {
  expect(stepTimes(historyAt(...times))).toEqual(expected);
});

test('between the base image’s build and this one time went by', () => {
  const history = historyAt('2024-05-01T10:00:00Z', '2024-05-01T11:00:00Z', '2024-05-01T11:00:02Z');
  expect(stepTimes(history, 1)).toEqual([null, null, 2_000]);
});

test('what makes no layer takes no minutes', () => {
  const history = historyAt('2024-05-01T10:00:00Z', '2024-05-01T10:00:01Z', '2024-05-01T10:02:00Z');
  const empty = history.map((entry) => ({ ...entry, emptyLayer: true, layer: null }));
  expect(stepTimes(empty)).toEqual([null, 1_000, null]);
});

test('an entry per step, however many', () => {
  const history = historyAt(
    ...Array.from({ length: 10_000 }, (_, index) => new Date(1e12 + index * 1000).toISOString()),
  );
  const times = stepTimes(history);
  expect(times).toHaveLength(10_000);
  expect(times.slice(1).every((time) => time === 1000)).toBe(true);
});

test('by layer: those of its entry, and none for the first above the base image', () => {
  const at = (created: string, layer: number | null): HistoryEntry => ({
    ...historyAt(created)[0]!,
    emptyLayer: layer === null,
    layer,
  });
  const history = [
    at('2024-05-01T09:00:00Z', 0),
    at('2024-05-01T10:00:00Z', 1),
    at('2024-05-01T10:00:02Z', null),
    at('2024-05-01T10:00:09Z', 2),
    at('2024-05-01T10:00:09Z', 3),
  ];
  expect(layerTimes(history, baseFromUser(1), 4)).toEqual([null, null, 7_000, null]);
  expect(layerTimes(history, baseFromUser(0), 4)).toEqual([null, 3_600_000, 7_000, null]);
  expect(layerTimes(history, baseFromUser(0), 2)).toEqual([null, 3_600_000]);
  expect(layerTimes([], baseFromUser(0), 2)).toEqual([null, null]);
});

test.each<[(string | null)[], RegExp]>([
  [[], /holds no times/],
  [[null, 'yesterday'], /holds no times/],
  [['1970-01-01T00:00:00Z', '1980-01-01T00:00:00Z'], /set to an epoch/],
  [['0001-01-01T00:00:00Z'], /set to an epoch/],
  [['2024-05-01T10:00:00Z', '2024-05-01T10:00:00Z', null], /are the same/],
  [['2024-05-01T10:00:05Z', '2024-05-01T10:00:00Z'], /go back/],
])('%j tells no time, and why is said', (times, reason) => {
  expect(stepTimes(historyAt(...times)).every((time) => time === null)).toBe(true);
  expect(describeMissingTimes(historyAt(...times))).toMatch(reason);
});
