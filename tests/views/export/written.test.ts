import { expect, test } from 'vitest';
import { whole } from '../../../src/bytes/in-pieces.ts';
import type { ExportFormat, ExportInput } from '../../../src/export/export-format.ts';
import { inPieces, rest } from '../../../src/export/pieces.ts';
import { fileInPieces } from '../../../src/views/export/written.ts';

const input = { report: {}, rootfs: [], texts: [] } as unknown as ExportInput;

function formatOf(texts: readonly string[]): ExportFormat {
  const said = { id: 'made', title: 'Made', purpose: '', group: 'people', fileName: 'made.txt' } as const;
  return { ...said, mediaType: 'text/plain', write: () => inPieces(texts) };
}

function places(texts: readonly string[]): number {
  const work = fileInPieces(formatOf(texts), input);
  let count = 0;
  while (!work.next().done) count++;
  return count;
}

test('a file is what the format writes, whatever its length', async () => {
  for (const count of [0, 1, 3000, 40_000]) {
    const texts = Array.from({ length: count }, (_, at) => `line ${at} of more than a few: ü€😀\n`);
    const file = whole(fileInPieces(formatOf(texts), input));
    expect(file.type).toBe('text/plain');
    expect(await file.text()).toBe(texts.join(''));
  }
});

test('writing may be left after some text, and where nothing is written for a while', () => {
  const line = `${'x'.repeat(99)}\n`;
  expect(places(Array.from({ length: 100 }, () => line))).toBe(1);
  expect(places(Array.from({ length: 10_000 }, () => line))).toBeGreaterThan(12);
  expect(places([rest, rest, 'a', rest, 'b'])).toBe(4);
});
