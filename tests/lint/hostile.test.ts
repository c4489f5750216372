import { expect, it } from 'vitest';
import { lint } from '../../src/lint/index.ts';

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

// Each of these takes time that grows with the square of its size where a rule is written carelessly.
it.each([
  ['a stage upon another', lines(9_000, (at) => `FROM s${at} AS s${at + 1}\nRUN pip install $X`)],
  ['stage names with variables', lines(15_000, (at) => `FROM x-$A-${at} AS x-${at}`)],
  ['one variable set and used', `FROM a:1\n${lines(9_000, () => 'ARG X=a\nRUN apt-get install $X')}`],
  [
    'one long value used often',
    `FROM a:1\nENV A=${'b\\ '.repeat(30_000)}\nRUN apt-get install ${'$A '.repeat(10_000)}`,
  ],
  ['many pipes in a script', `FROM a:1\nRUN ${'a;set -o pipefail;b|c;'.repeat(2_800)}`],
  ['nested substitutions', `FROM a:1\nRUN ${'$('.repeat(20_000)}`],
  ['open braces', `FROM a:1\nRUN apt-get install ${'${X:-'.repeat(10_000)}`],
  ['stage pragmas', '# hadolint stage ignore=DL3000\nFROM a\n'.repeat(9_000)],
  ['options without a value', `FROM a:1\nRUN pip install ${'-e '.repeat(20_000)}`],
  [
    'a variable of the first of many stages',
    `FROM a AS s0\nARG X\n${lines(9_000, (at) => `FROM s${at} AS s${at + 1}\nRUN $X`)}`,
  ],
  [
    'many variables in one script',
    `FROM a:1\n${lines(900, (at) => `ENV A${at}=1`)}\nRUN :${lines(900, (at) => ` $A${at}`)}`,
  ],
  ['SHELL with many words', `FROM a:1\nSHELL [${'"-e", '.repeat(20_000)}"x"]\n${lines(2_000, () => 'RUN a')}`],
  ['stripped tabs', `FROM a:1\nRUN <<-EOF\n${`${'\t'.repeat(5)}\r\n`.repeat(9_000)}\nEOF`],
])('lints %s in time', async (_, text) => {
  const before = performance.now();
  await lint(text);
  expect(performance.now() - before).toBeLessThan(10_000);
});
