import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOf, languages, type Parser } from '../../../src/content/highlight/languages.ts';
import { startState, tokensOf } from '../../../src/content/highlight/tokens.ts';

async function shown(name: string, text: string): Promise<string[]> {
  const lines = text.split('\n');
  const parser = await languageOf(name, lines[0]!)!.load();
  const state = startState(parser);
  return lines.map((line) =>
    tokensOf(parser, state, line)
      .map(({ text, kind }) => (kind ? `${kind}(${text})` : text))
      .join(''),
  );
}

test.each([
  ['a.json', '{"a": [1, true, "x"]}', ['{string("a"): [number(1), number(true), string("x")]}']],
  ['a.yaml', 'a: 1 # b', ['number(a)meta(: )1 comment(# b)']],
  ['run', '#!/usr/bin/env -S bash -e\n# x\nif true; then', undefined],
  ['a.py', 'def f(): # c\n  """a\n  b"""', undefined],
  ['a.c', '/* a\n b */ int x = 1;', undefined],
  ['Dockerfile.prod', 'FROM node AS a\n# b', ['keyword(FROM) node keyword(AS) a', 'comment(# b)']],
  ['app.conf', '# a\n[b]\nc=d', undefined],
  ['a.md', '# a\n```\ncode\n```\n**b** `c` [d](e)', undefined],
  ['a.xml', '<a b="c">d</a>', undefined],
  ['a.sql', "SELECT 'a' -- b", undefined],
  ['a.go', 'func a() { return "b" }', undefined],
  ['a.css', 'a { color: #fff } /* b */', undefined],
])('%s', async (name, text, expected) => {
  const lines = await shown(name, text);
  if (expected) expect(lines).toEqual(expected);
  expect(lines).toMatchSnapshot();
});

test('the language is told by the first line, then by the name', () => {
  const title = (name: string, firstLine = ''): string | undefined => languageOf(name, firstLine)?.title;
  expect(title('run', '#!/usr/local/bin/python3.11')).toBe('Python');
  expect(title('run.txt', '#!/bin/sh')).toBe('Shell');
  expect(title('Dockerfile')).toBe('Dockerfile');
  expect(title('Dockerfile.prod')).toBe('Dockerfile');
  expect(title('NGINX.CONF')).toBe('Configuration');
  expect(title('json')).toBe(undefined);
  expect(title('notes.txt')).toBe(undefined);
});

test('a Dockerfile has the shell of its RUNs, in heredocs too', async () => {
  const text = `# syntax=docker/dockerfile:1
# a remark=1
FROM --platform=linux/amd64 node:22 AS base
ARG A=1 B
ENV PATH="/x:$PATH" \\
  # between
  MODE=\${MODE:-dev}
RUN --mount=type=cache,target=/c if true; then \\
    echo "a $B" | cat; \\

    fi
COPY --from=base <<CONF <<-SECOND /etc/
key = value
CONF
	# no comment
	SECOND
RUN <<EOF
for x in 1 2; do
FROM not
done
EOF
EXPOSE 80 443/tcp
CMD ["node", "a\\"b"]
HEALTHCHECK --interval=5s CMD curl -f x
onbuild run echo hi
FROM x`;
  expect(await shown('Dockerfile', text)).toMatchInlineSnapshot(`
    [
      "meta(# syntax=docker/dockerfile:1)",
      "comment(# a remark=1)",
      "keyword(FROM) name(--platform=linux/amd64) node:22 keyword(AS) base",
      "keyword(ARG) name(A)=1 B",
      "keyword(ENV) name(PATH)=string("/x:)name($PATH)string(" )meta(\\)",
      "comment(  # between)",
      "  name(MODE)=name(\${MODE:-dev})",
      "keyword(RUN) name(--mount=type=cache,target=/c) keyword(if) number(true); keyword(then)meta( \\)",
      "    keyword(echo) string("a )name($B)string(") | keyword(cat);meta( \\)",
      "",
      "    keyword(fi)",
      "keyword(COPY) name(--from=base) <<CONF <<-SECOND /etc/",
      "string(key = value)",
      "meta(CONF)",
      "string(	# no comment)",
      "meta(	SECOND)",
      "keyword(RUN) meta(<<EOF)",
      "keyword(for) x keyword(in) number(1) number(2); keyword(do)",
      "FROM not",
      "keyword(done)",
      "meta(EOF)",
      "keyword(EXPOSE) number(80) number(443)/tcp",
      "keyword(CMD) [string("node"), string("a\\"b")]",
      "keyword(HEALTHCHECK) name(--interval=5s) keyword(CMD) keyword(curl) name(-f) x",
      "keyword(onbuild) keyword(run) keyword(echo) hi",
      "keyword(FROM) x",
    ]
  `);
});

describe('on hostile text', () => {
  const worst = ['\t', '<?', 'a ', '(', '"', '\\', '/*', '<!--', '`', '[', '*', '${', '<a ', '- ', '# '].map((piece) =>
    piece.repeat(Math.floor(4096 / piece.length)),
  );

  test.each(languages.map((language) => [language.title, language] as const))(
    '%s ends, and loses nothing',
    async (_, { load }) => {
      const parser: Parser = await load();
      for (const line of worst) {
        const state = startState(parser);
        const since = performance.now();
        for (const text of [line, line])
          expect(
            tokensOf(parser, state, text)
              .map(({ text }) => text)
              .join(''),
          ).toBe(text);
        expect(performance.now() - since).toBeLessThan(2000);
      }
    },
  );
});

describe('on long lines of what languages are made of, at random', () => {
  const parts =
    '" \' ` / * /* */ // # < > </ <? <!-- ( ) [ ] { } ${ \\ = => == : ; , ! @ $ % ^ & | ~ + ? - _ . 0 a A r" R"( """ <<E <<- ' +
    'qq{ s/ end if def class import 0x 1e 1_0 .5 \u00e4 \u{1f600} xxxxxxxxxx FROM -- [[ ]] =[ @@ +++';
  const part = fc.constantFrom(' ', '\t', ...parts.split(' '));
  // Few parts, again and again, and something behind them that they do not fit to: so expressions come to backtrack.
  const line = fc
    .tuple(part, fc.array(part, { minLength: 1, maxLength: 5 }), part, fc.nat(20))
    .map(([first, some, last, room]) => {
      const middle = some.join('');
      return `${first}${middle.repeat(Math.ceil(480 / middle.length)).slice(0, 480 + room)}${last}${middle.repeat(1000)}`;
    })
    .map((long) => long.slice(0, 4096));
  const processorTime = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  /** Milliseconds of one line. Of 40,000 lines the longest took 15; the lines of a block may take a thousand. */
  const most = 250;

  test.each(languages.map((language) => [language.title, language] as const))(
    '%s ends in time, and loses nothing',
    async (_, { load }) => {
      const parser = await load();
      const reads = fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const state = startState(parser);
        for (const text of lines) {
          const since = processorTime();
          const tokens = tokensOf(parser, state, text);
          expect(processorTime() - since).toBeLessThan(most);
          expect(tokens.map(({ text }) => text).join('')).toBe(text);
        }
      });
      fc.assert(reads, { numRuns: 40 });
    },
  );
});

test('a parser that stands still is left behind', () => {
  const still: Parser = { token: () => 'keyword' };
  expect(tokensOf(still, startState(still), 'text')).toEqual([{ text: 'text', kind: null }]);
});
