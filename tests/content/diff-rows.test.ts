import { expect, test } from 'vitest';
import { diffRows, type Side } from '../../src/content/diff-rows.ts';
import { foldRows } from '../../src/content/fold-rows.ts';

const write = (side: Side | null): string =>
  side ? `${side.line} ${side.parts.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('')}` : '';
const compare = (before: string, after: string): string[][] =>
  diffRows(before, after).map((row) => [write(row.before), write(row.after)]);

test('sets like beside like, and marks the words that changed', () => {
  expect(
    compare('FROM a:1\nCOPY . .\nRUN pip install x\n', 'FROM a:1\nUSER app\nRUN pip install --no-cache-dir x\n'),
  ).toEqual([
    ['1 FROM a:1', '1 FROM a:1'],
    ['2 COPY . .', ''],
    ['', '2 USER app'],
    ['3 RUN pip install x', '3 RUN pip install [--no-cache-dir ]x'],
  ]);
});

test('knows CRLF, a missing end of line, and empty texts', () => {
  expect(compare('A\r\nB', 'A\nB\n').flat()).toEqual(['1 A', '1 A', '2 B', '2 B']);
  expect(compare('', 'A\n')).toEqual([['', '1 A']]);
  expect(compare('', '')).toEqual([]);
});

test('every line of both texts stands in the rows, in order', () => {
  const before = 'A one two\nB three\nC\nD four five\nE\n';
  const after = 'D four six\nA one three\nX\nE\nB three\n';
  const rows = diffRows(before, after);
  const text = (side: 'before' | 'after'): string =>
    rows.flatMap((row) => (row[side] ? `${row[side].parts.map((part) => part.text).join('')}\n` : '')).join('');
  expect([text('before'), text('after')]).toEqual([before, after]);
});

test('folds what is unchanged, but for three lines beside a change', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `L${index}`);
  const rows = diffRows(lines.join('\n'), lines.with(9, 'other').join('\n'));
  expect(foldRows(rows).map(({ kind, rows }) => [kind, rows.length])).toEqual([
    ['folded', 6],
    ['rows', 8],
    ['folded', 7],
  ]);
});
