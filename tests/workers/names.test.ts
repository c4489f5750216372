import { expect, test } from 'vitest';
import { namesHandlers } from '../../src/workers/handlers/names.ts';
import { rootfsOf } from '../support/tree.ts';

const { names, parents } = rootfsOf(['a/b size 1', 'c size 1']).columns;

test('finds names, says when it begins to look, and hands the answer over', async () => {
  const told: number[] = [];
  const input = { fileName: 'The filter', names, parents, filter: { kind: 'text', text: 'A' } } as const;
  const { output, transfer } = await namesHandlers['match-names'](input, { onProgress: (done) => told.push(done) });
  expect([...output]).toEqual([0, 2, 1, 0]);
  expect(transfer).toEqual([output.buffer]);
  expect(told).toEqual([0]);
});

test('the names of another image are other names', async () => {
  const other = rootfsOf(['xa size 1']).columns;
  const input = { fileName: 'The filter', names: other.names, parents: other.parents };
  const context = { onProgress: () => undefined };
  const { output } = await namesHandlers['match-names']({ ...input, filter: { kind: 'glob', text: 'x*' } }, context);
  expect([...output]).toEqual([0, 2]);
});
