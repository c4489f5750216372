import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';

/** Names and bodies of the here-documents, and the keywords of what follows. As BuildKit 0.34 reads the same texts. */
function read(text: string): [string[][], string[]] {
  const [first, ...rest] = parseDockerfile(text).instructions;
  const heredocs = first?.heredocs.map((heredoc) => [heredoc.name, heredoc.text]) ?? [];
  return [heredocs, rest.map(({ keyword }) => keyword)];
}

describe('here-documents', () => {
  it.each([
    ['one', 'RUN <<EOF\na\n# b\n\nEOF\nRUN c', [['EOF', 'a\n# b\n\n']], ['RUN']],
    ['a quoted name', 'RUN <<"E F"\na\nE F\nUSER b', [['E F', 'a\n']], ['USER']],
    ['single quotes', "COPY <<'x.conf' /etc/\n$a\nx.conf\n", [['x.conf', '$a\n']], []],
    ['a file descriptor', 'RUN 3<<EOF cat\na\nEOF\nUSER b', [['EOF', 'a\n']], ['USER']],
    ['blanks behind the mark', 'RUN cat << EOF\na\nEOF\nUSER b', [['EOF', 'a\n']], ['USER']],
    ['tabs before the end', 'RUN <<-EOF\n\ta\n\tEOF\nUSER b', [['EOF', '\ta\n']], ['USER']],
    ['blanks before the end are no end', 'RUN <<EOF\n EOF\nEOF\nUSER b', [['EOF', ' EOF\n']], ['USER']],
    ['two', 'RUN cat <<A <<B\na\nA\nb\nB\nUSER c', [['A', 'a\n'], ['B', 'b\n']], ['USER']],
    ['CR LF', 'RUN <<EOF\r\na\r\nEOF\r\nUSER b', [['EOF', 'a\r\n']], ['USER']],
    ['behind a continuation', 'RUN cat \\\n <<EOF \\\n >x\na\nEOF\nUSER b', [['EOF', 'a\n']], ['USER']],
    ['an empty body', 'RUN <<EOF\nEOF\nUSER b', [['EOF', '']], ['USER']],
    ['a backslash before the name', 'RUN cat <<\\EOF\na\nEOF\nUSER b', [['EOF', 'a\n']], ['USER']],
    ['a backslash before the mark is none', 'RUN echo \\<<EOF\nUSER b', [], ['USER']],
    ['in quotes is none', 'RUN echo "<<EOF"\nUSER b', [], ['USER']],
    ['behind an open quote is none', "RUN echo it's <<EOF\nUSER b", [], ['USER']],
    ['a here-string is none', 'RUN cat <<<EOF\nUSER b', [], ['USER']],
    ['in a comment line is none', 'RUN a \\\n# <<X\n b\nUSER c', [], ['USER']],
    ['in exec form is none', 'RUN ["cat", "<<EOF"]\nUSER b', [], ['USER']],
    ['of ENV is none', 'ENV A <<EOF\nUSER b', [], ['USER']],
  ])('%s', (_, text, heredocs, rest) => expect(read(text)).toEqual([heredocs, rest])); // prettier-ignore

  it('know their place, and what the name means', () => {
    const { text, instructions, lines } = parseDockerfile("FROM a\nCOPY <<-'x' <<y /b/\n\tone\n\tx\ntwo\ny\nRUN c");
    const [, copy, run] = instructions;
    expect(copy?.heredocs.map(({ body }) => text.slice(body.start, body.end))).toEqual(['\tone\n', 'two\n']);
    expect(copy?.heredocs.map(({ expands, stripsTabs, closed }) => [expands, stripsTabs, closed])).toEqual([[false, true, true], [true, false, true]]); // prettier-ignore
    expect([copy?.line, copy?.endLine, run?.line]).toEqual([2, 6, 7]);
    expect(lines.position(copy?.end ?? 0)).toEqual({ line: 6, column: 2 });
    expect(copy?.words.map(({ value }) => value).at(-1)).toBe('/b/');
  });
});
