import { expect, test } from 'vitest';
import { TextRows } from '../../../../src/views/layers/file/text-rows.svelte.ts';
import { bodyOf, utf8 } from '../../../content/body.ts';

const form = { encoding: 'UTF-8', mark: 0 } as const;
const open = async (text: string, name: string): Promise<TextRows> => {
  const rows = new TextRows(bodyOf(utf8(text)), form, name, new AbortController().signal);
  await rows.open();
  return rows;
};

test('lines that are a block each are all brought into sight', async () => {
  const rows = await open(`${'x'.repeat(70_000)}\n`.repeat(30), 'a.txt');
  await rows.bring(0, 30);
  expect(rows.count).toBe(30);
  for (let line = 0; line < 30; line++) expect(rows.row(line).read?.cut).toBe(70_000 - 4096);
});

test('what is in sight last is what is there, and a comment from above has its colour', async () => {
  const rows = await open(`/* begin\n${'still a comment\n'.repeat(20_000)}*/ let a;\n`, 'a.js');
  await Promise.all([rows.bring(0, 40), rows.bring(19_000, 19_040)]);
  expect(rows.row(19_000).read?.text).toBe('still a comment');
  expect(rows.row(0).read).toBe(null);
  expect(rows.row(19_000).tokens).toEqual([{ text: 'still a comment', kind: 'comment' }]);
  expect(rows.language).toBe('JavaScript');
});

test('a file that can no longer be read says so', async () => {
  const read = (): Promise<never> => Promise.reject(new DOMException('changed', 'NotReadableError'));
  const rows = new TextRows({ size: 10, blob: null, read }, form, 'a.txt', new AbortController().signal);
  await rows.open();
  expect(rows.fault).toMatchObject({ kind: 'unreadable-file', fileName: 'a.txt' });
});
