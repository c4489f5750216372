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
  ['undefined variables in one line', `FROM a:1\nENV A=${lines(60_000, (at) => `$V${at}`).replaceAll('\n', '')}`],
  ['undefined variables beside defined ones', `FROM a:1\n${lines(9_000, (at) => `ENV N${at}=1\nENV A=$M${at}`)}`],
  ['stages with an environment upon another', lines(9_000, (at) => `FROM s${at} AS s${at + 1}\nENV V${at}=$W${at}`)],
  [
    'what ONBUILD registered in every stage',
    `FROM a AS b\n${lines(9_000, (at) => `ONBUILD ENV V${at}=$W`)}\n${lines(9_000, () => 'FROM b')}`,
  ],
  ['values that grow', `FROM a:1\nENV A=aaaaaaaaaa\n${lines(9_000, () => 'ENV A=$A$A$A$A$A$A$A$A$A$A')}`],
  ['nested defaults', `ARG A=${'${X:-'.repeat(90_000)}\nFROM a:$A\nENV A=${'${X:-'.repeat(90_000)}`],
  [
    'long patterns',
    `FROM a:1\nENV A=${'a'.repeat(10_000)}\n${lines(5_000, () => 'ENV B=${A%%*a*a*a*a*a*a*a*b} C=${A//*a*b/}')}`,
  ],
  ['empty lines in one instruction', `FROM a:1\nRUN a \\\n${'\n'.repeat(19_000)}b`],
  ['check directives', `${lines(9_000, (at) => `# check=skip=${'A,'.repeat(20)}${at}\nFROM a:${at}`)}`],
  ['comments above one instruction', `${'# check\n'.repeat(19_000)}FROM a:1`],
  ['ports in one line', `FROM a:1\nEXPOSE ${'1:2/TCP '.repeat(60_000)}`],
  ['long names', `FROM a:1\nENV ${'A'.repeat(200_000)}=1 ${'B'.repeat(200_000)}=1\nENV C=$${'A'.repeat(200_001)}`],
  ['an image of many parts', `FROM ${'a-_.'.repeat(100_000)}/${'b/'.repeat(50_000)}:${'c'.repeat(1000)}`],
])('lints %s in time', async (_, text) => {
  const before = performance.now();
  await lint(text);
  expect(performance.now() - before).toBeLessThan(10_000);
});

it('matches many sources with many patterns in time', async () => {
  const sources = `FROM a:1\n${lines(9_000, (at) => `COPY a${at}/b/c/d e${at} /x/`)}`;
  const before = performance.now();
  await lint(sources, { dockerignore: lines(20_000, (at) => `**/x${at}*/**/y*z`) });
  expect(performance.now() - before).toBeLessThan(10_000);
});
