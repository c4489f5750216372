import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextLines } from '../../src/bytes/text-lines.ts';

const line = fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => text.replaceAll('\n', ''));

test('gives the lines that were joined', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const read = new TextLines(lines.map((one) => `${one}\n`).join(''));
      expect(read.isWhole).toBe(true);
      expect(Array.from({ length: read.count }, (_, at) => read.at(at))).toEqual(lines);
    }),
  );
});

test('tells what stands behind the last line feed, and does not count it', () => {
  const read = new TextLines('a\n\nb');
  expect([read.count, read.isWhole, read.at(0), read.at(1)]).toEqual([2, false, 'a', '']);
});
