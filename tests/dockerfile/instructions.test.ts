import { describe, expect, it } from 'vitest';
import type { Instruction } from '../../src/dockerfile/model.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';

const last = (text: string): Instruction => parseDockerfile(text).instructions.at(-1)!;
const values = (words: readonly { value: string }[] | null): string[] | null =>
  words && words.map(({ value }) => value);

describe('words', () => {
  it.each([
    ['ENV A="b c" D=e\\ f', ['A=b c', 'D=e f']],
    ['LABEL a=\'b "c"\'', ['a=b "c"']],
    ['ENV A="a\\"b\\c"', ['A=a"b\\c']],
    ["COPY it's /x", ['its', '/x']],
    ['COPY "a b" /c', ['a', 'b', '/c']],
    ['FROM  a   AS\tb', ['a', 'AS', 'b']],
    ['USER app # x', ['app', '#', 'x']],
    ['CMD', []],
  ])('%s', (text, expected) => expect(values(last(text).words)).toEqual(expected));

  it('stand in the file where they say, across lines, comments and CR LF', () => {
    const source = 'FROM a\r\nRUN one "t w o" \\\r\n  # not this\r\n  thr\\\r\nee ["x y", "z"]\r\n';
    const { text, instructions } = parseDockerfile(source);
    const slices = instructions.at(-1)?.words.map(({ start, end }) => text.slice(start, end));
    expect(slices).toEqual(['one', '"t w o"', 'thr\\\r\nee', '["x y",', '"z"]']);
    for (const word of instructions.at(-1)?.words.slice(0, 2) ?? []) {
      expect(text.slice(word.start, word.end)).toBe(word.raw);
    }
  });
});

describe('flags', () => {
  it.each([
    ['COPY --from=a --chown=b:c d e', [['from', 'a'], ['chown', 'b:c']], ['d', 'e']],
    ['COPY --link a b', [['link', null]], ['a', 'b']],
    ['RUN --mount=type=cache,target="/a b" make --all', [['mount', 'type=cache,target=/a b']], ['make', '--all']],
    ['RUN \\\n --network=none \\\n a', [['network', 'none']], ['a']],
    ['CMD -- --x', [], ['--x']],
  ])('%s', (text, flags, words) => {
    expect(last(text).flags.map(({ name, value }) => [name, value])).toEqual(flags);
    expect(values(last(text).words)).toEqual(words);
  }); // prettier-ignore
});

describe('exec form', () => {
  it.each([
    ['CMD ["a b", "c"]', ['a b', 'c']],
    ['CMD [ "a\\"b" , "\\u00e9,]" ]', ['a"b', 'é,]']],
    ['CMD \\\n ["a", \\\n # no\n "b  c"]', ['a', 'b  c']],
    ['CMD []', []],
    ["CMD ['a']", null],
    ['CMD ["a"] b', null],
    ['CMD ["a", 1]', null],
    ['CMD ["a\\q"]', null],
    ['CMD a', null],
    ['HEALTHCHECK --interval=1s CMD ["a", "b c"]', ['a', 'b c']],
    ['HEALTHCHECK CMD a', null],
    ['HEALTHCHECK NONE', null],
    ['ENV A=["b"]', null],
    ['WORKDIR ["/a"]', null],
  ])('%s', (text, expected) => expect(values(last(text).json)).toEqual(expected));

  it('keeps the place of every string', () => {
    const { text, instructions } = parseDockerfile('FROM a\nENTRYPOINT ["a b", \\\n  "c\\"d"]');
    const json = instructions.at(-1)?.json ?? [];
    expect(json.map(({ start, end }) => text.slice(start, end))).toEqual(['"a b"', '"c\\"d"']);
    expect(json.map(({ raw }) => raw)).toEqual(['"a b"', '"c\\"d"']);
  });

  it('leaves CMD and NONE as the first word of HEALTHCHECK', () => {
    expect(values(last('HEALTHCHECK --retries=1 CMD ["a"]').words)?.[0]).toBe('CMD');
    expect(values(last('HEALTHCHECK none').words)).toEqual(['none']);
  });
});

describe('ONBUILD', () => {
  it('holds what it registers', () => {
    const { text, instructions } = parseDockerfile('FROM a\nONBUILD COPY --chown=x a b\nONBUILD RUN <<EOF\nc\nEOF\n');
    const [copy, run] = instructions.slice(1).map(({ trigger }) => trigger);
    expect([copy?.keyword, copy?.stage, values(copy?.words ?? null)]).toEqual(['COPY', 0, ['a', 'b']]);
    expect(text.slice(copy?.start, copy?.end)).toBe('COPY --chown=x a b');
    expect(run?.heredocs.map((heredoc) => heredoc.text)).toEqual(['c\n']);
  });
  it('does not nest', () => expect(last('ONBUILD ONBUILD RUN a').trigger?.trigger).toBeNull());
});
