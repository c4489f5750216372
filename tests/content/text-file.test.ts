import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockSize } from '../../src/content/line-index.ts';
import { mostOfLine, TextFile, type TextLine } from '../../src/content/text-file.ts';
import { textFormOf } from '../../src/content/text-encoding.ts';
import { bodyOf, latin1, utf16, utf8 } from './body.ts';

const never = new AbortController().signal;

async function open(bytes: Uint8Array<ArrayBuffer>): Promise<TextFile> {
  const file = new TextFile(bodyOf(bytes), textFormOf(bytes, true)!);
  await file.count(never, () => {});
  return file;
}

async function linesOf(file: TextFile): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  for (let block = 0; block < file.index.blockCount; block++) lines.push(...(await file.block(block)));
  return lines;
}

const textsOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string[]> =>
  (await linesOf(await open(bytes))).map(({ text }) => text);

test.each([
  ['nothing', utf8(''), []],
  ['one line without an end', utf8('a'), ['a']],
  ['lines that end', utf8('a\n\nb\n'), ['a', '', 'b']],
  ['CRLF', utf8('a\r\nb\r\n'), ['a', 'b']],
  ['a mark', utf8('\ufeffa\nb'), ['a', 'b']],
  ['UTF-16LE', utf16('gr\u00fcn\nb\u0a0a\n', true), ['grün', 'b\u0a0a']],
  ['UTF-16BE', utf16('gr\u00fcn\n\u0a00b\n', false), ['grün', '\u0a00b']],
  ['Windows-1252', latin1('\x80 gr\xfcn\n'), ['€ grün']],
])('%s', async (_, bytes, expected) => {
  expect(await textsOf(bytes)).toEqual(expected);
});

test('the lines are those of the whole text, wherever blocks begin', async () => {
  const line = fc.string({ maxLength: 300 }).map((text) => text.replaceAll(/[\r\n]/g, ' '));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 400 }), async (lines) => {
      const many = Array.from({ length: 6 }, () => lines).flat();
      expect(await textsOf(utf8(`x${many.join('\n')}\n`))).toEqual([`x${many[0]}`, ...many.slice(1)]);
    }),
    { numRuns: 30 },
  );
});

test('a long line is cut between two characters, and the next one is where it was', async () => {
  const long = 'ü'.repeat(blockSize);
  const file = await open(utf8(`a\n${long}\nb\n${long}`));
  const [first, cut, next, last] = await linesOf(file);
  expect([first!.text, next!.text]).toEqual(['a', 'b']);
  for (const line of [cut!, last!]) {
    expect(line.text).toBe('ü'.repeat(mostOfLine / 2));
    expect(line.cut).toBe(2 * blockSize - mostOfLine);
  }
  const odd = await linesOf(await open(utf8(`x${long}`)));
  expect(odd[0]!.text).toBe(`x${'ü'.repeat(mostOfLine / 2 - 1)}`);
});

describe('a large text', () => {
  const lineCount = 300_000;
  const bytes = utf8(Array.from({ length: lineCount }, (_, at) => `line ${at}\n`).join(''));

  test('is read in windows, counted as it comes, and one block is enough for some lines', async () => {
    const body = bodyOf(bytes);
    const file = new TextFile(body, textFormOf(bytes.subarray(0, 100), false)!);
    const counts: number[] = [];
    await file.count(never, () => counts.push(file.index.lineCount));
    expect(file.index.lineCount).toBe(lineCount);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.length).toBeGreaterThan(3);
    expect(Math.max(...body.reads.map(([start, end]) => end - start))).toBeLessThanOrEqual(1 << 20);
    body.reads.length = 0;
    const block = file.index.blockOfLine(200_000);
    const lines = await file.block(block);
    expect(lines[200_000 - file.index.firstLineOf(block)]!.text).toBe('line 200000');
    expect(body.reads).toHaveLength(1);
    expect(body.reads[0]![1] - body.reads[0]![0]).toBeLessThanOrEqual(blockSize + mostOfLine);
  });

  test('tells the line of a byte', async () => {
    const file = await open(bytes);
    const at = Buffer.from(bytes).indexOf('line 123456\n');
    expect(await file.placeOf(at)).toEqual({ line: 123_456, at: 0, shown: 11 });
    expect(await file.placeOf(at + 5)).toEqual({ line: 123_456, at: 5, shown: 11 });
    expect(await file.placeOf(0)).toMatchObject({ line: 0, at: 0 });
    expect(await file.placeOf(bytes.length - 1)).toMatchObject({ line: lineCount - 1 });
  });

  test('a block that was read before it was counted to its end is read again', async () => {
    const file = new TextFile(bodyOf(bytes), textFormOf(bytes.subarray(0, 100), false)!);
    let early: Promise<number> | null = null;
    await file.count(never, () => {
      const last = file.index.blockCount - 1;
      early ??= file.block(last).then(({ length }) => length + file.index.firstLineOf(last));
    });
    expect(await early).toBeLessThan(lineCount);
    expect(await linesOf(file)).toHaveLength(lineCount);
  });

  test('counting stops when nobody wants it any more', async () => {
    const control = new AbortController();
    const file = new TextFile(bodyOf(bytes), textFormOf(bytes.subarray(0, 100), false)!);
    await expect(file.count(control.signal, () => control.abort())).rejects.toThrow(/abort/i);
    expect(file.index.length).toBeLessThan(bytes.length);
  });
});

test('of a log of 2 GB, what is kept is small, and its last line is read in one piece', async () => {
  const size = 2_000_000_000;
  const line = `${'log '.repeat(249)}end\n`;
  const twice = utf8(line.repeat(2000));
  const reads: number[] = [];
  const read = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> => {
    reads.push(Math.min(end, size) - start);
    return twice.subarray(start % 1000, (start % 1000) + Math.min(end, size) - start);
  };
  const file = new TextFile({ size, read, blob: null }, { encoding: 'UTF-8', mark: 0 });
  await file.count(never, () => {});
  expect(file.index.lineCount).toBe(2_000_000);
  expect(file.index.blockCount).toBeLessThan(31_000);
  expect(Math.max(...reads)).toBeLessThanOrEqual(1 << 20);
  reads.length = 0;
  const last = await file.block(file.index.blockOfLine(1_999_999));
  expect(`${last.at(-1)!.text}\n`).toBe(line);
  expect(reads).toHaveLength(1);
  expect(reads[0]).toBeLessThanOrEqual(blockSize + mostOfLine);
});
