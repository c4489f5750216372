import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { applyFix } from '../../../src/lint/fix.ts';
import { lint, type Finding, type FindingFix } from '../../../src/lint/index.ts';
import type { ShellCheck, ShellCheckComment } from '../../../src/lint/shellcheck/shellcheck.ts';

const apply = (text: string, fix: FindingFix): string => applyFix(parseDockerfile(text), fix);

const findAll = async (text: string, code: string): Promise<Finding[]> =>
  (await lint(text)).filter((finding) => finding.code === code);

describe('a fix', () => {
  it.each([
    ['SC2086', 'RUN echo $X', 'RUN echo "$X"', 'Write "$X"'],
    ['SC2086', 'RUN echo \\\n  # c\n  $X\\\n  && make', 'RUN echo \\\n  # c\n  "$X"\\\n  && make', 'Write "$X"'],
    ['SC2086', 'RUN echo "😀"\t$X', 'RUN echo "😀"\t"$X"', 'Write "$X"'],
    ['SC2086', 'RUN echo \\\r\n\t$X\r\nUSER 1', 'RUN echo \\\r\n\t"$X"\r\nUSER 1', 'Write "$X"'],
    ['SC2086', 'RUN <<-EOF\n\t\techo\t$X\n\tEOF\n', 'RUN <<-EOF\n\t\techo\t"$X"\n\tEOF\n', 'Write "$X"'],
    ['SC2086', 'ONBUILD RUN echo $X', 'ONBUILD RUN echo "$X"', 'Write "$X"'],
    ['SC2086', 'HEALTHCHECK CMD curl $X', 'HEALTHCHECK CMD curl "$X"', 'Write "$X"'],
    ['SC2164', 'RUN cd x; make', 'RUN cd x || exit; make', 'Write cd x || exit'],
    ['SC2164', 'RUN cd x\\\n; make', 'RUN cd x || exit\\\n; make', 'Write cd x || exit'],
    ['SC2006', 'RUN echo "`date`"', 'RUN echo "$(date)"', 'Write $(date)'],
    ['SC2006', 'RUN echo "`a \\\n b`"', 'RUN echo "$(a \\\n b)"', 'As ShellCheck writes it'],
    ['SC2268', 'RUN [ x"$X" = xz ] && a', 'RUN [ "$X" = z ] && a', 'As ShellCheck writes it'],
    ['SC2268', 'RUN [ \\\n x"$X" = xz ] && a', 'RUN [ \\\n "$X" = z ] && a', 'As ShellCheck writes it'],
    ['SC2281', 'RUN $X=1', 'RUN X=1', 'As ShellCheck writes it'],
    ['SC2295', 'RUN echo "${X%$Y}"', 'RUN echo "${X%"$Y"}"', 'Write "$Y"'],
    ['SC1020', 'RUN [ -f x] && a', null, null],
    ['SC2004', 'RUN echo $(($X+1))', null, null],
  ])('of %s in %j', async (code, text, wanted, title) => {
    const before = `FROM a\n${text}`;
    const [finding, ...others] = await findAll(before, code);
    expect(others).toEqual([]);
    expect(finding).toBeDefined();
    if (wanted === null) return expect(finding?.fix).toBeUndefined();
    expect(finding?.fix?.title).toBe(title);
    const after = apply(before, finding!.fix!);
    expect(after).toBe(`FROM a\n${wanted}`);
    expect(await findAll(after, code)).toEqual([]);
  });

  const answering = (replacements: ShellCheckComment['replacements']): ShellCheck => {
    const range = { line: 2, column: 1, endLine: 2, endColumn: 5 };
    const comment = { ...range, code: 2000, severity: 'info', message: 'x', replacements } as const;
    return { check: () => Promise.resolve({ kind: 'comments', comments: [comment] }) };
  };

  it.each([
    ['is one piece', 'RUN abcdef', 1, 3, 'x', true],
    ['is two pieces', 'RUN ab\\\ncdef', 1, 4, 'x', false],
    ['has a comment inside', 'RUN ab\\\n# c\ncdef', 1, 4, 'x', false],
    ['ends before a continuation', 'RUN ab\\\ncdef', 1, 3, 'x', true],
    ['would be two lines', 'RUN abcdef', 1, 3, 'x\ny', false],
  ])('is there only where what it replaces is a piece of the file: it %s', async (_, text, from, to, by, there) => {
    const edit = { line: 2, endLine: 2, column: from, endColumn: to, text: by };
    const found = await lint(`FROM a\n${text}`, {}, answering([edit]));
    const [finding] = found.filter(({ code }) => code === 'SC2000');
    expect(finding?.fix?.edits).toEqual(
      there ? [{ line: 2, column: 4 + from, endLine: 2, endColumn: 4 + to, text: by }] : undefined,
    );
  });

  it.each([
    [
      'edits overlap',
      2,
      [
        [1, 3],
        [2, 4],
      ],
    ],
    [
      'edits begin at one place',
      2,
      [
        [1, 1],
        [1, 1],
      ],
    ],
    ['an edit stands before the script', 1, [[1, 2]]],
  ] as const)('is left out where %s', async (_, line, columns) => {
    const edits = columns.map(([column, endColumn]) => ({ line, endLine: line, column, endColumn, text: 'x' }));
    const found = await lint('FROM a\nRUN abcdef', {}, answering(edits));
    expect(found.filter(({ code }) => code === 'SC2000').map(({ fix }) => fix)).toEqual([undefined]);
  });

  it('of each finding in one script works beside the others', async () => {
    let text = 'FROM a\nRUN echo $X \\\n  && echo $Y $Z \\\n  && cd "$W"; make\n';
    for (let found = await lint(text); found.some(({ fix }) => fix); found = await lint(text)) {
      text = apply(text, found.find(({ fix }) => fix)!.fix!);
    }
    expect(text).toBe('FROM a\nRUN echo "$X" \\\n  && echo "$Y" "$Z" \\\n  && cd "$W" || exit; make\n');
  });
});
