import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { FaultError } from '../../src/fault.ts';

const lines = (text: string): [string, number, number, string][] =>
  parseDockerfile(text).instructions.map(({ keyword, line, endLine, words }) => [
    keyword,
    line,
    endLine,
    words.map((word) => word.value).join(' '),
  ]);

describe('lines', () => {
  it.each([
    ['a continuation', 'RUN a \\\n  b', [['RUN', 1, 2, 'a b']]],
    ['a word cut in two', 'RUN ab\\\ncd', [['RUN', 1, 2, 'abcd']]],
    ['blanks behind the mark', 'RUN a \\ \t\n b', [['RUN', 1, 2, 'a b']]],
    ['an escaped mark', 'RUN a\\\\\nRUN b', [['RUN', 1, 1, 'a\\'], ['RUN', 2, 2, 'b']]],
    ['comments and empty lines between', 'RUN a \\\n# c \\\n\n  # d\n b\nRUN c', [['RUN', 1, 5, 'a b'], ['RUN', 6, 6, 'c']]],
    ['a mark at the end of the file', 'RUN a \\', [['RUN', 1, 1, 'a']]],
    ['the backtick', '# escape=`\nRUN a `\n b\nRUN C:\\', [['RUN', 2, 3, 'a b'], ['RUN', 4, 4, 'C:\\']]],
    ['CR LF', 'RUN a \\\r\n  b\r\n\r\nRUN c\r\n', [['RUN', 1, 2, 'a b'], ['RUN', 4, 4, 'c']]],
    ['a keyword in the second line', '\\\nRUN a', [['RUN', 2, 2, 'a']]],
    ['blanks before the keyword', '  run a', [['RUN', 1, 1, 'a']]],
  ])('%s', (_, text, expected) => expect(lines(text)).toEqual(expected)); // prettier-ignore

  it('reads directives at the top alone, each once', () => {
    const { directives, escape, comments } = parseDockerfile(
      '# syntax=a/b:1\n# Escape = `\n# x\n# check=skip=all\nFROM a',
    );
    expect([...directives]).toEqual([['syntax', 'a/b:1'], ['escape', '`']]); // prettier-ignore
    expect(escape).toBe('`');
    expect(comments.map(({ line, text }) => [line, text])).toEqual([[3, 'x'], [4, 'check=skip=all']]); // prettier-ignore
  });

  it('keeps the comments, those inside an instruction as well', () => {
    const { comments, text } = parseDockerfile('# one\nFROM a\nRUN a \\\n  #two\n b\n  # three \n');
    expect(comments.map((comment) => [comment.line, comment.text])).toEqual([[1, 'one'], [4, 'two'], [6, 'three']]); // prettier-ignore
    expect(text.slice(comments[1]?.start, comments[1]?.end)).toBe('#two');
  });

  it('does not count a byte order mark as a column', () => {
    const { text, lines, instructions } = parseDockerfile('\ufeffFROM a\nRUN b');
    expect(instructions.map(({ keywordSpan: { start, end } }) => text.slice(start, end))).toEqual(['FROM', 'RUN']);
    expect(instructions.map(({ start }) => lines.position(start))).toEqual([{ line: 1, column: 1 }, { line: 2, column: 1 }]); // prettier-ignore
  });
});

describe('limits', () => {
  const faultOf = (text: string): unknown => {
    try {
      return parseDockerfile(text, 'x');
    } catch (error) {
      return error instanceof FaultError ? error.fault : error;
    }
  };

  it.each([
    ['binary text', 'FROM a\n\0', { kind: 'binary-text', fileName: 'x' }],
    ['UTF-16', 'F\0R\0O\0M\0 \0a\0', { kind: 'binary-text', encoding: 'UTF-16' }],
    ['1 MB', 'a'.repeat(1_000_001), { kind: 'limit', unit: 'bytes' }],
    ['20,000 lines', '\n'.repeat(20_000), { kind: 'limit', unit: 'lines' }],
  ])('%s', (_, text, fault) => expect(faultOf(text)).toMatchObject(fault));

  it.each([
    ['one long ONBUILD chain', 'FROM a\n' + 'ONBUILD '.repeat(100_000)],
    ['one long word', 'FROM a\nRUN ' + 'x'.repeat(900_000)],
    ['many heredocs that stay open', 'FROM a\nRUN ' + '<<E '.repeat(200_000)],
    ['deep JSON', 'FROM a\nRUN ' + '['.repeat(900_000)],
    ['many open quotes', 'FROM a\n' + 'RUN "\n'.repeat(19_000)],
    ['many marks', 'FROM a\nRUN ' + '\\\n'.repeat(19_000)],
    ['one stage upon another', Array.from({ length: 19_000 }, (_, at) => `FROM s${at} AS s${at + 1}`).join('\n')],
  ])('reads %s in time', (_, text) => {
    const before = performance.now();
    parseDockerfile(text);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
