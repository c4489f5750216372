import { expect, test } from 'vitest';
import { parseInstant } from '../../src/cleaning/instant.ts';

test.each([
  ['0', 0],
  [' 1700000000 ', 1_700_000_000],
  ['1970-01-01T00:00:00Z', 0],
  ['2024-05-01', 1_714_521_600],
  ['2024-05-01T12:30Z', 1_714_566_600],
  ['2024-05-01T12:30:15.987654321+02:00', 1_714_559_415],
  ['2242-01-01', 8_583_494_400],
])('%s', (text, time) => {
  expect(parseInstant(text)).toBe(time);
});

test.each([
  '',
  '-1',
  '1.5',
  'yesterday',
  '1969-12-31',
  '2024-13-01',
  '2024-05-01T12:30:15',
  '2300-01-01',
  '9'.repeat(12),
])('“%s” is no time that is written', (text) => {
  expect(parseInstant(text)).toBeNull();
});
