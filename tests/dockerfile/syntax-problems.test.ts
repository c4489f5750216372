import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';

const problems = (text: string): [number, string][] => {
  const dockerfile = parseDockerfile(text);
  return dockerfile.problems.map(({ start, message }) => [dockerfile.lines.position(start).line, message]);
};

describe('syntax problems', () => {
  it.each([
    ['EXPOES 80', /^unknown instruction EXPOES; did you mean EXPOSE\?$/],
    ['RNU make', /^unknown instruction RNU; did you mean ENV\?$/],
    ['rum make', /rum; did you mean RUN\?$/],
    ['INSTALL make', /^unknown instruction INSTALL; expected one of ADD, /],
    ['ONBUILD COPPY a b', /COPPY; did you mean COPY\?$/],
    ['RUN --mnt=x a', /unknown flag --mnt; RUN takes --mount/],
    ['CMD --x', /unknown flag --x; CMD takes none/],
    ['COPY --from a b', /--from needs a value/],
    ['COPY --link=x a b', /--link takes true or false/],
    ['COPY --from=a --from=b c d', /--from is given twice/],
    ['COPY a', /needs a source and a destination/],
    ['COPY a <<B\nb\nB\n', /destination/],
    ['RUN', /RUN needs an argument/],
    ['ENV A', /ENV A=value/],
    ['ENV A=b c', /expected name=value, found c/],
    ['ENV =b', /expected a name before =/],
    ['ARG A = b', /expected a name before =/],
    ['LABEL a', /LABEL needs a value/],
    ['SHELL bash -c', /JSON array/],
    ['SHELL []', /JSON array/],
    ['CMD ["a", 1]', /holds strings only/],
    ['HEALTHCHECK curl', /CMD and a command, or NONE/],
    ['HEALTHCHECK CMD', /needs a command/],
    ['HEALTHCHECK NONE a', /takes no arguments/],
    ['ONBUILD FROM a', /cannot register FROM/],
    ['ONBUILD ONBUILD RUN a', /cannot register ONBUILD/],
    ['EXPOSE abc', /expected a port/],
    ['FROM a b', /FROM takes one image/],
    ['FROM a AS 1x', /stage name/],
    ['RUN <<EOF\na', /expected a line EOF/],
  ])('%j', (text, message) => {
    expect(problems(`FROM a\n${text}`)).toEqual([[2, expect.stringMatching(message)]]);
  });

  it.each([
    ['RUN a', [[1, 'no FROM: a Dockerfile names the image it starts from']]],
    ['', [[1, 'no FROM: a Dockerfile names the image it starts from']]],
    ['RUN a\nFROM b', [[1, 'RUN stands before the first FROM; only ARG may']]],
    ['# escape=x\nFROM a', [[1, 'the escape directive takes a backslash or a backtick']]],
    ['# escape=`\n# escape=`\nFROM a', [[2, 'the escape directive is given twice; expected once']]],
  ])('%j', (text, expected) => expect(problems(text)).toEqual(expected));

  it.each([
    'ARG A=1\nFROM a:$A',
    'FROM a\nCMD\nENTRYPOINT',
    'FROM a\nEXPOSE 80 81/udp 5000/sctp 8000-8010 $PORT 127.0.0.1:80:80',
    'FROM a\nHEALTHCHECK --interval=5s NONE',
    'FROM a\nRUN <<EOF\nEOF\n# a\nRUN <<-A <<B\n\tA\nB\nUSER b',
    'FROM a\nCOPY a <<B /c/\nB\n',
    'FROM a\nARG A B=2\nENV C d e\nLABEL f=""',
    'FROM a\nRUN --mount=type=cache,target=/a --mount=type=bind,target=/b c',
    'FROM a\nADD --unpack --link=false --exclude=a --exclude=b . /c',
  ])('none in %j', (text) => expect(problems(text)).toEqual([]));

  it('leaves the rest of the file readable', () => {
    const { instructions } = parseDockerfile('FROM a\nFOO\nRUN b');
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'FOO', 'RUN']);
  });
});
