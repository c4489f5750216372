import { describe, expect, it } from 'vitest';
import { lint, type Finding } from '../../../src/lint/index.ts';

/** Dockerfiles with the finding's place between ⟦ and ⟧, put there by hand; ONBUILD and the line of the instruction beside. */
const cases: readonly (readonly [name: string, code: string, line: number, marked: string])[] = [
  ['one line', 'SC2086', 2, 'FROM a\nRUN echo ⟦$X⟧'],
  ['blanks and a tab before', 'SC2086', 2, 'FROM a\n  \tRUN   \techo\t ⟦$X⟧  '],
  ['small keyword', 'SC2164', 2, 'FROM a\nrun ⟦cd x⟧; make'],
  ['flags', 'SC2154', 2, 'FROM a\nRUN --mount=type=cache,target=/x --network=none echo "⟦$x⟧"'],
  ['flags over lines', 'SC2086', 2, 'FROM a\nRUN --mount=type=cache,target=/x \\\n    --network=none \\\n  echo ⟦$X⟧'],
  ['the first of two', 'SC2164', 2, 'FROM a\nRUN ⟦cd x⟧ ; \\\n  make'],
  ['behind a continuation', 'SC2086', 2, 'FROM a\nRUN make \\\n  && echo ⟦$X⟧'],
  ['before a continuation without a blank', 'SC2086', 2, 'FROM a\nRUN echo ⟦$X⟧\\\n  && make'],
  ['blanks behind the escape character', 'SC2086', 2, 'FROM a\nRUN make \\  \n  && echo ⟦$X⟧ \\\t\n  && make'],
  ['a word over two lines', 'SC2086', 2, 'FROM a\nRUN echo ⟦$FO\\\nO⟧ x'],
  ['a command over three lines', 'SC2164', 2, 'FROM a\nRUN ⟦cd \\\n   \\\n  x⟧ ; make'],
  ['a comment between', 'SC2086', 2, 'FROM a\nRUN make \\\n  # and "then\n  && echo ⟦$X⟧'],
  ['comments and empty lines between', 'SC2086', 2, 'FROM a\nRUN make \\\n\n# one\n\t# two\n\n  && echo ⟦$X⟧\nUSER 1'],
  ['a comment inside the place', 'SC2164', 2, 'FROM a\nRUN ⟦cd \\\n# where to\n  x⟧ ; make'],
  ['tabs inside', 'SC2086', 2, 'FROM a\nRUN\tmake\t&&\techo\ta\t⟦$X⟧\t&&\tmake'],
  ['tabs on each line', 'SC2086', 2, 'FROM a\nRUN make \\\n\t\t&&\techo\t⟦$X⟧'],
  ['an emoji before', 'SC2086', 2, 'FROM a\nRUN echo "😀😀" ⟦$X⟧'],
  ['an emoji and a tab before', 'SC2086', 2, 'FROM a\nRUN echo "😀"\t"é" \\\n "👩‍👩‍👧"\t⟦$X⟧'],
  ['CR LF', 'SC2086', 2, 'FROM a\r\nRUN echo ⟦$X⟧\r\nUSER 1\r\n'],
  ['CR LF and continuations', 'SC2164', 2, 'FROM a\r\nRUN make \\\r\n  # c\r\n  && ⟦cd x⟧\r\n'],
  ['ONBUILD', 'SC2086', 2, 'FROM a\nONBUILD RUN echo ⟦$X⟧'],
  ['ONBUILD over lines', 'SC2086', 2, 'FROM a\nONBUILD \\\n  # c\n  RUN make \\\n  && echo ⟦$X⟧'],
  ['the backtick as escape character', 'SC2086', 3, '# escape=`\nFROM a\nRUN make `\n  && echo ⟦$X⟧'],
  ['the backtick, and a backslash that stays', 'SC2028', 3, '# escape=`\nFROM a\nRUN make `\n  && echo ⟦"a\\n"⟧'],
  ['a heredoc', 'SC2086', 2, 'FROM a\nRUN <<EOF\nmake\necho ⟦$X⟧\nEOF\n'],
  ['a heredoc behind flags', 'SC2164', 2, 'FROM a\nRUN --network=none <<"E F"\n\n⟦cd x⟧\nmake\nE F\n'],
  ['tabs that a heredoc strips', 'SC2086', 2, 'FROM a\nRUN <<-EOF\n\tmake\n\t\techo\t⟦$X⟧\n\tEOF\n'],
  ['tabs that stay in a heredoc', 'SC2086', 2, 'FROM a\nRUN <<EOF\n\tmake\n\t\techo\t⟦$X⟧\nEOF\n'],
  ['a heredoc with a continuation', 'SC2086', 2, 'FROM a\nRUN <<EOF\nmake \\\n  # c\necho \\\n  ⟦$X⟧\nEOF\n'],
  ['a heredoc with CR LF', 'SC2086', 2, 'FROM a\r\nRUN <<EOF\r\nmake\r\necho ⟦$X⟧\r\nEOF\r\n'],
  ['a stripped heredoc with CR LF', 'SC2164', 2, 'FROM a\r\nRUN <<-EOF\r\n\tmake\r\n\t⟦cd x⟧\r\n\tEOF\r\n'],
  ['a line with a heredoc', 'SC2086', 2, 'FROM a\nRUN cat <<EOF >/x && echo ⟦$X⟧\ntext\nEOF\n'],
  ['a line behind the heredoc of a command', 'SC2154', 2, 'FROM a\nRUN cat <<EOF\na\nb ⟦$x⟧\nEOF\n'],
  ['a stripped heredoc of a command', 'SC2154', 2, 'FROM a\nRUN make && \\\n  cat <<-EOF\n\ta\n\t\tb 😀 ⟦$x⟧\n\tEOF\n'],
  ['the second of two heredocs', 'SC2154', 2, 'FROM a\nRUN cat <<A - <<-B\na\nA\n\tb ⟦$x⟧\n\tB\n'],
  ['a heredoc with CR LF of a command', 'SC2154', 2, 'FROM a\r\nRUN cat <<EOF\r\na\r\nb ⟦$x⟧\r\nEOF\r\n'],
  ['a heredoc that bash reads', 'SC2086', 2, 'FROM a\nRUN <<EOF bash -e\nmake\necho ⟦$X⟧\nEOF\n'],
  ['ONBUILD with a heredoc', 'SC2164', 2, 'FROM a\nONBUILD RUN <<EOF\n⟦cd x⟧\nmake\nEOF\n'],
  ['a health check', 'SC2086', 2, 'FROM a\nHEALTHCHECK --interval=5s \\\n  CMD curl \\\n  ⟦$X⟧ || exit 1'],
  ['a CMD', 'SC2086', 2, 'FROM a\nCMD exec app \\\n  ⟦$X⟧'],
  ['an ENTRYPOINT behind variables', 'SC2086', 3, 'FROM a\nENV Y=1\nENTRYPOINT exec app $Y \\\n  ⟦$X⟧'],
  ['the second line of a script', 'SC2046', 3, 'FROM a\nARG x\nRUN make $x && \\\n\tmake ⟦$(nproc)⟧'],
  ['a byte order mark', 'SC2086', 2, '\ufeffFROM a\nRUN echo ⟦$X⟧'],
];

interface Place {
  readonly start: number;
  readonly end: number;
}

function unmark(marked: string): { text: string; place: Place } {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  return { text: marked.replace(/[⟦⟧]/g, ''), place: { start, end } };
}

/** Line and column of an offset, counted here afresh. */
function position(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(text.startsWith('\ufeff') ? 1 : 0, offset).split('\n');
  return [before.length, (before.at(-1) ?? '').length + 1];
}

const rangeOf = ({ at }: Finding): unknown => at && [[at.line, at.column], [at.endLine, at.endColumn]]; // prettier-ignore

describe('a finding stands in the Dockerfile where it was found in the script', () => {
  it.each([...cases])('%s: %s', async (_, code, line, marked) => {
    const { text, place } = unmark(marked);
    const found = (await lint(text)).filter((finding) => finding.code === code);
    const wanted = [position(text, place.start), position(text, place.end)];
    expect(found.map((finding) => [finding.line, rangeOf(finding)])).toEqual([[line, wanted]]);
  });
});
