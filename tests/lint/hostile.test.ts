import { expect, it } from 'vitest';
import { lint } from '../../src/lint/index.ts';
import type { ShellCheck } from '../../src/lint/shellcheck/shellcheck.ts';

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

/** Milliseconds of the processor, so that what else runs on the machine does not count. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  return process.cpuUsage(start).user / 1000;
}

// Each of these takes time that grows with the square of its size where a rule is written carelessly.
it.each([
  ['findings that each have a fix', `FROM debian\n${lines(4_500, () => 'ADD a /b\nRUN a | b')}`],
  ['cleanings-up', `FROM debian\n${lines(9_000, () => 'RUN apt-get update && apt-get install -y x')}`],
  ['commands in shell form', `FROM debian\n${lines(18_000, () => 'CMD a b')}`],
  ['options to be added', `FROM debian\nRUN ["sh", "-c", "${'wget a;'.repeat(5_000)}"${', ""'.repeat(10_000)}]`],
  ['folders below folders', `FROM debian\nWORKDIR /a\n${lines(18_000, () => 'WORKDIR a')}`],
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
  ['an ENV of many pairs', `FROM a:1\nENV ${lines(9_000, (at) => `A${at}=$A${at + 1}`).replaceAll('\n', ' ')}`],
  ['many users by ARG', `FROM a:1\n${lines(9_000, (at) => `ARG A${at}\nUSER $A${at - 1}x$B`)}`],
  ['users of a stage upon another', lines(9_000, (at) => `FROM s${at} AS s${at + 1}\nUSER app`)],
  ['many archives', `FROM a:1\n${lines(5_000, (at) => `COPY ${at}.tar /\nRUN tar -xf /${at}.tar`)}`],
  ['open parentheses of tar', `FROM a:1\nCOPY a.tar /\nRUN tar ${'-x '.repeat(20_000)}a.tar`],
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
  ['undefined variables in one line', `FROM a:1\nENV A=${lines(60_000, (at) => `$V${at}`).replaceAll('\n', '')}`],
  ['undefined variables beside defined ones', `FROM a:1\n${lines(9_000, (at) => `ENV N${at}=1\nENV A=$M${at}`)}`],
  ['stages with an environment upon another', lines(9_000, (at) => `FROM s${at} AS s${at + 1}\nENV V${at}=$W${at}`)],
  [
    'what ONBUILD registered in every stage',
    `FROM a AS b\n${lines(9_000, (at) => `ONBUILD ENV V${at}=$W`)}\n${lines(9_000, () => 'FROM b')}`,
  ],
  ['stages of one name in capitals', lines(15_000, () => 'FROM B AS B')],
  [
    'an old ENV that ONBUILD registered in every stage',
    `FROM a AS b\nONBUILD ENV A ${'b "c" '.repeat(100)}\n${lines(9_000, () => 'FROM b')}`,
  ],
  [
    'variables mistyped in one FROM',
    `ARG VERSION=1\nFROM ${lines(60_000, (at) => `$VERSOIN$V${at}`).replaceAll('\n', '')}`,
  ],
  ['open quotes', `FROM a:1\n${lines(9_000, () => 'ENV A="b')}\nENV A=${'"${A:-'.repeat(90_000)}`],
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
  expect(await timeOf(() => lint(text, { shellcheck: false }))).toBeLessThan(10_000);
});

// ShellCheck's own time grows with the number of scripts that differ: these hold few.
it.each([
  ['many pipes in a script', `FROM a:1\nRUN ${'a;set -o pipefail;b|c;'.repeat(2_800)}`],
  ['nested substitutions', `FROM a:1\nRUN ${'$('.repeat(20_000)}`],
  ['open braces', `FROM a:1\nRUN apt-get install ${'${X:-'.repeat(10_000)}`],
  ['one variable set and used', `FROM a:1\n${lines(9_000, () => 'ARG X=a\nRUN apt-get install $X')}`],
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
])('finds the scripts of %s in time, and asks ShellCheck', async (_, text) => {
  expect(await timeOf(() => lint(text))).toBeLessThan(15_000);
});

it('finds thousands of scripts that differ in time', async () => {
  const text = `FROM a:1\n${lines(9_000, (at) => `ENV A${at}=1\nRUN cd /x${at} && make $A${at - 1}`)}`;
  const shellCheck: ShellCheck = { check: () => Promise.resolve({ kind: 'comments', comments: [] }) };
  expect(await timeOf(() => lint(text, {}, shellCheck))).toBeLessThan(10_000);
});

const labelSchema = { a: 'url', b: 'email', c: 'spdx', d: 'rfc3339', e: 'semver', f: 'hash', g: 'text' } as const;
const trustedRegistries = ['ghcr.io', '*.example.com'];

it.each([
  ['colons', ':'.repeat(400_000)],
  ['a host that never ends', `http://${'a'.repeat(400_000)}:x`],
  ['users before a host', `http://${'a@'.repeat(200_000)}`],
  ['percent signs', `a:${'%'.repeat(400_000)}`],
  ['open brackets', `http://${'['.repeat(400_000)}`],
  ['open comments', `${'('.repeat(400_000)}a@b`],
  ['dots', `a@${'.'.repeat(400_000)}`],
  ['dashes', `1.2.3-${'-.'.repeat(200_000)}`],
  ['digits', '1'.repeat(400_000)],
  ['blanks', `2020-01-02T03:04:05Z${' '.repeat(400_000)}x`],
  ['open parentheses', '( '.repeat(200_000)],
  ['operators', 'MIT AND '.repeat(100_000)],
  ['variables', '$A'.repeat(200_000)],
])('checks labels of %s in time', async (_, value) => {
  const labels = Object.keys(labelSchema).map((name) => `LABEL ${name}="${value.slice(0, 140_000)}"`);
  const text = `FROM a:1\n${labels.join('\n')}`;
  expect(await timeOf(() => lint(text, { labelSchema, strictLabels: true }))).toBeLessThan(2_000);
});

it.each([
  ['images', lines(9_000, (at) => `FROM r${at}.example.com/$A AS s${at}`)],
  ['global variables', `${lines(9_000, () => 'ARG A=a')}\n${lines(9_000, () => 'FROM $A/b')}`],
  ['stages upon each other', lines(9_000, (at) => `FROM s${at} AS s${at + 1}\nLABEL a${at}=1`)],
  ['stages that copy', lines(9_000, (at) => `FROM a.io/b AS s${at}\nCOPY --from=s${at - 1} a b`)],
  ['mounts', `FROM ghcr.io/a\n${lines(6_000, (at) => `RUN --mount=from=x${at},target=/x true`)}`],
])('looks at %s under a configuration in time', async (_, text) => {
  expect(await timeOf(() => lint(text, { labelSchema, trustedRegistries, strictLabels: true }))).toBeLessThan(10_000);
});

it('matches many sources with many patterns in time', async () => {
  const sources = `FROM a:1\n${lines(9_000, (at) => `COPY a${at}/b/c/d e${at} /x/`)}`;
  const dockerignore = lines(20_000, (at) => `**/x${at}*/**/y*z`);
  expect(await timeOf(() => lint(sources, { dockerignore }))).toBeLessThan(10_000);
});
