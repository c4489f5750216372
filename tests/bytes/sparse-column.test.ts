import { expect, test } from 'vitest';
import { emptySparse, sparseAt, SparseColumnBuilder, sparseBuffers } from '../../src/bytes/sparse-column.ts';
import { decodeText, encodeText } from '../../src/bytes/text.ts';

const columnOf = (items: Record<number, string>) => {
  const builder = new SparseColumnBuilder();
  for (const [row, text] of Object.entries(items)) builder.push(Number(row), encodeText(text));
  return builder;
};

test('a row has what was pushed for it, and the others nothing', () => {
  const column = columnOf({ 0: 'a', 7: 'bc', 8: '', 500: 'd' }).finish();
  expect([0, 1, 7, 8, 9, 500, 501].map((row) => decodeText(sparseAt(column, row)))).toEqual(['a', '', 'bc', '', '', 'd', '']); // prettier-ignore
  expect(sparseAt(emptySparse(), 0)).toHaveLength(0);
});

test('columns behind one another, of the first rows each', () => {
  const all = new SparseColumnBuilder();
  all.append(columnOf({ 1: 'a', 4: 'b' }).finish(), 0, 3);
  all.append(columnOf({ 0: 'c', 2: 'd' }).finish(), 10, 3);
  const column = all.finish();
  expect([...column.rows]).toEqual([1, 10, 12]);
  expect([1, 10, 12].map((row) => decodeText(sparseAt(column, row)))).toEqual(['a', 'c', 'd']);
});

test('used again, it begins empty; what nobody has takes no memory', () => {
  const builder = columnOf({ 3: 'x' });
  builder.reset();
  const column = builder.finish();
  expect(sparseBuffers(column).map(({ byteLength }) => byteLength)).toEqual([0, 0, 0]);
  expect(structuredClone(column, { transfer: sparseBuffers(column) }).rows).toHaveLength(0);
});
