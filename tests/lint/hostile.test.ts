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
    'secrets copied and removed',
    `FROM a:1\nCOPY . .\n${lines(5_000, (at) => `WORKDIR a${at}\nCOPY .npmrc /a${at}/\nRUN rm b/.env`)}`,
  ],
  ['caches asked for', `# syntax=docker/dockerfile:1\nFROM a:1\n${lines(9_000, () => 'RUN npm ci && go build')}`],
  [
    'installs in one image',
    `FROM a:1-alpine\nCOPY . .\n${lines(4_000, (at) => `RUN export A${at}=1 && npm ci && pip install torch && npm prune`)}`,
  ],
  [
    'stages of Alpine',
    `FROM a:1-alpine AS s0\n${lines(4_000, (at) => `FROM s${at} AS s${at + 1}\nRUN npm ci && go build`)}`,
  ],
  [
    'a long command line',
    `FROM a:1\nENV DEBUG=*\nRUN npm ci\nCMD npm ${' '.repeat(300_000)}dev ${'--inspect '.repeat(20_000)}`,
  ],
])('lints %s in time', async (_, text) => {
  const before = performance.now();
  await lint(text);
  expect(performance.now() - before).toBeLessThan(10_000);
});
