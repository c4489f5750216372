import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { askBuildkit, isCollecting } from '../peers/buildkit.ts';

const whole = (text: string): string => (text.includes('FROM') ? text : `FROM debian:12\n${text}`);

/** The stretch that is refused, and why. */
function refused(text: string): [string, string][] {
  const file = whole(text);
  return parseDockerfile(file).problems.map(({ start, end, message }) => [file.slice(start, end), message]);
}

const quotes: readonly (readonly [text: string, place: string])[] = [
  ['ENV A="b', 'A="b'],
  ["ENV A='b", "A='b"],
  ['ENV B=1 \\\n  A="$', 'A="$'],
  ['ENV A "b c', '"b c'],
  ["ENV A it's", "it's"],
  ['ENV "A=b', '"A=b'],
  ['ENV A="a\\"', 'A="a\\"'],
  ["ENV A=$'b", "A=$'b"],
  ['ARG A="b\nFROM a', 'A="b'],
  ["label a it's", "it's"],
  ['EXPOSE 80 81"', '81"'],
  ['STOPSIGNAL "9', '"9'],
  ["USER it's", "it's"],
  ['VOLUME "a b', '"a'],
  ['VOLUME ["/a\\"b"]', '"/a\\"b"'],
  ['WORKDIR "/a" \'b', '"/a" \'b'],
  ['COPY "a b" /c', '"a'],
  ["ADD a' b' /c", "a'"],
  ['FROM "a', '"a'],
  ['# escape=`\nFROM a\nENV A="`"', 'A="`"'],
];

const substitutions: readonly (readonly [text: string, message: RegExp])[] = [
  ['ENV A=${b', /a \$\{ is not closed; expected \}/],
  ['ENV A=${b:-x', /a \$\{ is not closed/],
  ['ENV A=${b:-"x}', /a " is not closed/],
  ['ENV A=${b:+${c}', /a \$\{ is not closed/],
  ['ENV A=${}', /expected the name of a variable behind \$\{/],
  ['ENV A=${:-x}', /name of a variable/],
  ['ENV A=${{b}}', /name of a variable/],
  ['ENV A=${b:!x}', /\$\{b:!…\} is no form that the builder knows; expected \} or one of/],
  ['ENV A=${b^^}', /\$\{b\^…\}/],
  ['ENV A=${b:0:1}', /\$\{b:0…\}/],
  ['ENV A=${!b}', /\$\{!b…\}/],
  ['ENV A=${b/x}', /expected a replacement as in \$\{NAME\/pattern\/text\}/],
  ['ENV A=${b/x/y', /a \$\{ is not closed/],
  ['ENV A=${b:?x}${', /name of a variable/],
  ['ARG A=${b', /not closed/],
  ['LABEL ${b=c', /not closed/],
  ['EXPOSE 80 ${a', /not closed/],
  ['FROM a:${b', /not closed/],
  ['FROM --platform=${a b', /not closed/],
  ['COPY --chown=${a b /c', /not closed/],
  ['COPY --from=${a b /c', /not closed/],
  ['ADD --checksum=${a http://b /c', /not closed/],
  ['COPY <<EOF /c\n${a^^}\nEOF', /no form/],
];

const taken: readonly string[] = [
  'ENV A=$ B=$$ C="$" D=$- E=$1a',
  'ENV A="a\'b" B=\'a"b\' C=\\"b D=\'${b\' E="\\${b"',
  'ENV A=\'\\\' B="\\\\"',
  'ENV A=${b:-$} B=${b:-\\}} C=${b:-"}"} D="${b:-"c"}"',
  'ENV A=${b-x} B=${b:+${c}} C=${b#[} D=${b%%*} E=${b//x/y} F=${b/x\\/y/z} G=${-}',
  'ENV A ${b:-c d}',
  'USER ${a:-b c}',
  'WORKDIR "/a b"',
  'WORKDIR ${a:-/b c}',
  'ARG "A=b',
  'ARG "A',
  'COPY a\\"b /c',
  "COPY <<EOF /c\nit's $\nEOF",
  "COPY <<'EOF' /c\n${a^^}\nEOF",
  'COPY --exclude=${a b /c',
  'RUN echo "a ${b',
  "CMD it's",
  "ENTRYPOINT it's",
  "HEALTHCHECK CMD it's",
  "MAINTAINER it's",
  'SHELL ["it\'s"]',
  'ONBUILD ENV A="b',
  '# escape=`\nFROM a\nENV A="\\" B="`""',
];

describe('a word that is refused', () => {
  it.each(quotes)('for its quote: %j', (text, place) => {
    expect(refused(text)).toEqual([[place, expect.stringMatching(/^a ["'] is not closed; expected another/)]]);
  });
  it.each(substitutions)('for its variable: %j', (text, message) => {
    expect(refused(text).map(([, why]) => why)).toEqual([expect.stringMatching(message)]);
  });
  it.each(taken)('none in %j', (text) => expect(refused(text)).toEqual([]));

  it('costs no more than its length', () => {
    const started = performance.now();
    for (const text of ['"'.repeat(99_999), '${a:-'.repeat(50_000), '${a//'.repeat(50_000), '$a'.repeat(100_000)]) {
      refused(`ENV A=${text}`);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe.skipIf(isCollecting)('beside BuildKit, a word that is refused', () => {
  const all = [...quotes.map(([text]) => text), ...substitutions.map(([text]) => text), ...taken];
  it.each(all.map((text) => ({ text, ask: askBuildkit({ text: whole(text) }) })))('$text', ({ text, ask }) => {
    expect(ask().error ?? null).toEqual(refused(text).length > 0 ? expect.stringMatching(/./) : null);
  });
});
